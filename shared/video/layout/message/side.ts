import { toEven } from "../../scene/rounding.ts";
import type { Frame } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import { type Chat, isAtRight } from "../chat.ts";
import { bubbleRoomPx } from "./bubble.ts";
import { rowRoomPx } from "./row.ts";

/** The left edge of what is so wide and stands where a frame does, or `inPx` further in. Even. */
export function edgePx(
	frame: Resolved<Frame>,
	isOwn: boolean,
	chat: Chat,
	widthPx: number,
	inPx = 0,
): number {
	const insetPx = toEven(frame.kind === "bubble" ? frame.marginPx : frame.indentPx) + inPx;
	return isFrameRight(frame, isOwn, chat) ? chat.rightPx - insetPx - widthPx : chat.leftPx + insetPx;
}

/** A bubble stands at its sender's side, a row at the start side for everybody. */
export function isFrameRight(frame: Resolved<Frame>, isOwn: boolean, chat: Chat): boolean {
	return isAtRight(chat, isOwn && frame.kind === "bubble");
}

/** The width that a frame leaves for a line of text. */
export function roomPx(frame: Resolved<Frame>, chat: Chat): number {
	return frame.kind === "bubble" ? bubbleRoomPx(frame, chat) : rowRoomPx(frame, chat);
}
