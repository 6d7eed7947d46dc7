import type { Rect } from "../../scene/rect.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Paint, Shape, Sprite } from "../../scene/scene.ts";
import type { BubbleFrame, ToneFill } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import { type Chat, isAtRight } from "../chat.ts";
import type { BlockInput } from "./block.ts";
import { bubblePath } from "./bubble-path.ts";
import { type FramedText, type FrameHead, setLines } from "./framed-text.ts";
import type { MessageText } from "./message-text.ts";

const NO_HEAD: FrameHead = { widthPx: 0, heightPx: 0, shapes: () => [] };

type Bubble = Resolved<BubbleFrame>;

/** The width that a bubble leaves for a line of text. */
export function bubbleRoomPx(bubble: Bubble, { leftPx, rightPx }: Chat): number {
	return bubble.widestShare * (rightPx - leftPx) - 2 * bubble.paddingXPx;
}

/** Draws a message in its bubble, or without one if it is emoji alone. The widest line decides how wide it is. */
export function drawBubble(
	bubble: Bubble,
	text: MessageText,
	input: BlockInput,
	chat: Chat,
	head: FrameHead = NO_HEAD,
): FramedText {
	const { content, isFirst, isLast } = input;
	const [paddingXPx, paddingYPx] = text.isLoneEmoji
		? [0, 0]
		: [bubble.paddingXPx, Math.round(bubble.paddingYPx)];
	const lineCount = Math.max(text.lines.length, (text.meta?.line ?? 0) + 1);
	const headPx = Math.round(head.heightPx);
	const heightPx = ceilToEven(headPx + lineCount * text.lineHeightPx + 2 * paddingYPx);
	const narrowestPx = text.isLoneEmoji ? 0 : bubble.narrowestPx;
	const contentPx = Math.max(text.widthPx, head.widthPx);
	const widthPx = ceilToEven(Math.max(contentPx + 2 * paddingXPx, narrowestPx));
	const isRight = isAtRight(chat, content.isOwn);
	const marginPx = toEven(bubble.marginPx);
	const frame: Rect = {
		xPx: isRight ? chat.rightPx - marginPx - widthPx : chat.leftPx + marginPx,
		yPx: 0,
		widthPx,
		heightPx,
	};
	const overhangPx = ceilToEven(tailPx(bubble) + 1);
	const side = isRight ? "right" : "left";
	const body = { ...frame, xPx: overhangPx };
	const tail = bubble.tail;
	const outline: Shape = {
		kind: "path",
		d: bubblePath(body, bubble.radiusPx, {
			curl: tail.kind === "curl" && isLast ? side : null,
			nub: tail.kind === "nub" && isFirst ? side : null,
			tailPx: tailPx(bubble),
		}),
		fill: toPaint(bubble.fill, heightPx, chat),
	};
	// A short line keeps to its paragraph's side; a bubble wider than its text (one letter) centres it.
	const slackPx = widthPx - 2 * paddingXPx - contentPx;
	const insets = { xPx: paddingXPx + slackPx / 2, yPx: paddingYPx + headPx, widthPx: contentPx };
	const { shapes, lines } = setLines(text, insets, text.isLoneEmoji && isRight);
	const shift = (shape: Shape): Shape =>
		shape.kind === "text" ? { ...shape, xPx: shape.xPx + overhangPx } : shape;
	const sprite: Sprite = {
		key: `message-${content.entry}/bubble ${input.shows}${isFirst ? " first" : ""}${isLast ? " last" : ""}`,
		widthPx: widthPx + 2 * overhangPx,
		heightPx,
		shapes: [
			...(text.isLoneEmoji ? [] : [outline]),
			...head.shapes(overhangPx + paddingXPx, paddingYPx, widthPx - 2 * paddingXPx),
			...shapes.map(shift),
		],
		anchor: { xPx: isRight ? overhangPx + widthPx : overhangPx, yPx: heightPx },
	};
	return {
		sprite,
		xPx: frame.xPx - overhangPx,
		frame,
		lines: lines.map(({ text: line, box }) => ({ text: line, box: { ...box, xPx: frame.xPx + box.xPx } })),
	};
}

function tailPx({ tail }: Bubble): number {
	if (tail.kind === "curl") return tail.outPx;
	return tail.kind === "nub" ? tail.sizePx : 0;
}

function toPaint(fill: Resolved<ToneFill>, heightPx: number, chat: Chat): Paint {
	if (typeof fill === "string") return fill;
	if (fill.space === "sprite") return { ...fill, fromPx: 0, toPx: heightPx };
	return { ...fill, fromPx: chat.topPx, toPx: chat.topPx + chat.heightPx };
}
