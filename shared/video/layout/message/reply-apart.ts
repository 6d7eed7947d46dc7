import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import { ceilToEven } from "../../scene/rounding.ts";
import type { Chat } from "../chat.ts";
import { type BlockInput, type BlockItem, gapInRunPx, itemName, placeInRun, quoteKey } from "./block.ts";
import { drawBubble } from "./bubble.ts";
import type { MessageText } from "./message-text.ts";
import { nameHead } from "./name.ts";
import { quoteBlock, replyHead } from "./reply-inside.ts";
import { edgePx, roomPx } from "./side.ts";

/** A quote with a frame of its own, over the first of its message's. */
export type QuoteApart = { readonly item: BlockItem; readonly frame: Rect; readonly belowPx: number };

const NO_TEXT: MessageText = {
	...{ lines: [], sizePx: 0, lineHeightPx: 0, widthPx: 0, heightPx: 0 },
	...{ isLoneEmoji: false, lead: null, meta: null },
};

/** The quote over a row, or in a bubble over what has none, such as pictures. Null: there is none, or it is in the bubble of the text. */
export function* placeQuoteApart(
	input: BlockInput,
	hasNoBubble: boolean,
	chat: Chat,
): Steps<QuoteApart | null> {
	const { look } = chat;
	const { content, quoted } = input;
	const { reply } = look;
	const frame = look.message[content.isOwn ? "own" : "theirs"];
	if (reply.at !== "inside" || quoted === null) return null;
	const item = itemName(content.entry, "reply");
	const key = `${item}${quoteKey(input)}`;
	const maxWidthPx = roomPx(frame, chat);
	if (frame.kind === "row") {
		const block = yield* quoteBlock(input, reply, maxWidthPx, chat);
		if (block === null) return null;
		const { heightPx } = block;
		const widthPx = ceilToEven(block.widthPx);
		const xPx = edgePx(frame, content.isOwn, chat, widthPx);
		return {
			item: { item, sprite: { key, widthPx, heightPx, shapes: block.shapes(0, 0, widthPx) }, xPx, yPx: 0 },
			frame: { xPx, yPx: 0, widthPx, heightPx },
			belowPx: ceilToEven(reply.belowPx),
		};
	}
	if (!hasNoBubble) return null;
	const name = nameHead(input, chat, maxWidthPx);
	const head = yield* replyHead(input, { bubble: frame, maxWidthPx, name, under: "nothing" }, chat);
	if (head === null) return null;
	const first = { ...input, isLast: false, joinsBelow: true };
	const drawn = drawBubble(frame, NO_TEXT, first, chat, head);
	return {
		item: { item, sprite: { ...drawn.sprite, key: `${key}${placeInRun(first)}` }, xPx: drawn.xPx, yPx: 0 },
		frame: drawn.frame,
		belowPx: gapInRunPx(look),
	};
}
