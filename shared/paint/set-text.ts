import type { SKRSContext2D } from "@napi-rs/canvas";
import type { TextStyle } from "../layout/scene.ts";
import { piecesOf } from "./emoji-pieces.ts";
import type { Fonts } from "./open-fonts.ts";

/** The measurer and the rasteriser both come here, so that both see the same text. */
export type TextSetting = {
	readonly style: TextStyle;
	readonly fonts: Fonts;
	/** The paragraph's direction, which decides where neutral characters and the first piece go. */
	readonly direction: "ltr" | "rtl";
};

/** The advance width of one line. */
export function measureText(context: SKRSContext2D, text: string, setting: TextSetting): number {
	set(context, setting);
	return piecesOf(text).reduce((width, piece) => width + measurePiece(context, piece), 0);
}

/** Draws one line, its left end at `xPx`. */
export function fillText(
	context: SKRSContext2D,
	text: string,
	setting: TextSetting,
	{ xPx, baselinePx }: { readonly xPx: number; readonly baselinePx: number },
): void {
	set(context, setting);
	const pieces = piecesOf(text);
	let left = xPx;
	for (const piece of setting.direction === "rtl" ? pieces.toReversed() : pieces) {
		const width = measurePiece(context, piece);
		if (piece.prefix === "") context.fillText(piece.text, left, baselinePx);
		else fillBehindPrefix(context, piece, { xPx: left, baselinePx, sizePx: setting.style.sizePx });
		left += width;
	}
}

function set(
	context: SKRSContext2D,
	{ style: { sizePx, weight }, fonts: { cssFamilies }, direction }: TextSetting,
): void {
	context.font = `${weight} ${sizePx}px ${cssFamilies}`;
	context.textAlign = "left";
	context.direction = direction;
}

type Piece = ReturnType<typeof piecesOf>[number];

function measurePiece(context: SKRSContext2D, { prefix, text }: Piece): number {
	const prefixWidth = prefix === "" ? 0 : context.measureText(prefix).width;
	return context.measureText(prefix + text).width - prefixWidth;
}

function fillBehindPrefix(
	context: SKRSContext2D,
	{ prefix, text }: Piece,
	{ xPx, baselinePx, sizePx }: { readonly xPx: number; readonly baselinePx: number; readonly sizePx: number },
): void {
	context.save();
	context.beginPath();
	context.rect(xPx, baselinePx - 2 * sizePx, 2 * sizePx, 4 * sizePx);
	context.clip();
	context.direction = "ltr";
	context.fillText(prefix + text, xPx - context.measureText(prefix).width, baselinePx);
	context.restore();
}
