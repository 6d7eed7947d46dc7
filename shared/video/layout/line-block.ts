import { ceilToEven } from "../scene/rounding.ts";
import type { Chat } from "./chat.ts";
import type { LineContent } from "./entry-content.ts";
import { type Block, itemName } from "./message/block.ts";
import { captionSpan, drawSpans } from "./message/caption.ts";

/** A line of the chat itself, in the middle of the column. */
export function makeLineBlock({ entry, line, text }: LineContent, chat: Chat): Block {
	const { look, measure, leftPx, rightPx } = chat;
	const type = {
		sizePx: 12 * look.pxPerPt,
		linePx: 16 * look.pxPerPt,
		weight: 400,
		tone: look.page.secondary,
	} as const;
	const item = itemName(entry, line);
	const sprite = drawSpans(item, [captionSpan(text, type, look)], type.linePx, measure);
	const xPx = 2 * Math.round((leftPx + rightPx - sprite.widthPx) / 4);
	return {
		entry,
		isOwn: false,
		heightPx: ceilToEven(sprite.heightPx),
		items: [{ item, sprite, xPx, yPx: 0 }],
		frame: null,
		lines: [],
	};
}
