import { grow, type Rect } from "../../scene/rect.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Colour, Paint, Shape, Sprite } from "../../scene/scene.ts";
import type { BubbleFrame, ToneFill } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import { type Chat, isAtRight } from "../chat.ts";
import { rectangle } from "../shapes.ts";
import { type BlockInput, placeInRun, quoteKey } from "./block.ts";
import { bubblePath, type Corners } from "./bubble-path.ts";
import { findCorners, findTail, tailOutPx } from "./bubble-shape.ts";
import { type FramedText, type FrameHead, NO_HEAD, setLines } from "./framed-text.ts";
import type { MessageText } from "./message-text.ts";

const NO_PADDING = { xPx: 0, topPx: 0, bottomPx: 0 };

type Bubble = Resolved<BubbleFrame>;

/** The width that a bubble leaves for a line of text. */
export function bubbleRoomPx({ widest, padding, marginPx }: Bubble, { leftPx, rightPx }: Chat): number {
	const { share, sparePx, mostPx } = widest;
	const columnPx = rightPx - leftPx;
	const widestPx = Math.min(
		share === undefined ? columnPx : share * columnPx,
		columnPx - (sparePx === undefined ? 0 : 2 * marginPx + sparePx),
		mostPx ?? columnPx,
	);
	return widestPx - 2 * padding.xPx;
}

/** Draws a message in its bubble, or without one if it is emoji alone. The widest line decides how wide it is. */
export function drawBubble(
	bubble: Bubble,
	text: MessageText,
	input: BlockInput,
	chat: Chat,
	head: FrameHead = NO_HEAD,
): FramedText {
	const { content } = input;
	const padding = text.isLoneEmoji ? NO_PADDING : bubble.padding;
	const [topPx, bottomPx] = [Math.round(padding.topPx), Math.round(padding.bottomPx)];
	const headPx = Math.round(head.heightPx);
	const heightPx = ceilToEven(topPx + headPx + text.heightPx + bottomPx);
	const narrowestPx = text.isLoneEmoji ? 0 : bubble.narrowestPx;
	const contentPx = Math.max(text.widthPx, head.widthPx);
	const widthPx = ceilToEven(Math.max(contentPx + 2 * padding.xPx, narrowestPx));
	const isRight = isAtRight(chat, content.isOwn);
	const marginPx = toEven(bubble.marginPx);
	const frame: Rect = {
		xPx: isRight ? chat.rightPx - marginPx - widthPx : chat.leftPx + marginPx,
		yPx: 0,
		widthPx,
		heightPx,
	};
	const overhangPx = ceilToEven(tailOutPx(bubble.tail) + 1);
	// A short line keeps to its paragraph's side; a bubble wider than its text (one letter) centres it.
	const slackPx = widthPx - 2 * padding.xPx - contentPx;
	const endPx = text.lines.length === 0 ? (head.endPx ?? 0) : 0;
	const insets = {
		xPx: overhangPx + padding.xPx + slackPx / 2 + (chat.look.direction === "rtl" ? endPx : 0),
		yPx: topPx + headPx,
		widthPx: contentPx - endPx,
	};
	const { shapes, lines } = setLines(text, insets, text.isLoneEmoji && isRight, input.receipt, chat);
	const ground = text.isLoneEmoji ? [] : groundShapes(bubble, { ...frame, xPx: overhangPx }, input, chat);
	const belowPx = text.isLoneEmoji ? 0 : hangPx(bubble, input);
	const sprite: Sprite = {
		key: spriteKey(input, text),
		widthPx: widthPx + 2 * overhangPx,
		heightPx: heightPx + belowPx,
		shapes: [
			...ground,
			...head.shapes(overhangPx + padding.xPx, topPx, widthPx - 2 * padding.xPx),
			...shapes,
		],
		anchor: { xPx: isRight ? overhangPx + widthPx : overhangPx, yPx: anchorYPx(bubble, input, heightPx) },
	};
	const leftPx = frame.xPx - overhangPx;
	return {
		sprite,
		xPx: leftPx,
		frame,
		lines: lines.map(({ text: line, box }) => ({ text: line, box: { ...box, xPx: leftPx + box.xPx } })),
	};
}

/** Equal keys are equal pixels: it names all that changes them. */
function spriteKey(input: BlockInput, { meta }: MessageText): string {
	const { content, shows, receipt } = input;
	const ticks = meta === null || meta.ticks === null ? "" : ` ${receipt}`;
	return `message-${content.entry}/bubble ${shows}${ticks}${placeInRun(input)}${quoteKey(input)}`;
}

/** The bubble itself, over its shadow. */
function groundShapes(bubble: Bubble, body: Rect, input: BlockInput, chat: Chat): readonly Shape[] {
	const side = isAtRight(chat, input.content.isOwn) ? "right" : "left";
	const outline = (downPx: number, fill: Paint): Shape => ({
		kind: "path",
		d: bubblePath(
			{ ...body, yPx: downPx },
			findCorners(bubble.radius, input),
			findTail(bubble.tail, input),
			side,
		),
		fill,
	});
	const { shadow, fill } = bubble;
	const { deleted } = chat.look;
	if (input.shows === "deleted" && deleted.at === "inside" && deleted.outline !== undefined)
		return [outlineAlone(body, findCorners(bubble.radius, input), deleted.outline, side)];
	return [
		...(shadow === undefined ? [] : [outline(shadow.downPx, shadow.tone)]),
		outline(0, toPaint(fill, body.heightPx, chat)),
	];
}

/** A bubble's edge, through which what is behind it is seen. */
function outlineAlone(
	body: Rect,
	corners: Corners,
	{ widthPx, edge }: { readonly widthPx: number; readonly edge: Colour },
	side: "left" | "right",
): Shape {
	const byPx = Math.max(1, widthPx);
	const smaller = (px: number) => Math.max(0, px - byPx);
	const { nearTopPx, nearBottomPx, farPx } = corners;
	const inner = {
		nearTopPx: smaller(nearTopPx),
		nearBottomPx: smaller(nearBottomPx),
		farPx: smaller(farPx),
	};
	const none = { kind: "none" } as const;
	const d = bubblePath(body, corners, none, side) + bubblePath(grow(body, -byPx), inner, none, side);
	const { xPx, yPx, ...size } = body;
	return { kind: "clip", d, shapes: [rectangle(xPx, yPx, size.widthPx, size.heightPx, 0, edge)] };
}

/** What of a bubble is below its body: a tail, a shadow. */
function hangPx({ tail, shadow }: Bubble, input: BlockInput): number {
	const found = findTail(tail, input);
	return ceilToEven((found.kind === "hang" ? found.sizePx : 0) + (shadow?.downPx ?? 0));
}

/** It grows from its tail, or where that would be. */
function anchorYPx({ tail }: Bubble, input: BlockInput, heightPx: number): number {
	if (tail.kind === "nub" && tail.at === "top") return 0;
	const found = findTail(tail, input);
	return heightPx + (found.kind === "hang" ? found.sizePx : 0);
}

export function toPaint(fill: Resolved<ToneFill>, heightPx: number, chat: Chat): Paint {
	if (typeof fill === "string") return fill;
	if (fill.space === "sprite") return { ...fill, fromPx: 0, toPx: heightPx };
	return { ...fill, fromPx: chat.topPx, toPx: chat.topPx + chat.heightPx };
}
