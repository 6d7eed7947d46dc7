import type { Rect } from "../../scene/rect.ts";
import type { Shape, Sprite } from "../../scene/scene.ts";
import type { Chat } from "../chat.ts";
import { centredBaseline } from "../shapes.ts";
import type { BlockInput } from "./block.ts";
import { leadRoomPx, setLead } from "./message-icon.ts";
import type { MessageText } from "./message-text.ts";
import { metaShapes } from "./meta.ts";

/** A message's text in its frame. */
export type FramedText = {
	/** Higher than the frame where a tail hangs below it. */
	readonly sprite: Sprite;
	/** The sprite's left edge on the screen. */
	readonly xPx: number;
	/** The frame without its tail; `xPx` from the left of the screen, `yPx` from the sprite's top. */
	readonly frame: Rect;
	readonly lines: readonly { readonly text: string; readonly box: Rect }[];
};

/** What stands in a frame over the text, such as a name or pictures. */
export type FrameHead = {
	/** Wanted; the frame may be wider. */
	readonly widthPx: number;
	readonly heightPx: number;
	/** At the end side, what a time that stands alone under it keeps free. Default: 0. */
	readonly endPx?: number;
	/** Drawn with their upper left corner at a place of the sprite, in so much width. */
	readonly shapes: (xPx: number, yPx: number, widthPx: number) => readonly Shape[];
};

export const NO_HEAD: FrameHead = { widthPx: 0, heightPx: 0, shapes: () => [] };

/** Several one under the other. Undefined: there is none. */
export function stackHeads(all: readonly (FrameHead | null | undefined)[]): FrameHead | undefined {
	const heads = all.filter((head) => head !== null && head !== undefined);
	if (heads.length < 2) return heads[0];
	return {
		widthPx: Math.max(...heads.map((head) => head.widthPx)),
		heightPx: heads.reduce((sum, head) => sum + Math.round(head.heightPx), 0),
		endPx: heads.at(-1)?.endPx ?? 0,
		shapes: (xPx, yPx, widthPx) => {
			let topPx = yPx;
			return heads.flatMap((head) => {
				const shapes = head.shapes(xPx, topPx, widthPx);
				topPx += Math.round(head.heightPx);
				return shapes;
			});
		},
	};
}

/** Where the lines stand in their frame: the upper left corner of the widest, and its width. */
type Insets = { readonly xPx: number; readonly yPx: number; readonly widthPx: number };

/** Sets the lines one under the other: each at the side of its direction, or all at the right. */
export function setLines(
	text: MessageText,
	insets: Insets,
	areAllRight: boolean,
	receipt: BlockInput["receipt"],
	chat: Chat,
) {
	const leadPx = leadRoomPx(text.lead);
	const lines = text.lines.map(({ spans, widthPx, direction }, index) => {
		const freePx = areAllRight || direction === "rtl" ? insets.widthPx - widthPx - leadPx : leadPx;
		const yPx = insets.yPx + index * text.lineHeightPx;
		const box: Rect = { xPx: insets.xPx + freePx, yPx, widthPx, heightPx: text.lineHeightPx };
		const shape: Shape = {
			kind: "text",
			spans,
			direction,
			xPx: box.xPx,
			baselinePx: centredBaseline(yPx + text.lineHeightPx / 2, text.sizePx),
			widthPx,
		};
		return { shape, text: spans.map((span) => span.text).join(""), box };
	});
	const centrePx = insets.yPx + text.lineHeightPx / 2;
	const icon = setLead(text.lead, text.lines[0]?.direction ?? "ltr", insets, centrePx);
	return {
		shapes: [
			...lines.map(({ shape }) => shape),
			...icon,
			...setMeta(text, insets, areAllRight, receipt, chat),
		],
		lines: lines.map((line) => ({ text: line.text, box: line.box })),
	};
}

/** The time stands at the side where the last line leaves room for it; under lone emoji at their end, however wide the name over them is. */
function setMeta(
	{ lines, lineHeightPx, sizePx, widthPx, isLoneEmoji, meta }: MessageText,
	insets: Insets,
	areAllRight: boolean,
	receipt: BlockInput["receipt"],
	chat: Chat,
): readonly Shape[] {
	if (meta === null) return [];
	const isRightToLeft = chat.look.direction === "rtl";
	const isLeft =
		isLoneEmoji || lines.length === 0 ? isRightToLeft : areAllRight || lines.at(-1)?.direction === "rtl";
	const roomPx = isLoneEmoji ? widthPx : insets.widthPx;
	const roomXPx = insets.xPx + (areAllRight ? insets.widthPx - roomPx : 0);
	const leftPx = roomXPx + (isLeft ? 0 : roomPx - meta.widthPx);
	const belowPx = insets.yPx + lines.length * lineHeightPx;
	const line = meta.isBelow
		? { topPx: belowPx, heightPx: meta.linePx, textSizePx: sizePx }
		: { topPx: belowPx - lineHeightPx, heightPx: lineHeightPx, textSizePx: sizePx };
	return metaShapes(meta, leftPx, line, receipt, chat);
}
