import type { Steps } from "../../core/steps.ts";
import { breakablePieces } from "./breakable-pieces.ts";
import { splitGraphemes } from "./graphemes.ts";

/** A part of a text: from one UTF-16 index up to, not including, another. */
export type TextRange = { readonly from: number; readonly to: number };

/** The limit of a line's width, and how wide a part of the text is when it stands in a line by itself. */
export type Room = { readonly maxWidthPx: number; readonly measure: (part: TextRange) => number };

/**
 * Breaks text into lines no wider than `maxWidthPx` where Unicode allows a break (UAX #14). Scripts without spaces, such as Thai,
 * break between words by the dictionary of `Intl.Segmenter`; Korean between words alone, as phones break it. A word breaks only
 * if it does not fit a line by itself, then between graphemes. A line feed always breaks. Spaces at a line's end are dropped.
 * Only a single grapheme may be wider than the limit. In steps of one line.
 */
export function* breakLinesInSteps(text: string, room: Room): Steps<TextRange[]> {
	const lines: TextRange[] = [];
	let from = 0;
	for (const paragraph of text.split("\n")) {
		for (const line of yield* breakParagraph(paragraph, from, room)) lines.push(trimEnd(text, line));
		from += paragraph.length + 1;
	}
	return lines;
}

/** What a line may be made of: the text, and where the first of its pieces and each after it begins; at last, where it ends. */
type Pieces = { readonly text: string; readonly starts: readonly number[] };

function* breakParagraph(
	paragraph: string,
	offset: number,
	{ maxWidthPx, measure }: Room,
): Steps<TextRange[]> {
	const room: Room = {
		maxWidthPx,
		measure: ({ from, to }) => measure({ from: offset + from, to: offset + to }),
	};
	const pieces = piecesOf(paragraph, breakablePieces(paragraph));
	const { starts } = pieces;
	const count = starts.length - 1;
	const startOf = (piece: number) => starts[piece] ?? paragraph.length;
	for (let piece = 0; piece < count; piece++) {
		const [from, to] = [startOf(piece), startOf(piece + 1)];
		if (to - from > LONG_WORD) yield* measureGraphemes(paragraph, { from, to }, room);
	}
	const lines: TextRange[] = [];
	let from = 0;
	for (let at = 0; ; ) {
		yield;
		at = endOfLine(pieces, from, at, room);
		if (at === count) break;
		if (startOf(at) > from) {
			lines.push({ from, to: startOf(at) });
			from = startOf(at);
			continue;
		}
		const parts = yield* splitWord(paragraph, { from, to: startOf(at + 1) }, room);
		from = parts.pop()?.from ?? from;
		lines.push(...parts);
		at += 1;
	}
	return [...lines, { from, to: paragraph.length }].map((line) => ({
		from: offset + line.from,
		to: offset + line.to,
	}));
}

function piecesOf(text: string, pieces: readonly string[], from = 0): Pieces {
	let start = from;
	return { text, starts: [from, ...pieces.map(({ length }) => (start += length))] };
}

function trimEnd(text: string, { from, to }: TextRange): TextRange {
	return { from, to: from + text.slice(from, to).trimEnd().length };
}

/** Graphemes measured in one step: a text may be half a thousand letters of Hangul without a space. */
const LONG_WORD = 40;

/** Widths are cached, so that measuring the word itself is quick afterwards. */
function* measureGraphemes(text: string, { from, to }: TextRange, { measure }: Room): Steps<void> {
	let at = from;
	for (const { length } of splitGraphemes(text.slice(from, to))) {
		yield;
		measure({ from: at, to: at + length });
		at += length;
	}
}

/** Splits a word that is wider than a line into parts that fit. */
function* splitWord(text: string, { from, to }: TextRange, room: Room): Steps<TextRange[]> {
	const graphemes = piecesOf(text, splitGraphemes(text.slice(from, to)), from);
	const parts: TextRange[] = [];
	for (let at = 0; at < graphemes.starts.length - 1; ) {
		yield;
		const start = graphemes.starts[at] ?? to;
		const end = Math.max(at + 1, endOfLine(graphemes, start, at, room));
		parts.push({ from: start, to: graphemes.starts[end] ?? to });
		at = end;
	}
	return parts;
}

/**
 * Finds the first of the pieces from `first` on that no longer fits a line that begins at `from`. A guess by the sum of the pieces'
 * own widths, which are the same few again and again, is then measured: text that is set together may be a little wider or
 * narrower. Measuring a line at each of its pieces took most of the planning of a long Chinese chat.
 */
function endOfLine(
	{ text, starts }: Pieces,
	from: number,
	first: number,
	{ maxWidthPx, measure }: Room,
): number {
	const count = starts.length - 1;
	const startOf = (piece: number) => starts[piece] ?? text.length;
	const fits = (end: number) => measure(trimEnd(text, { from, to: startOf(end) })) <= maxWidthPx;
	let end = first;
	for (let leftPx = maxWidthPx - measure({ from, to: startOf(first) }); end < count; end++) {
		leftPx -= measure({ from: startOf(end), to: startOf(end + 1) });
		if (leftPx < 0) break;
	}
	while (end > first && !fits(end)) end--;
	while (end < count && fits(end + 1)) end++;
	return end;
}
