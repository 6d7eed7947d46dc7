import type { Context2d } from "../graphics.ts";
import type { TextStyle } from "../scene/scene.ts";
import type { Mark, Part } from "./font-choice.ts";
import type { FontFile } from "./font-library.ts";
import { hasPlainMark, isEnclosing, splitLetters } from "./marks.ts";
import {
	arePlaced,
	boxAdvancePx,
	boxLines,
	type Ink,
	isOver,
	lineMark,
	placeMarks,
	type Rectangle,
} from "./place-marks.ts";

/** The canvas context to draw in, and the left edge and baseline. */
export type Place = { readonly context: Context2d; readonly xPx: number; readonly baselinePx: number };

/** A text in its style: its advance, and how to draw it in the context's colour and direction. */
export type SetText = { readonly widthPx: number; readonly fill: (place: Place) => void };

type LetterSetter = {
	/** Sets one letter by itself, after an invisible prefix. */
	readonly setLetter: (part: Part, prefix: string, style: TextStyle) => SetText;
	/**
	 * Returns the part, or, if its font has the letter's marks but does not set them on it, the part with marks drawn by hand.
	 */
	readonly unlessPlaced: (part: Part) => Part;
};

export function cssFont({ weight, sizePx }: TextStyle, stack: string): string {
	return `${weight} ${sizePx}px ${stack}`;
}

/**
 * In each of our fonts all ideographs have one width, and so have all Hangul syllables (a test checks every eleventh): it is
 * measured once a file, and not 18,000 times for a long Chinese chat.
 */
const UNIFORM = /^(?:(?<han>\p{Unified_Ideograph})|[\uac00-\ud7a3])$/u;

/** Any size and weight shows where a font sets marks. */
const TRIAL: TextStyle = { sizePx: 100, weight: 400 };

/** Sets letters that are measured in the context `ruler`. */
export function createLetterSetter(ruler: Context2d): LetterSetter {
	const inkOf = (text: string, file: FontFile, style: TextStyle) =>
		inFont(ruler, file, style, () => inkIn(ruler.measureText(text)));

	const unlessPlaced = (part: Part): Part => {
		const { text, file } = part;
		if (file === null || part.marks.length > 0 || !hasPlainMark(text)) return part;
		const [{ letter, marks }, ...others] = splitLetters(text);
		if (others.length > 0 || !file.cmap().has(letter.codePointAt(0) ?? 0)) return part;
		const [together, alone] = [inkOf(text, file, TRIAL), inkOf(letter, file, TRIAL)];
		const inks = marks.map((mark) => inkOf(mark, file, TRIAL));
		if (arePlaced(text, together, alone, inks, TRIAL.sizePx)) return part;
		return { text: letter, file, marks: marks.map((mark) => ({ text: mark, file })) };
	};

	const setLetter = ({ text, file, marks }: Part, prefix: string, style: TextStyle): SetText => {
		if (file === null) return box(style);
		if (marks.length > 0) return setMarked(text, file, marks, style);
		const widthPx = widthIn(file, prefix, text, style);
		const fill = (place: Place) =>
			inFont(place.context, file, style, () => {
				if (prefix === "") place.context.fillText(text, place.xPx, place.baselinePx);
				else fillBehindPrefix(place, prefix, text, widthPx, style.sizePx);
			});
		return { widthPx, fill };
	};

	const uniformPx = new Map<string, number>();
	const widthIn = (file: FontFile, prefix: string, text: string, style: TextStyle): number => {
		const letters = UNIFORM.exec(text);
		const isHan = letters?.groups?.["han"] !== undefined;
		const key = letters === null ? null : `${isHan} ${cssFont(style, file.alias)}`;
		const known = key === null ? undefined : uniformPx.get(key);
		if (known !== undefined) return known;
		const widthPx = inFont(ruler, file, style, () => {
			const prefixPx = prefix === "" ? 0 : ruler.measureText(prefix).width;
			return ruler.measureText(prefix + text).width - prefixPx;
		});
		if (key !== null) uniformPx.set(key, widthPx);
		return widthPx;
	};

	const setMarked = (text: string, file: FontFile, marks: readonly Mark[], style: TextStyle): SetText => {
		const inks = marks.map((mark) => ({
			text: mark.text,
			ink: mark.file === null ? null : inkOf(mark.text, mark.file, style),
		}));
		const drawn = inks.flatMap(({ text: mark, ink }) => (ink === null ? [] : { text: mark, ink }));
		const hasMarkOver = drawn.some((mark) => isOver(mark.ink, style.sizePx));
		const letter = hasMarkOver ? withoutDot(text, file) : text;
		const ink = inkOf(letter, file, style);
		const offsets = placeMarks(ink, drawn, style.sizePx);
		const around = drawn
			.filter((mark) => isEnclosing(mark.text))
			.map((mark) => mark.ink.rightPx - mark.ink.leftPx);
		const widthPx = Math.max(ink.advancePx, ...around);
		const insetPx = (widthPx - ink.advancePx) / 2;
		const byFont = marks.filter((mark) => mark.file !== null);
		const lines = marks.filter((mark) => mark.file === null);
		const fill = ({ context, xPx, baselinePx }: Place) => {
			const leftPx = xPx + insetPx;
			inFont(context, file, style, () => context.fillText(letter, leftPx, baselinePx));
			for (const [index, mark] of byFont.entries()) {
				const offset = offsets[index];
				if (mark.file === null || offset === undefined) continue;
				inFont(context, mark.file, style, () =>
					context.fillText(mark.text, leftPx + offset.xPx, baselinePx - offset.yPx),
				);
			}
			for (const mark of lines)
				fillAll(context, lineMark(mark.text, leftPx, ink.advancePx, style.sizePx), baselinePx);
		};
		return { widthPx, fill };
	};

	return { setLetter, unlessPlaced };
}

