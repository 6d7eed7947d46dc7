import type { Context2d, Graphics } from "../graphics.ts";
import type { MeasureText, Paint, Shape, Span, TextStyle } from "../scene/scene.ts";
import { mayRunRightToLeft } from "./direction.ts";
import { EMOJI } from "./font-catalogue.ts";
import type { Part } from "./font-choice.ts";
import type { RegisteredFonts } from "./register-fonts.ts";
import { createLetterSetter, cssFont, fillLine, type SetText } from "./set-letter.ts";
import { cutIntoPieces, inVisualOrder, splitEdgeSpaces, type TextPiece } from "./text-pieces.ts";
import { splitTracked, withTracking } from "./tracking.ts";

/** A line of a sprite. */
type TextLine = Pick<Extract<Shape, { readonly kind: "text" }>, "spans" | "direction" | "xPx" | "baselinePx">;

/** Measures and draws text in the fonts of one conversation. Both work piece by piece, so that widths agree. */
export type Typesetter = {
	/** The advance width of one line in one style; results are cached. That of a line of spans is the sum of theirs. */
	readonly measure: MeasureText;
	/** Draws one line, each span in the fill style of its paint. */
	readonly fill: (
		context: Context2d,
		line: TextLine,
		styleOf: (paint: Paint) => Context2d["fillStyle"],
	) => void;
};

/** A piece of a line that belongs to one span, with its place from the left. */
type PlacedPiece = {
	readonly piece: TextPiece;
	readonly span: Span;
	readonly set: SetText;
	readonly xPx: number;
};

export function createTypesetter(
	fonts: RegisteredFonts,
	{ createCanvas }: Pick<Graphics, "createCanvas">,
): Typesetter {
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
	const cut = (text: string, direction: "ltr" | "rtl") =>
		cutIntoPieces(text, direction, { chooseParts, mayHaveOddLetters: fonts.mayHaveOddLetters });

	/** A slanted text is as wide as an upright one. */
	const setPiece = (piece: TextPiece, style: TextStyle): SetText => {
		const { trackingPx = 0 } = style;
		const key = `${style.weight} ${style.sizePx} ${trackingPx} ${style.isCode === true} ${piece.key}`;
		const known = knownTexts.get(key);
		if (known !== undefined) return known;
		const made =
			piece.part === null
				? setAll(
						splitTracked(piece.text, trackingPx).map((run) => setStretch(run.text, style, run.trackingPx)),
					)
				: setSingle(piece.part, piece.prefix, style);
		knownTexts.set(key, made);
		return made;
	};

	/** A letter that is drawn by itself needs only more room. */
	const setSingle = (part: Part, prefix: string, style: TextStyle): SetText => {
		const set = setLetter(part, prefix, style);
		const { trackingPx = 0 } = style;
		if (trackingPx === 0 || part.file === null || part.file.family === EMOJI) return set;
		const [run] = splitTracked(part.text, trackingPx);
		return { ...set, widthPx: set.widthPx + (run?.trackingPx ?? 0) };
	};

	const setStretch = (text: string, style: TextStyle, trackingPx: number): SetText => {
		const choose = style.isCode === true ? fonts.chooseCodeStack : fonts.chooseStack;
		const font = cssFont(style, choose(text));
		return {
			widthPx: withTracking(ruler, trackingPx, () => {
				ruler.font = font;
				return ruler.measureText(text).width;
			}),
			fill: ({ context, xPx, baselinePx }) =>
				withTracking(context, trackingPx, () => {
					context.font = font;
					context.fillText(text, xPx, baselinePx);
				}),
		};
	};

	const placePieces = ({ spans, direction, xPx }: TextLine): readonly PlacedPiece[] => {
		const isMixed =
			spans.length > 1 && (direction === "rtl" || spans.some(({ text }) => mayRunRightToLeft(text)));
		const pieces = spans.flatMap((span) => {
			const ofSpan = cut(span.text, direction);
			return (isMixed ? ofSpan.flatMap(splitEdgeSpaces) : ofSpan).map((piece) => ({ ...piece, span }));
		});
		let left = xPx;
		return inVisualOrder(pieces, direction).map((piece) => {
			const set = setPiece(piece, piece.span.style);
			const placed = { piece, span: piece.span, set, xPx: left };
			left += set.widthPx;
			return placed;
		});
	};

	return {
		measure: (text, style) =>
			cut(text, "ltr").reduce((width, piece) => width + setPiece(piece, style).widthPx, 0),
		fill: (context, line, styleOf) => {
			context.textAlign = "left";
			const pieces = placePieces(line);
			for (const [index, placed] of pieces.entries()) {
				if (placed.span !== pieces[index - 1]?.span) {
					context.fillStyle = styleOf(placed.span.paint);
					const { isUnderlined, isStruck } = placed.span;
					if (isUnderlined) fillAlong("under", context, pieces.slice(index), line.baselinePx);
					if (isStruck) fillAlong("through", context, pieces.slice(index), line.baselinePx);
				}
				context.direction = line.direction;
				fillPiece(context, placed, line.baselinePx);
			}
		},
	};
}

/** Texts side by side, from left to right. */
function setAll(texts: readonly SetText[]): SetText {
	const [first] = texts;
	if (first !== undefined && texts.length === 1) return first;
	return {
		widthPx: texts.reduce((sum, { widthPx }) => sum + widthPx, 0),
		fill: ({ context, xPx, baselinePx }) => {
			let left = xPx;
			for (const { widthPx, fill } of texts) {
				fill({ context, xPx: left, baselinePx });
				left += widthPx;
			}
		},
	};
}

/** The angle of `oblique` without an angle (CSS Fonts 4, section 2.4), as x by y. */
const SLANT = Math.tan((14 * Math.PI) / 180);

/**
 * Our fonts have no italic faces for most scripts, and the two canvases would slant by angles of their own: so every italic is the
 * upright face, slanted about its baseline. Emoji stay upright, as on phones.
 */
function fillPiece(context: Context2d, { piece, span, set, xPx }: PlacedPiece, baselinePx: number): void {
	if (span.style.isItalic !== true || piece.part?.file?.family === EMOJI) {
		set.fill({ context, xPx, baselinePx });
		return;
	}
	context.save();
	context.transform(1, 0, -SLANT, 1, SLANT * baselinePx, 0);
	set.fill({ context, xPx, baselinePx });
	context.restore();
}

/** A line along the first of the pieces and those behind it of the same span. */
function fillAlong(
	where: "under" | "through",
	context: Context2d,
	[first, ...rest]: readonly PlacedPiece[],
	baselinePx: number,
): void {
	if (first === undefined) return;
	const end = rest.findIndex(({ span }) => span !== first.span);
	const others = end === -1 ? rest : rest.slice(0, end);
	const widthPx = others.reduce((sum, { set }) => sum + set.widthPx, first.set.widthPx);
	fillLine(where, { context, xPx: first.xPx, baselinePx }, widthPx, first.span.style.sizePx);
}
