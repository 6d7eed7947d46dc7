import type { Rect } from "../../scene/rect.ts";
import { toEven } from "../../scene/rounding.ts";
import type { Edited } from "../../themes/edits.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import { type BlockInput, type BlockItem, itemName } from "./block.ts";
import { drawCaption } from "./caption.ts";
import { isFrameRight } from "./side.ts";

type EditedLine = Extract<Resolved<Edited>, { readonly at: "above" | "below" }>;

/** Null: the message was not edited, or the look has no line for it at that side of a frame. */
export function findEditedLine(
	{ shows }: Pick<BlockInput, "shows">,
	at: EditedLine["at"],
	{ look: { edited } }: Chat,
): EditedLine | null {
	return shows === "edited" && edited.at === at ? edited : null;
}

/** The height of a line and its gap. */
export const editedLinePx = ({ linePx, gapPx }: EditedLine) => toEven(linePx) + toEven(gapPx);

/** The line over or under a frame, from a row on. `chat` has the column in which the message stands. */
export function placeEditedLine(
	{ content }: BlockInput,
	line: EditedLine,
	frame: Rect,
	yPx: number,
	chat: Chat,
): BlockItem {
	const { look } = chat;
	const item = itemName(content.entry, "edited");
	const sprite = drawCaption(item, look.words[line.word], line, chat);
	const isRight = isFrameRight(look.message[content.isOwn ? "own" : "theirs"], content.isOwn, chat);
	const insetPx = toEven(line.insetPx);
	const xPx = isRight ? frame.xPx + frame.widthPx - insetPx - sprite.widthPx : frame.xPx + insetPx;
	return { item, sprite, xPx: stayInColumn(xPx, sprite.widthPx, chat), yPx };
}

/** A frame may be narrower than the word. */
function stayInColumn(xPx: number, widthPx: number, { leftPx, rightPx }: Chat): number {
	return Math.max(leftPx, Math.min(xPx, rightPx - widthPx));
}
