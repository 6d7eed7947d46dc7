import { Rules } from "@cto.af/linebreak";
import { finishSteps, type Steps } from "../../core/steps.ts";
import { splitGraphemes } from "./graphemes.ts";

/** The width in px of a line of text in the style that is being wrapped. */
export type MeasureLine = (text: string) => number;

/**
 * Text as lines no wider than `maxWidthPx`: broken where Unicode allows a break (UAX #14; between words of scripts
 * written without spaces, as Thai is, by the dictionary of `Intl.Segmenter`; Korean between its words alone, as phones
 * break it), and inside a word only where it does not fit a line by itself, then between graphemes. A line feed always
 * breaks. Spaces at a line's end are dropped. One grapheme wider than the limit is a line by itself, the only case in
 * which a line is wider.
 */
export function wrapText(text: string, maxWidthPx: number, measure: MeasureLine): string[] {
	return finishSteps(wrapTextInSteps(text, maxWidthPx, measure));
}

/** The same, a line a step. */
export function* wrapTextInSteps(text: string, maxWidthPx: number, measure: MeasureLine): Steps<string[]> {
	const lines: string[] = [];
	for (const paragraph of text.split("\n"))
		lines.push(...(yield* wrapParagraph(paragraph, { maxWidthPx, measure })));
	return lines;
}

/** How wide a line may be, and how that is known. */
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

/** Half a thousand letters of Hangul without a space: to measure them all at once would hold everybody up. */
const LONG_WORD = 40;

/** What is measured once is remembered, so that the word itself is then quickly measured. */
function* measureGraphemes(word: string, { measure }: Room): Steps<void> {
	for (const grapheme of splitGraphemes(word)) {
		yield;
		measure(grapheme);
	}
}

/** A word that is wider than a line, in parts that are not. */
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
 * The first of the pieces from `from` on that no longer fits behind `line`. It is guessed by the sum of the pieces' own
 * widths, which are the same few again and again, and then measured: text that is set together may be a little wider or
 * narrower. Measuring a line at each of its pieces took most of a long Chinese chat's plan.
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

/** The pieces between which a line may break; they add up to the text. */
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
