import type { SKRSContext2D } from "@napi-rs/canvas";
import type { MeasureText, Shape, TextStyle } from "../layout/scene.ts";
import { createCanvas } from "./fonts/canvas.ts";
import type { Part } from "./fonts/font-choice.ts";
import type { RegisteredFonts } from "./fonts/register-fonts.ts";
import { createLetterSetter, cssFont, type SetText } from "./fonts/set-letter.ts";
import { cutIntoPieces, inVisualOrder, type TextPiece } from "./fonts/text-pieces.ts";

/** A line of a scene. */
type Line = Extract<Shape, { kind: "text" }>;

/** Measures and draws text in the fonts of one conversation. Both work piece by piece, so that widths agree. */
export type Typesetter = {
	/** The advance width of one line; results are cached. */
	readonly measure: MeasureText;
	/** Draws one line in the context's colour. */
	readonly fill: (context: SKRSContext2D, line: Line) => void;
};

export function createTypesetter(fonts: RegisteredFonts): Typesetter {
	const ruler = createCanvas(1, 1).getContext("2d");
	const { setLetter, unlessPlaced } = createLetterSetter(ruler);
	const knownParts = new Map<string, readonly Part[]>();
	const knownTexts = new Map<string, SetText>();

	const chooseParts = (grapheme: string) => {
		const known = knownParts.get(grapheme);
		if (known !== undefined) return known;
		const parts = fonts.chooseParts(grapheme).map(unlessPlaced);
		knownParts.set(grapheme, parts);
		return parts;
	};
	const cut = (text: string, direction: Line["direction"]) =>
		cutIntoPieces(text, direction, { chooseParts, mayHaveOddLetters: fonts.mayHaveOddLetters });

	const setPiece = (piece: TextPiece, style: TextStyle): SetText => {
		const key = `${style.weight} ${style.sizePx} ${piece.key}`;
		const known = knownTexts.get(key);
		if (known !== undefined) return known;
		const made =
			piece.part === null ? setStretch(piece.text, style) : setLetter(piece.part, piece.prefix, style);
		knownTexts.set(key, made);
		return made;
	};

	const setStretch = (text: string, style: TextStyle): SetText => {
		const font = cssFont(style, fonts.chooseStack(text));
		ruler.font = font;
		return {
			widthPx: ruler.measureText(text).width,
			fill: ({ context, xPx, baselinePx }) => {
				context.font = font;
				context.fillText(text, xPx, baselinePx);
			},
		};
	};

	return {
		measure: (text, style) =>
			cut(text, "ltr").reduce((width, piece) => width + setPiece(piece, style).widthPx, 0),
		fill: (context, { text, style, direction, xPx, baselinePx }) => {
			context.textAlign = "left";
			let left = xPx;
			for (const piece of inVisualOrder(cut(text, direction), direction)) {
				const { widthPx, fill } = setPiece(piece, style);
				context.direction = direction;
				fill({ context, xPx: left, baselinePx });
				left += widthPx;
			}
		},
	};
}
