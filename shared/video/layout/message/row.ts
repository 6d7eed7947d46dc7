import type { Rect } from "../../scene/rect.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { RowFrame } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import type { BlockInput } from "./block.ts";
import { type FramedText, type FrameHead, NO_HEAD, setLines } from "./framed-text.ts";
import type { MessageText } from "./message-text.ts";

type Row = Resolved<RowFrame>;

export function rowRoomPx(row: Row, { leftPx, rightPx }: Chat): number {
	return rightPx - leftPx - row.indentPx - row.insetPx;
}

/** Draws a message as text over the whole column, from the start side on. */
export function drawRow(
	row: Row,
	text: MessageText,
	{ content, shows, receipt }: BlockInput,
	chat: Chat,
	head: FrameHead = NO_HEAD,
): FramedText {
	const paddingYPx = Math.round(row.paddingYPx);
	const headPx = Math.round(head.heightPx);
	const heightPx = ceilToEven(headPx + text.heightPx + 2 * paddingYPx);
	const contentPx = Math.max(text.widthPx, head.widthPx);
	const widthPx = ceilToEven(contentPx);
	const isFromRight = chat.look.direction === "rtl";
	const xPx = isFromRight
		? chat.rightPx - toEven(row.indentPx) - widthPx
		: chat.leftPx + toEven(row.indentPx);
	const frame: Rect = { xPx, yPx: 0, widthPx, heightPx };
	// Slanted letters lean out of their line, by a quarter of their size at most.
	const overhangPx = ceilToEven(text.sizePx / 4);
	const endPx = text.lines.length === 0 ? (head.endPx ?? 0) : 0;
	const insets = {
		xPx: overhangPx + (isFromRight ? endPx : 0),
		yPx: paddingYPx + headPx,
		widthPx: contentPx - endPx,
	};
	const { shapes, lines } = setLines(text, insets, isFromRight, receipt, chat);
	const ticks = text.meta === null || text.meta.ticks === null ? "" : ` ${receipt}`;
	const key = `message-${content.entry}/row ${shows}${ticks}`;
	return {
		sprite: {
			key,
			widthPx: widthPx + 2 * overhangPx,
			heightPx,
			shapes: [...head.shapes(overhangPx, paddingYPx, widthPx), ...shapes],
		},
		xPx: xPx - overhangPx,
		frame,
		lines: lines.map(({ text: line, box }) => ({
			text: line,
			box: { ...box, xPx: xPx - overhangPx + box.xPx },
		})),
	};
}
