import { isEmoji } from "./graphemes.ts";

/** Code points that add something to the letter before them. Unicode counts variation selectors as marks; here they are none. */
export function isMark(codePoint: number): boolean {
	return MARK.test(String.fromCodePoint(codePoint));
}

const MARK = /(?!\p{Default_Ignorable_Code_Point})\p{M}/u;

/**
 * Scripts whose letters do not change their shape by what stands beside them, and whose marks keep to the letter's middle.
 * Everything else (Arabic, Indic scripts, Thai …) has to be set by one font.
 */
const PLAIN_LETTER =
	/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Ethiopic}\p{Script=Cherokee}\p{Script=Canadian_Aboriginal}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Common}]/u;
const PLAIN_MARK =
	/^(?:[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Ethiopic}](?<=[\p{Mn}\p{Me}])|[\u309b\u309c])/u;

export function isPlainLetter(letter: string): boolean {
	return PLAIN_LETTER.test(letter);
}

/** Whether a mark may be drawn apart from its letter. */
export function mayBeSetByHand(letter: string, mark: string): boolean {
	return PLAIN_LETTER.test(letter) && PLAIN_MARK.test(mark);
}

/** Whether a grapheme has a mark that may be drawn apart from its letter, should the letter's font not place it. */
export function hasPlainMark(grapheme: string): boolean {
	if (!MARK.test(grapheme) || isEmoji(grapheme)) return false;
	const [{ letter, marks }] = splitLetters(grapheme);
	return marks.some((mark) => mayBeSetByHand(letter, mark));
}

/** Whether a text has a mark that is a line as wide as its letter, which needs no font. */
export function isLineMark(text: string): boolean {
	return LINE_MARK.test(text);
}

const LINE_MARK = /[\u0305\u0332\u0333\u0335\u0336\u033f]/u;

/** Signs that replace marks which no font has by themselves: the voice marks of kana. */
const STAND_INS: Readonly<Record<string, string>> = { "\u3099": "\u309b", "\u309a": "\u309c" };

export type Letter = { readonly letter: string; readonly marks: readonly string[] };

/** The letters of a grapheme, composed, each with its marks. Marks without a letter are set on a space. */
export function splitLetters(grapheme: string): readonly [Letter, ...Letter[]] {
	const letters: { letter: string; marks: string[] }[] = [];
	for (const character of grapheme.normalize("NFC")) {
		if (!isMark(character.codePointAt(0) ?? 0)) letters.push({ letter: character, marks: [] });
		else if (letters.length === 0) letters.push({ letter: "\u00a0", marks: [character] });
		else letters.at(-1)?.marks.push(STAND_INS[character] ?? character);
	}
	const [first = { letter: "", marks: [] }, ...others] = letters;
	return [first, ...others];
}

/** Whether a mark stands around its letter, as U+20DD, a circle. */
export function isEnclosing(mark: string): boolean {
	return /\p{Me}/u.test(mark);
}
