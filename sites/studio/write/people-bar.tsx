import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { chooseFile } from "../page/files.ts";
import { Icon } from "../page/icons.tsx";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { addPerson, changePerson, type Person, removePerson } from "../story/people.ts";
import { Avatar, nameOf } from "./avatar.tsx";
import { readPicture } from "./read-picture.ts";

/** Who writes: each a button that opens what can be said of them. */
export function PeopleBar() {
	const { people, story, change } = useStudio();
	const opened = useSignal<string | null>(null);
	return (
		<fieldset class="people">
			<legend class="visually-hidden">{WORDS.people}</legend>
			{people.value.map((person, place) => (
				<span class="person-place" key={person.id}>
					<button
						type="button"
						class="person"
						aria-haspopup="dialog"
						aria-expanded={opened.value === person.id}
						onClick={() => {
							opened.value = opened.value === person.id ? null : person.id;
						}}
					>
						<Avatar person={person} place={place} />
						<span>{nameOf(person)}</span>
					</button>
					{opened.value === person.id && (
						<PersonCard
							person={person}
							close={() => {
								opened.value = null;
							}}
						/>
					)}
				</span>
			))}
			<button
				type="button"
				class="icon-button"
				aria-label={WORDS.addPerson}
				title={WORDS.addPerson}
				disabled={people.value.length > 12}
				onClick={() => {
					const made = addPerson(story.value, `Person ${people.value.length}`);
					change(made);
					opened.value = made.conversation.people?.at(-1)?.id ?? null;
				}}
			>
				<Icon name="plus" />
			</button>
		</fieldset>
	);
}

type CardProps = { readonly person: Person; readonly close: () => void };

function PersonCard({ person, close }: CardProps) {
	const { story, change, people, announce } = useStudio();
	const card = useRef<HTMLDivElement>(null);
	const { id, color, picture } = person;
	const set = (fields: Parameters<typeof changePerson>[2], step?: string) =>
		change(changePerson(story.value, id, fields), step === undefined ? {} : { step: `${step} ${id}` });
	useEffect(() => {
		const press = ({ target }: PointerEvent) => {
			if (!(target instanceof Node && card.current?.parentElement?.contains(target))) close();
		};
		addEventListener("pointerdown", press);
		card.current?.querySelector("input")?.select();
		return () => removeEventListener("pointerdown", press);
	}, []);
	const canRemove = id !== "you" && people.value.length > 2;
	return (
		<div
			class="menu card"
			ref={card}
			role="dialog"
			aria-label={nameOf(person)}
			onKeyDown={(event) => {
				if (event.key !== "Escape" && event.key !== "Enter") return;
				if (event.key === "Enter" && !(event.target instanceof HTMLInputElement)) return;
				event.preventDefault();
				const opener = card.current?.parentElement?.querySelector("button");
				close();
				opener?.focus();
			}}
		>
			<label>
				{WORDS.nameOf}
				<input
					type="text"
					value={person.name}
					placeholder={nameOf(person)}
					onInput={({ currentTarget }) => {
						const { value } = currentTarget;
						if (value !== "" || id === "them") set({ name: value }, "name");
					}}
				/>
			</label>
			<label>
				{WORDS.colourOf}
				<input
					type="color"
					value={color ?? "#34c759"}
					onInput={({ currentTarget }) => set({ color: currentTarget.value }, "colour")}
				/>
			</label>
			<div class="card-acts">
				<button type="button" class="plain" onClick={() => void choose()}>
					<Icon name="picture" />
					{WORDS.choosePicture}
				</button>
				{picture !== undefined && (
					<button type="button" class="plain" onClick={() => set({ picture: undefined })}>
						<Icon name="close" />
						{WORDS.removePicture}
					</button>
				)}
				{canRemove && (
					<button
						type="button"
						class="plain"
						onClick={() => {
							close();
							change(removePerson(story.value, id));
							announce(WORDS.removed, true);
						}}
					>
						<Icon name="trash" />
						{WORDS.removePerson}
					</button>
				)}
			</div>
		</div>
	);

	async function choose(): Promise<void> {
		const file = await chooseFile("image/png,image/jpeg,image/webp");
		if (file === null) return;
		const read = await readPicture(file).catch(() => null);
		if (read === null) announce(WORDS.pictureRefused);
		else set({ picture: read });
	}
}
