import { Rules } from "@cto.af/linebreak";
import { graphemesOf } from "./graphemes.ts";

/** The width in px of a line of text in the style that is being wrapped. */
export type MeasureLine = (text: string) => number;

/**
 * Text as lines no wider than `maxWidthPx`: broken where Unicode allows a break (UAX #14; between words of scripts
 * written without spaces, as Thai is, by the dictionary of `Intl.Segmenter`; Korean between its words alone, as phones
 * break it), and inside a word only where it does not fit a line by itself, then between graphemes. A line feed always breaks. Spaces at a line's end are dropped. One
 * grapheme wider than the limit is a line by itself, the only case in which a line is wider.
 */
export function wrapText(text: string, maxWidthPx: number, measure: MeasureLine): string[] {
	return text.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, maxWidthPx, measure));
}

function wrapParagraph(paragraph: string, maxWidthPx: number, measure: MeasureLine): string[] {
	const fits = (line: string) => measure(line.trimEnd()) <= maxWidthPx;
	const lines: string[] = [];
	let line = "";
	for (const piece of breakablePieces(paragraph)) {
		if (fits(line + piece)) {
			line += piece;
			continue;
		}
		if (line !== "") lines.push(line);
		line = piece;
		if (fits(piece)) continue;
		const parts = splitWord(piece, fits);
		line = parts.pop() ?? "";
		lines.push(...parts);
	}
	return [...lines, line].map((each) => each.trimEnd());
}

function splitWord(word: string, fits: (line: string) => boolean): string[] {
	const parts: string[] = [];
	let part = "";
	for (const grapheme of graphemesOf(word)) {
		if (part !== "" && !fits(part + grapheme)) {
			parts.push(part);
			part = "";
		}
		part += grapheme;
	}
	return [...parts, part];
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
	for (const grapheme of graphemesOf(text)) {
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
