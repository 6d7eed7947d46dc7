import { graphemesOf, isEmoji } from "../layout/graphemes.ts";
import { emojiParts } from "./emoji-parts.ts";
import type { HanStyle } from "./font-catalogue.ts";
import { type FontFile, fileFamilies } from "./font-files.ts";

/** Which files draw one user-perceived character. */
export type Choice = {
	/** One file where it has the whole grapheme; otherwise one for each part that some file has. */
	readonly files: readonly FontFile[];
	/** What is drawn side by side: the grapheme, or the parts of an emoji that no file has whole. */
	readonly parts: readonly string[];
	/** The code points that no file has. */
	readonly missing: readonly number[];
};

/** Finds the files for graphemes, remembering those it has seen. */
export function createFontChooser(hanStyle: HanStyle): (grapheme: string) => Choice {
	const families = fileFamilies(hanStyle);
	const seen = new Map<string, Choice>();
	return (grapheme) => {
		const choice = seen.get(grapheme) ?? choose(grapheme, families);
		seen.set(grapheme, choice);
		return choice;
	};
}

/** Han characters as Japanese, Korean or Chinese draw them, by the scripts beside them. */
export function hanStyleOf(texts: readonly string[]): HanStyle {
	const has = (script: RegExp) => texts.some((text) => script.test(text));
	if (has(/[\p{Script=Hiragana}\p{Script=Katakana}]/u)) return "jp";
	if (has(/\p{Script=Hangul}/u)) return "kr";
	return has(/\p{Script=Han}/u) ? "sc" : null;
}

/** The graphemes that need a glyph, each once. */
export function visibleGraphemes(text: string): readonly string[] {
	return [...new Set(graphemesOf(text))].filter((grapheme) => codePointsToDraw(grapheme).length > 0);
}

type Families = readonly (() => readonly FontFile[])[];

/**
 * The same search as the painter's: the first file down the stack that has all of a grapheme draws it. (A composed and
 * a decomposed é are one to it.) Where none has all, each code point is taken from the first file that has it; but an
 * emoji, which the painter would draw as boxes then, is taken apart.
 */
function choose(grapheme: string, families: Families): Choice {
	const whole = wholeIn(grapheme, families);
	if (whole !== undefined) return { files: [whole], parts: [grapheme], missing: [] };
	const parts = isEmoji(grapheme)
		? emojiParts(grapheme, (part) => wholeIn(withoutInvisible(part), families) !== undefined)
		: [grapheme];
	if (parts.length > 1) {
		const choices = parts.map((part) => choose(part, families));
		return {
			files: choices.flatMap(({ files }) => files),
			parts,
			missing: choices.flatMap(({ missing }) => missing),
		};
	}
	const codePoints = codePointsToDraw(grapheme).filter((codePoint) => !isIgnorable(codePoint));
	const files = codePoints.map((codePoint) => firstWith([codePoint], families));
	return {
		files: files.filter((file) => file !== undefined),
		parts,
		missing: codePoints.filter((_, index) => files[index] === undefined),
	};
}

/** No file need have these for an emoji to be drawn as one; joiners do make it another. */
function withoutInvisible(emoji: string): string {
	return emoji.replace(/(?!\u200d)\p{Default_Ignorable_Code_Point}/gu, "");
}

function wholeIn(grapheme: string, families: Families): FontFile | undefined {
	return (
		firstWith(codePointsToDraw(grapheme), families) ??
		firstWith(codePointsToDraw(grapheme.normalize("NFC")), families)
	);
}

function firstWith(codePoints: readonly number[], families: Families): FontFile | undefined {
	for (const files of families) {
		const file = files().find((each) => codePoints.every((codePoint) => isIn(each, codePoint)));
		if (file !== undefined) return file;
	}
	return undefined;
}

const ZERO_WIDTH_JOINER = 0x200d;

function isIn(file: FontFile, codePoint: number): boolean {
	return (file.isFor(codePoint) || codePoint === ZERO_WIDTH_JOINER) && file.cmap().has(codePoint);
}

/** What a font must have: not spaces, nor, outside emoji, whose ligatures are spelt with them, invisible characters. */
export function codePointsToDraw(grapheme: string): readonly number[] {
	const isPlain = !isEmoji(grapheme);
	const codePoints = Array.from(grapheme, (character) => character.codePointAt(0) ?? 0);
	return codePoints.filter((codePoint) => {
		if (/\p{White_Space}|\p{Cc}|\ufe0e|\ufe0f/u.test(String.fromCodePoint(codePoint))) return false;
		return !(isPlain && isIgnorable(codePoint));
	});
}

function isIgnorable(codePoint: number): boolean {
	return /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(codePoint));
}
