import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import type { ThemeName } from "../../../shared/video/themes/themes.ts";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { isMessage, type Story, toShown } from "../story/story.ts";
import { LOOKS } from "./looks.ts";
import { setFields } from "./set-settings.ts";
import { Thumb } from "./thumb.tsx";

/** The pictures wait until nothing was typed for so long. */
const IDLE_MS = 250;
const WIDTH_PX = 270;
/** As many entries as a small picture shows. */
const SHOWN_ENTRIES = 5;

/** Each look as a small picture of this very story. */
export function Gallery() {
	const { story, film, change } = useStudio();
	const pictures = useSignal<ReadonlyMap<ThemeName, ImageBitmap>>(new Map());
	const name = story.value.conversation.theme?.name ?? "imessage";
	const excerpt = JSON.stringify(excerptOf(story.value));
	const isReady = film.film.value !== null;
	const isPlaying = film.isPlaying.value;
	useEffect(() => {
		if (!isReady || isPlaying) return;
		let isNewest = true;
		const conversation: ConversationInput = JSON.parse(excerpt);
		const draw = async () => {
			for (const [look] of LOOKS) {
				if (!isNewest) return;
				const answer = await film.ask({ kind: "look", name: look, conversation, widthPx: WIDTH_PX });
				if (!isNewest || answer.kind !== "look" || answer.picture === null) continue;
				pictures.value = new Map(pictures.value).set(look, answer.picture);
			}
		};
		const timer = setTimeout(() => void draw(), IDLE_MS);
		return () => {
			isNewest = false;
			clearTimeout(timer);
		};
	}, [excerpt, isReady, isPlaying, film, pictures]);
	return (
		<div class="gallery" role="radiogroup" aria-label={WORDS.theme}>
			{LOOKS.map(([look, label]) => (
				<label key={look} class="look" data-chosen={name === look}>
					<input
						type="radio"
						name="look"
						class="visually-hidden"
						checked={name === look}
						onChange={() =>
							change(setFields(story.value, "theme", { name: look === "imessage" ? undefined : look }))
						}
					/>
					<Thumb picture={pictures.value.get(look) ?? null} />
					<span>{label}</span>
				</label>
			))}
		</div>
	);
}

/** The last entries of a story, in its own settings. */
function excerptOf(story: Story): ConversationInput {
	const { conversation } = toShown(story);
	const { startWith: _, split: __, ...rest } = conversation;
	const { durationSeconds: ___, poster: ____, ...video } = conversation.video ?? {};
	const messages = conversation.messages.slice(-SHOWN_ENTRIES).map((entry) => {
		if (!isMessage(entry)) return entry;
		const { replyTo: _____, timestamp: ______, ...kept } = entry;
		return kept;
	});
	return { ...rest, video, sound: false, messages };
}
