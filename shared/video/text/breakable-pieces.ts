import { Rules } from "@cto.af/linebreak";
import { splitGraphemes } from "./graphemes.ts";

const rules = new Rules();
/** Scripts of line breaking class SA, in which a break needs a dictionary (UAX #14, section 5.1). */
const NEEDS_DICTIONARY = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const words = new Intl.Segmenter("th", { granularity: "word" });

/** Splits a text at the places where a line may break; the pieces add up to the text. */
export function breakablePieces(text: string): string[] {
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
