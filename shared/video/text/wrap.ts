import { Rules } from "@cto.af/linebreak";
import { finishSteps, type Steps } from "../../core/steps.ts";
import { splitGraphemes } from "./graphemes.ts";

/** The width in px of a line of text in the style that is being wrapped. */
type MeasureLine = (text: string) => number;

/**
 * Breaks text into lines no wider than `maxWidthPx` where Unicode allows a break (UAX #14). Scripts without spaces, such as Thai,
 * break between words by the dictionary of `Intl.Segmenter`; Korean between words alone, as phones break it. A word breaks only
 * if it does not fit a line by itself, then between graphemes. A line feed always breaks. Spaces at a line's end are dropped.
 * Only a single grapheme may be wider than the limit.
 */
export function wrapText(text: string, maxWidthPx: number, measure: MeasureLine): string[] {
	return finishSteps(wrapTextInSteps(text, maxWidthPx, measure));
}

/** As `wrapText`, in steps of one line. */
export function* wrapTextInSteps(text: string, maxWidthPx: number, measure: MeasureLine): Steps<string[]> {
	const lines: string[] = [];
	for (const paragraph of text.split("\n"))
		lines.push(...(yield* wrapParagraph(paragraph, { maxWidthPx, measure })));
	return lines;
}

/** The limit of a line's width, and how to measure it. */
type Room = { readonly maxWidthPx: number; readonly measure: MeasureLine };

function* wrapParagraph(paragraph: string, room: Room): Steps<string[]> {
	const pieces = breakablePieces(paragraph);
	for (const piece of pieces) if (piece.length > LONG_WORD) yield* measureGraphemes(piece, room);
	const lines: string[] = [];
	let line = "";
	for (let at = 0; ; ) {
		yield;
		const end = endOfLine(line, pieces, at, room);
		line += pieces.slice(at, end).join("");
		at = end;
		const word = pieces[at];
		if (word === undefined) break;
		if (line !== "") {
			lines.push(line);
			line = "";
			continue;
		}
		const parts = yield* splitWord(word, room);
		line = parts.pop() ?? "";
		lines.push(...parts);
		at += 1;
	}
	return [...lines, line].map((each) => each.trimEnd());
}

/** Graphemes measured in one step: a text may be half a thousand letters of Hangul without a space. */
const LONG_WORD = 40;

/** Widths are cached, so that measuring the word itself is quick afterwards. */
function* measureGraphemes(word: string, { measure }: Room): Steps<void> {
	for (const grapheme of splitGraphemes(word)) {
		yield;
		measure(grapheme);
	}
}

/** Splits a word that is wider than a line into parts that fit. */
function* splitWord(word: string, room: Room): Steps<string[]> {
	const graphemes = splitGraphemes(word);
	const parts: string[] = [];
	for (let at = 0; at < graphemes.length; ) {
		yield;
		const end = Math.max(at + 1, endOfLine("", graphemes, at, room));
		parts.push(graphemes.slice(at, end).join(""));
		at = end;
	}
	return parts;
}

/**
 * Finds the first of the pieces from `from` on that no longer fits after `line`. A guess by the sum of the pieces' own widths,
 * which are the same few again and again, is then measured: text that is set together may be a little wider or narrower.
 * Measuring a line at each of its pieces took most of the planning of a long Chinese chat.
 */
function endOfLine(
	line: string,
	pieces: readonly string[],
	from: number,
	{ maxWidthPx, measure }: Room,
): number {
	const fits = (end: number) => measure((line + pieces.slice(from, end).join("")).trimEnd()) <= maxWidthPx;
	let end = from;
	for (let leftPx = maxWidthPx - measure(line); end < pieces.length; end++) {
		leftPx -= measure(pieces[end] ?? "");
		if (leftPx < 0) break;
	}
	while (end > from && !fits(end)) end--;
	while (end < pieces.length && fits(end + 1)) end++;
	return end;
}

const rules = new Rules();
/** Scripts of line breaking class SA, in which a break needs a dictionary (UAX #14, section 5.1). */
const NEEDS_DICTIONARY = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const words = new Intl.Segmenter("th", { granularity: "word" });

/** Splits a text at the places where a line may break; the pieces add up to the text. */
function breakablePieces(text: string): string[] {
	const ends = new Set(Array.from(rules.breaks(text), ({ position }) => position));
	if (NEEDS_DICTIONARY.test(text)) {
		for (const { index, segment, isWordLike } of words.segment(text)) {
			if (isWordLike && NEEDS_DICTIONARY.test(segment) && !/\s/.test(text[index - 1] ?? " ")) ends.add(index);
		}
	}
	const pieces: string[] = [];
	let piece = "";
	let position = 0;
	for (const grapheme of splitGraphemes(text)) {
		piece += grapheme;
		position += grapheme.length;
		if (ends.has(position) && !isInsideHangulWord(text, position)) {
			pieces.push(piece);
			piece = "";
		}
	}
	return piece === "" ? pieces : [...pieces, piece];
}

/** UAX #14 allows a break at every Hangul syllable (section 3.1, style 1) or only at spaces (style 2). This is style 2. */
function isInsideHangulWord(text: string, position: number): boolean {
	const isHangul = (character = "") => /\p{Script=Hangul}/u.test(character);
	return isHangul(text[position - 1]) && isHangul(text[position]);
}
