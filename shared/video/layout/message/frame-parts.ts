import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import type { Chat } from "../chat.ts";
import {
	type Block,
	type BlockInput,
	type BlockItem,
	gapInRunPx,
	hasCard,
	hasCardInside,
	hasVoice,
	itemName,
} from "./block.ts";
import { createFrames } from "./frame-message.ts";
import { placeCard } from "./link-card.ts";
import { arrangeMedia, placeMedia } from "./media.ts";
import { shownText } from "./message-text.ts";
import { placeQuoteApart } from "./reply-apart.ts";

/** What of a message has a frame, or is one: a quote, its pictures, its text, the card of a link. In px of the block. */
type FramePart = {
	readonly item: BlockItem;
	readonly frame: Rect;
	readonly lines: Block["lines"];
};

/** The frames of a message from the top, at least one. `chat` has the column in which the message stands. */
type MakeFrameParts = (input: BlockInput, chat: Chat) => Steps<readonly FramePart[]>;

export function createFrameParts(): MakeFrameParts {
	const frameMessage = createFrames();

	return function* makeFrameParts(input, chat) {
		const { look } = chat;
		const { entry, isOwn } = input.content;
		const media = arrangeMedia(input, chat);
		const isInside = look.media.at === "inside" && look.message[isOwn ? "own" : "theirs"].kind === "bubble";
		const parts: FramePart[] = [];
		let topPx = 0;
		const hasMore = (media !== null && isInside) || shownText(input, chat) !== "" || hasVoice(input);
		const hasCardApart = hasCard(input) && !hasCardInside(input, look);
		const hasNoBubble = (media !== null && !isInside) || (hasCardApart && !hasMore);
		const quote = yield* placeQuoteApart(input, hasNoBubble, chat);
		if (quote !== null) {
			parts.push({ item: quote.item, frame: quote.frame, lines: [] });
			topPx = quote.frame.heightPx + quote.belowPx;
		}
		if (media !== null && !isInside) {
			const item = placeMedia(media, input, chat);
			const { widthPx, heightPx } = media;
			const frame = { xPx: item.xPx, yPx: topPx, widthPx, heightPx };
			parts.push({ item: { ...item, yPx: topPx }, frame, lines: [] });
			topPx += heightPx + gapInRunPx(look);
		}
		const card = yield* placeCard(input, hasMore || topPx > 0, chat);
		const hasApart = card !== null || (media !== null && !isInside);
		if (hasApart && !hasMore) return [...parts, ...(card === null ? [] : [atTop(card, topPx)])];
		// Another one of the run, after what has a frame of its own.
		const after = {
			...input,
			isFirst: false,
			joinsAbove: true,
			quoted: quote === null ? input.quoted : null,
		};
		const ofText = topPx > 0 ? after : input;
		// And one before it, over its card.
		const beforeCard = card === null ? ofText : { ...ofText, isLast: false, joinsBelow: true };
		const { sprite, xPx, frame, lines } = yield* frameMessage(beforeCard, isInside ? media : null, chat);
		parts.push({
			item: { item: itemName(entry, "bubble"), sprite, xPx, yPx: topPx },
			frame: { ...frame, yPx: frame.yPx + topPx },
			lines: lines.map(({ text, box }) => ({ text, box: { ...box, yPx: box.yPx + topPx } })),
		});
		if (card !== null) parts.push(atTop(card, topPx + frame.heightPx + gapInRunPx(look)));
		return parts;
	};
}

function atTop({ item, frame }: Pick<FramePart, "item" | "frame">, topPx: number): FramePart {
	return { item: { ...item, yPx: topPx }, frame: { ...frame, yPx: topPx }, lines: [] };
}