/** A mark replaces the dot of i and j. */
function withoutDot(letter: string, file: FontFile): string {
	const dotless = { i: "\u0131", j: "\u0237" }[letter];
	return dotless !== undefined && file.cmap().has(dotless.charCodeAt(0)) ? dotless : letter;
}

/** A line under or through a text of that width, where U+0332 or U+0336 draws it. */
export function fillLine(
	where: "under" | "through",
	{ context, xPx, baselinePx }: Place,
	widthPx: number,
	sizePx: number,
): void {
	const mark = where === "under" ? "\u0332" : "\u0336";
	fillAll(context, lineMark(mark, xPx, widthPx, sizePx), baselinePx);
}

function box({ sizePx }: TextStyle): SetText {
	return {
		widthPx: boxAdvancePx(sizePx),
		fill: ({ context, xPx, baselinePx }) => fillAll(context, boxLines(xPx, sizePx), baselinePx),
	};
}

function fillAll(context: Context2d, rectangles: readonly Rectangle[], baselinePx: number): void {
	for (const { xPx, yPx, widthPx, heightPx } of rectangles) {
		context.fillRect(xPx, Math.round(baselinePx) + yPx, widthPx, heightPx);
	}
}

function inFont<Result>(context: Context2d, file: FontFile, style: TextStyle, work: () => Result): Result {
	context.font = cssFont(style, `"${file.alias}"`);
	if (file.variation === "normal") return work();
	context.fontVariationSettings = file.variation;
	const result = work();
	context.fontVariationSettings = "normal";
	return result;
}

function inkIn(metrics: ReturnType<Context2d["measureText"]>): Ink {
	return {
		advancePx: metrics.width,
		leftPx: -metrics.actualBoundingBoxLeft,
		rightPx: metrics.actualBoundingBoxRight,
		topPx: metrics.actualBoundingBoxAscent,
		bottomPx: -metrics.actualBoundingBoxDescent,
	};
}

function fillBehindPrefix(
	{ context, xPx, baselinePx }: Place,
	prefix: string,
	text: string,
	widthPx: number,
	sizePx: number,
): void {
	context.save();
	context.beginPath();
	context.rect(xPx, baselinePx - 2 * sizePx, widthPx + sizePx, 4 * sizePx);
	context.clip();
	context.direction = "ltr";
	context.fillText(prefix + text, xPx - context.measureText(prefix).width, baselinePx);
	context.restore();
}
