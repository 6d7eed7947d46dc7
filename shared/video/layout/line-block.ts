import type { DayTime, EntryState } from "../conversation/chat-state.ts";
import { toEven } from "../scene/rounding.ts";
import type { Sprite } from "../scene/scene.ts";
import type { Look } from "../themes/look.ts";
import type { Chat } from "./chat.ts";
import type { LineContent } from "./entry-content.ts";
import { drawDate, drawText } from "./lines/draw-line.ts";
import { type Block, type BlockItem, itemName } from "./message/block.ts";

/** A line of the chat itself, in the middle of the column. */
export function makeLineBlock({ entry, line, text }: LineContent, chat: Chat): Block {
	const item = itemName(entry, line);
	const sprite = drawText(item, line, text, chat);
	return {
		entry,
		isOwn: false,
		heightPx: sprite.heightPx,
		items: [{ item, sprite, ...inMiddle(sprite, chat) }],
		frame: null,
		lines: [],
	};
}

/** When a message opens a part of the chat, as the look's date line tells it. Null: it has none, or no line for another time of one day. */
export function findDateOver({ opens }: EntryState, { lines }: Look): DayTime | null {
	return opens !== null && (opens.isNewDay || lines.date.time !== undefined) ? opens : null;
}

/** A message under its date line. */
export function putUnderDate(block: Block, date: DayTime, chat: Chat): Block {
	const item = itemName(block.entry, "date");
	const sprite = drawDate(item, date, chat);
	const overPx = sprite.heightPx + toEven(chat.look.lines.belowPx);
	const lower = <Part extends { readonly yPx: number }>(part: Part) => ({ ...part, yPx: part.yPx + overPx });
	return {
		...block,
		heightPx: block.heightPx + overPx,
		items: [{ item, sprite, ...inMiddle(sprite, chat) }, ...block.items.map(lower)],
		frame: block.frame && lower(block.frame),
		lines: block.lines.map((line) => ({ ...line, box: lower(line.box) })),
	};
}

function inMiddle({ widthPx }: Sprite, { leftPx, rightPx }: Chat): Pick<BlockItem, "xPx" | "yPx"> {
	return { xPx: 2 * Math.round((leftPx + rightPx - widthPx) / 4), yPx: 0 };
}
