import type { Colour } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { MessageContent } from "../entry-content.ts";
import { fillWords } from "./fill-words.ts";
import { drawIcon, type Lead } from "./message-icon.ts";

/** What stands in the place of a message that was deleted; "" if that is nothing. */
export function deletedWords({ isOwn, person }: MessageContent, { deleted, words }: Look): string {
	if (deleted.at === "gone") return "";
	const { own, theirs } = deleted.words;
	return fillWords(words[isOwn ? own : theirs], { name: person?.name ?? "" });
}

/** How those words are written in a frame. */
export type DeletedType = {
	readonly isItalic: boolean;
	readonly paint: Colour;
	readonly lead: Lead | null;
};

/** `secondary` is the frame's. Null: they stand in none. */
export function deletedType(look: Look, secondary: Colour): DeletedType | null {
	const { deleted } = look;
	if (deleted.at !== "inside") return null;
	const { isItalic, icon, outline } = deleted;
	const paint = outline?.text ?? secondary;
	if (icon === undefined) return { isItalic, paint, lead: null };
	const drawn = drawIcon(icon.icon, icon.sizePx, paint, look);
	return { isItalic, paint, lead: { ...drawn, gapPx: icon.gapPx } };
}
