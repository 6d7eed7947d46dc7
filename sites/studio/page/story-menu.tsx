import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useStudio } from "../state/studio.ts";
import { forgetStory, type KeptStory, listStories } from "../story/browser-store.ts";
import { EMPTY, type Story, toStory } from "../story/story.ts";
import { chooseFile, saveFile, titleOf } from "./files.ts";
import { focusMessage } from "./focus-message.ts";
import { IconButton } from "./icon-button.tsx";
import { Icon } from "./icons.tsx";
import { EXAMPLES, openExample, openText } from "./open-example.ts";
import { WORDS } from "./words.ts";

const MOST_RECENT = 6;

/** The story's name, and under it what opens another. */
export function StoryMenu() {
	const studio = useStudio();
	const { story, open } = studio;
	const isOpen = useSignal(false);
	const recent = useSignal<readonly KeptStory[]>([]);
	const place = useRef<HTMLDivElement>(null);
	const title = titleOf(story.value.conversation);
	useEffect(() => {
		const press = ({ target }: PointerEvent) => {
			if (!(target instanceof Node && place.current?.contains(target))) isOpen.value = false;
		};
		addEventListener("pointerdown", press);
		return () => removeEventListener("pointerdown", press);
	}, [isOpen]);
	const openMenu = () => {
		isOpen.value = !isOpen.value;
		if (isOpen.value)
			void listStories().then(
				(stories) => {
					recent.value = stories.filter(({ id }) => id !== studio.storyId.value).slice(0, MOST_RECENT);
				},
				() => {},
			);
	};
	const act = (work: () => void) => () => {
		isOpen.value = false;
		work();
	};
	const openFile = async () => {
		const file = await chooseFile(".json,.txt,.chat,.script,application/json,text/plain");
		if (file !== null) await openText(studio, await file.text());
	};
	const begin = (made: Story) => {
		open(made);
		focusMessage();
	};
	const likeThis = () => {
		const { messages: _, title: __, ...rest } = story.value.conversation;
		begin(toStory({ ...rest, messages: [] }));
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the menu wherever in it the focus is
		<div
			class="story-menu"
			ref={place}
			onKeyDown={(event) => {
				if (event.key !== "Escape" || !isOpen.value) return;
				isOpen.value = false;
				place.current?.querySelector("button")?.focus();
			}}
		>
			<button
				type="button"
				class="story-title"
				aria-expanded={isOpen.value}
				aria-haspopup="true"
				onClick={openMenu}
			>
				<img src="/icon.svg" alt="" width="26" height="26" />
				<span class="story-name">
					<span class="visually-hidden">{WORDS.stories}: </span>
					{title === "" ? WORDS.untitled : title}
				</span>
				<Icon name="down" />
			</button>
			{isOpen.value && (
				<div class="menu">
					<MenuButton label={WORDS.newStory} act={act(() => begin(EMPTY))} />
					<MenuButton label={WORDS.newLikeThis} act={act(likeThis)} />
					<MenuButton label={WORDS.openFile} act={act(() => void openFile())} />
					<MenuButton label={WORDS.saveFile} act={act(() => saveFile(story.value.conversation))} />
					<MenuButton
						label={WORDS.commands}
						act={act(() => {
							studio.isCommanding.value = true;
						})}
					/>
					<span class="menu-title">{WORDS.examples}</span>
					<div class="menu-lines">
						{Object.entries(EXAMPLES).map(([name, label]) => (
							<MenuButton key={name} label={label} act={act(() => void openExample(studio, name))} />
						))}
					</div>
					{recent.value.length > 0 && <span class="menu-title">{WORDS.recent}</span>}
					{recent.value.map(({ id, title: name, conversation }) => (
						<div key={id} class="menu-row">
							<MenuButton
								label={name === "" ? WORDS.untitled : name}
								act={act(() => open(toStory(conversation), id))}
							/>
							<IconButton
								icon="trash"
								label={WORDS.forget(name === "" ? WORDS.untitled : name)}
								onClick={() => {
									recent.value = recent.value.filter((story) => story.id !== id);
									void forgetStory(id).catch(() => {});
								}}
							/>
						</div>
					))}
				</div>
			)}
		</div>
	);
}

function MenuButton({ label, act }: { readonly label: string; readonly act: () => void }) {
	return (
		<button type="button" class="menu-item" onClick={act}>
			{label}
		</button>
	);
}
