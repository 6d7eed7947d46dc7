import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Shape } from "../../scene/scene.ts";
import type { Chat } from "../chat.ts";
import { rectangle, rectanglePath } from "../shapes.ts";
import { besideAvatars } from "./avatar.ts";
import { type BlockInput, type BlockItem, itemName, type Quoted, quoteKey } from "./block.ts";
import { isFrameless } from "./message-text.ts";
import { type QuoteText, quotedPicture, readQuote, type ShownReply, setQuote, wrapQuote } from "./quote.ts";
import { drawReplyHead } from "./reply-head.ts";
import { edgePx, isFrameRight } from "./side.ts";

type ReplyAbove = Extract<ShownReply, { readonly at: "above" }>;

/** A quote over the frame that answers it, in px of the block. */
export type PlacedReply = {
	/** From back to front. */
	readonly items: readonly BlockItem[];
	/** Where what it stands over begins. */
	readonly heightPx: number;
	/** Whether the frame lies over its lower end. */
	readonly isCovered: boolean;
	/** The bubble of the quote, as far as it is seen, and whether it is at the right. */
	readonly bubble: Rect;
	readonly isRight: boolean;
};

/** `chat` has the whole column, `column` what of it the message stands in. Null: the message quotes none, or elsewhere. */
export function* placeReplyAbove(input: BlockInput, chat: Chat, column: Chat): Steps<PlacedReply | null> {
	const { look } = chat;
	const { reply } = look;
	const { content, quoted } = input;
	if (reply.at !== "above" || quoted === null) return null;
	const side = reply.side === "author" ? quoted.content : content;
	const sideColumn = reply.side === "author" ? besideAvatars(chat, side) : column;
	const frame = look.message[side.isOwn ? "own" : "theirs"];
	const isRight = isFrameRight(frame, side.isOwn, sideColumn);
	const barPx = reply.bar === undefined ? 0 : toEven(reply.bar.widthPx + reply.bar.gapPx);
	// What has no frame covers nothing.
	const overlapPx = toEven(isFrameless(input, chat) ? Math.min(0, reply.overlapPx) : reply.overlapPx);
	const coveredPx = Math.max(0, overlapPx);
	const drawn = yield* drawQuoteBubble(quoted, coveredPx, reply, chat);
	const leftOf = (widthPx: number, inPx: number) => edgePx(frame, side.isOwn, sideColumn, widthPx, inPx);
	const head = drawReplyHead({ content, quoted }, reply.head, sideColumn);
	const headPx = head === null ? 0 : head.heightPx + toEven(reply.head.belowPx);
	const { widthPx, heightPx } = drawn;
	const bubble = { xPx: leftOf(widthPx, barPx), yPx: headPx, widthPx, heightPx: heightPx - coveredPx };
	const item = itemName(content.entry, "reply");
	const spriteWidthPx = widthPx + barPx;
	const bubbleXPx = isRight ? 0 : barPx;
	const bar = drawBar(reply, isRight ? spriteWidthPx : 0, heightPx, isRight);
	return {
		items: [
			...(head === null
				? []
				: [
						{
							...{ item: itemName(content.entry, "reply-head"), sprite: head },
							...{ xPx: leftOf(head.widthPx, barPx + toEven(reply.head.startPx)), yPx: 0 },
						},
					]),
			{
				item,
				sprite: {
					key: `${item}${quoteKey(input)}${coveredPx > 0 ? " under a frame" : ""}`,
					...{ widthPx: spriteWidthPx, heightPx },
					shapes: [...bar, ...drawn.shapes(bubbleXPx)],
				},
				xPx: leftOf(spriteWidthPx, 0),
				yPx: headPx,
			},
		],
		heightPx: headPx + heightPx - overlapPx,
		isCovered: coveredPx > 0,
		bubble,
		isRight,
	};
}

/** A bar from the top to the bottom of a bubble, at its outer edge. */
function drawBar({ bar }: ReplyAbove, edgePx: number, heightPx: number, isRight: boolean): readonly Shape[] {
	if (bar === undefined) return [];
	const { widthPx, tone } = bar;
	return [rectangle(isRight ? edgePx - widthPx : edgePx, 0, widthPx, heightPx, widthPx / 2, tone)];
}

type QuoteBubble = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly shapes: (xPx: number) => readonly Shape[];
};

/** A picture without a text stands for itself. The frame lies over `coveredPx` of it. */
function* drawQuoteBubble(
	quoted: Quoted,
	coveredPx: number,
	reply: ReplyAbove,
	chat: Chat,
): Steps<QuoteBubble> {
	const quote = readQuote(quoted, reply, chat.look);
	const { image } = quote;
	if (image !== null && quote.wordFor === "picture") {
		const sidePx = toEven(reply.picturePx);
		const shapes = (xPx: number) => {
			const rect = { xPx, yPx: 0, widthPx: sidePx, heightPx: sidePx };
			const d = rectanglePath(rect, reply.radiusPx);
			return [{ kind: "clip", d, shapes: [quotedPicture(image, rect, chat)] } as const];
		};
		return { widthPx: sidePx, heightPx: sidePx, shapes };
	}
	const { padding, bubble, widestShare } = reply;
	const widestPx = widestShare * (chat.rightPx - chat.leftPx);
	const text = yield* wrapQuote(quote, reply, bubble.text, widestPx - 2 * padding.xPx, chat);
	const widthPx = ceilToEven(text.widthPx + 2 * padding.xPx);
	const heightPx = ceilToEven(text.heightPx + 2 * padding.yPx + coveredPx);
	return {
		widthPx,
		heightPx,
		shapes: (xPx) => drawText({ xPx, yPx: 0, widthPx, heightPx }, text, reply),
	};
}

function drawText(rect: Rect, text: QuoteText, { padding, bubble, radiusPx }: ReplyAbove): readonly Shape[] {
	const { xPx, yPx, widthPx, heightPx } = rect;
	const { fill, edge } = bubble;
	return [
		...(fill === undefined ? [] : [rectangle(xPx, yPx, widthPx, heightPx, radiusPx, fill)]),
		...(edge === undefined ? [] : [ring(rect, radiusPx, Math.max(1, edge.widthPx), edge.tone)]),
		...setQuote(text, {
			xPx: xPx + padding.xPx,
			yPx: yPx + Math.round(padding.yPx),
			widthPx: widthPx - 2 * padding.xPx,
		}),
	];
}

/** The edge of a rectangle alone. */
function ring(rect: Rect, radiusPx: number, widthPx: number, tone: string): Shape {
	const { xPx, yPx, widthPx: outerPx, heightPx } = rect;
	const inner = {
		...{ xPx: xPx + widthPx, yPx: yPx + widthPx },
		...{ widthPx: outerPx - 2 * widthPx, heightPx: heightPx - 2 * widthPx },
	};
	const outerRadiusPx = Math.min(radiusPx, outerPx / 2, heightPx / 2);
	const d = rectanglePath(rect, outerRadiusPx) + rectanglePath(inner, Math.max(0, outerRadiusPx - widthPx));
	return { kind: "clip", d, shapes: [rectangle(xPx, yPx, outerPx, heightPx, 0, tone)] };
}
