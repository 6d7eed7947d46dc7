import type { SKRSContext2D } from "@napi-rs/canvas";
import type { MeasureText, Shape, TextStyle } from "../layout/scene.ts";
import { createCanvas } from "./canvas.ts";
import type { Fonts } from "./open-fonts.ts";
import { piecesOf, type TextPiece } from "./text-pieces.ts";

/** A line as the scene has it. */
type Line = Extract<Shape, { kind: "text" }>;

/** Text in the fonts of one conversation. It is measured and drawn piece by piece, so that both see the same text. */
export type Typesetter = {
	/** The advance width of one line. What was measured once is remembered. */
	readonly measure: MeasureText;
	/** Draws one line in the context's colour. */
	readonly fill: (context: SKRSContext2D, line: Line) => void;
};

/** A piece in its style: the CSS `font` that has its letters, and how far it takes the line. */
type SetPiece = { readonly font: string; readonly widthPx: number };

export function createTypesetter(fonts: Fonts): Typesetter {
	const ruler = createCanvas(1, 1).getContext("2d");
	const known = new Map<string, SetPiece>();

	const setPiece = ({ text, prefix }: TextPiece, { weight, sizePx }: TextStyle): SetPiece => {
		const key = `${weight} ${sizePx} ${text}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		const font = `${weight} ${sizePx}px ${fonts.stackOf(text)}`;
		ruler.font = font;
		const prefixPx = prefix === "" ? 0 : ruler.measureText(prefix).width;
		const piece = { font, widthPx: ruler.measureText(prefix + text).width - prefixPx };
		known.set(key, piece);
		return piece;
	};

	return {
		measure: (text, style) =>
			piecesOf(text, "ltr", fonts.partsOf).reduce(
				(width, piece) => width + setPiece(piece, style).widthPx,
				0,
			),
		fill: (context, { text, style, direction, xPx, baselinePx }) => {
			context.textAlign = "left";
			const pieces = piecesOf(text, direction, fonts.partsOf);
			let left = xPx;
			for (const piece of direction === "rtl" ? pieces.toReversed() : pieces) {
				const { font, widthPx } = setPiece(piece, style);
				context.font = font;
				context.direction = direction;
				if (piece.prefix === "") context.fillText(piece.text, left, baselinePx);
				else fillBehindPrefix(context, piece, { xPx: left, baselinePx, widthPx, sizePx: style.sizePx });
				left += widthPx;
			}
		},
	};
}

function fillBehindPrefix(
	context: SKRSContext2D,
	{ prefix, text }: TextPiece,
	{ xPx, baselinePx, widthPx, sizePx }: Record<"xPx" | "baselinePx" | "widthPx" | "sizePx", number>,
): void {
	context.save();
	context.beginPath();
	context.rect(xPx, baselinePx - 2 * sizePx, widthPx + sizePx, 4 * sizePx);
	context.clip();
	context.direction = "ltr";
	context.fillText(prefix + text, xPx - context.measureText(prefix).width, baselinePx);
	context.restore();
}
