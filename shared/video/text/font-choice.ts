import { emojiParts } from "./emoji-parts.ts";
import { CODE, EMOJI, type HanStyle, hasScriptOfOneFamily, type ScriptStyles } from "./font-catalogue.ts";
import { type FileFamily, type FontFile, type FontLibrary, fileFamilies } from "./font-library.ts";
import { isEmoji, splitGraphemes } from "./graphemes.ts";
import { isLineMark, isMark, isPlainLetter, type Letter, mayBeSetByHand, splitLetters } from "./marks.ts";
import { isInUrdu } from "./nastaliq.ts";

/** How to draw one grapheme. The glyph check and the typesetter both use this and nothing else. */
export type Choice = {
	/** The parts to draw side by side: most often the grapheme alone. Each part is in one file. */
	readonly parts: readonly Part[];
	/** The code points that no file has: a box is drawn in place of a letter, and a mark is left out. */
	readonly missing: readonly number[];
};

export type Part = {
	/** The text for canvas. */
	readonly text: string;
	/** The file that has the whole text. Null: no file has it, and a box is drawn. */
	readonly file: FontFile | null;
	/** Marks that this file cannot set on the letter. */
	readonly marks: readonly Mark[];
};

/** A mark drawn by itself, over or under its letter. */
export type Mark = {
	readonly text: string;
	/** Null: a line as wide as the letter, drawn without a font. */
	readonly file: FontFile | null;
};

/** Creates a function that chooses the files of a grapheme, with a cache. */
export function createFontChooser(styles: ScriptStyles, fonts: FontLibrary): (grapheme: string) => Choice {
	const families = fileFamilies(styles, fonts);
	const ofEmoji = families.filter(({ name }) => name === EMOJI);
	const ofText = [...families.filter(({ name }) => name !== EMOJI), ...ofEmoji];
	const ofAnyScript = ofText.filter(({ isForAll }) => isForAll);
	const seen = new Map<string, Choice>();
	return (grapheme) => {
		const known = seen.get(grapheme);
		if (known !== undefined) return known;
		const choice = isEmoji(grapheme)
			? chooseForEmoji(grapheme, [...ofEmoji, ...ofAnyScript])
			: chooseForText(grapheme, hasScriptOfOneFamily(grapheme) ? ofText : ofAnyScript);
		seen.set(grapheme, choice);
		return choice;
	};
}

/** Creates a function that finds the file of a grapheme in the font of code. Undefined: the font does not have it. */
export function createCodeChooser(
	styles: ScriptStyles,
	fonts: FontLibrary,
): (grapheme: string) => FontFile | undefined {
	const families = fileFamilies(styles, fonts).filter(({ name }) => name === CODE);
	return (grapheme) => (isEmoji(grapheme) ? undefined : wholeIn(grapheme, families));
}

/** Chooses how to draw the scripts that several languages share. */
export function chooseScriptStyles(texts: readonly string[]): ScriptStyles {
	return { han: chooseHanStyle(texts), isUrdu: isInUrdu(texts) };
}

/** Han characters in the Japanese, Korean or Chinese form, by the scripts beside them. */
function chooseHanStyle(texts: readonly string[]): HanStyle {
	const has = (script: RegExp) => texts.some((text) => script.test(text));
	if (has(/[\p{Script=Hiragana}\p{Script=Katakana}]/u)) return "jp";
	if (has(/\p{Script=Hangul}/u)) return "kr";
	return has(/\p{Script=Han}/u) ? "sc" : null;
}

/** The graphemes that need a glyph, each once. */
export function visibleGraphemes(text: string): readonly string[] {
	return [...new Set(splitGraphemes(text))].filter((grapheme) => codePointsToDraw(grapheme).length > 0);
}

type Families = readonly FileFamily[];

/** Draws an emoji from one file, or splits it into parts that are in one each. */
function chooseForEmoji(emoji: string, families: Families): Choice {
	const whole = wholeIn(emoji, families);
	if (whole !== undefined) return { parts: [{ text: emoji, file: whole, marks: [] }], missing: [] };
	const texts = emojiParts(emoji, (part) => wholeIn(withoutInvisible(part), families) !== undefined);
	const [letter = emoji, ...others] = texts.map(withoutInvisible);
	if (others.every((text) => isMark(text.codePointAt(0) ?? 0)))
		return setLetters([{ letter, marks: others }], families);
	const choices = texts.map((text) => chooseForEmoji(text, families));
	return {
		parts: choices.flatMap(({ parts }) => parts),
		missing: choices.flatMap(({ missing }) => missing),
	};
}

/**
 * The first file down the stack that has a whole grapheme draws it. A selector is dropped once it has chosen the families, except
 * the one for text: a line is asked for its letters' files once more, and without the selector ❤ would be an emoji there.
 */
function chooseForText(grapheme: string, families: Families): Choice {
	const text = grapheme.replaceAll("\ufe0f", "");
	const whole = isLineMark(text) ? undefined : wholeIn(text, families);
	if (whole !== undefined) return { parts: [{ text, file: whole, marks: [] }], missing: [] };
	return setLetters(splitLetters(withoutInvisible(text)), families);
}

/** Splits a grapheme that no file has whole: each letter in a file that has it, followed by its marks. */
function setLetters(letters: readonly Letter[], families: Families): Choice {
	const parts: Part[] = [];
	const missing: number[] = [];
	for (const { letter, marks } of letters) {
		const file = wholeIn(letter, families) ?? null;
		if (file === null) missing.push(...codePointsToDraw(letter));
		const set =
			file === null ? { text: letter, marks: [], missing: [] } : setMarks(letter, marks, file, families);
		missing.push(...set.missing);
		const before = parts.at(-1);
		// Letters that are shaped together stay together.
		if (before?.file === file && before.marks.length === 0 && !isPlainLetter(letter))
			parts[parts.length - 1] = { text: before.text + set.text, file, marks: set.marks };
		else parts.push({ text: set.text, file, marks: set.marks });
	}
	return { parts, missing };
}

/**
 * The marks of a letter: set with the letter if its file has them and shapes them together, else drawn by hand, each from a file
 * that has it.
 */
function setMarks(letter: string, marks: readonly string[], file: FontFile, families: Families) {
	let text = letter;
	const byHand: Mark[] = [];
	const missing: number[] = [];
	for (const mark of marks) {
		const isInFile = hasAll(file, codePointsToDraw(letter + mark));
		const isByHand = mayBeSetByHand(letter, mark);
		const markFile = isInFile || !isByHand ? file : wholeIn(mark, families);
		if (isByHand && isLineMark(mark)) byHand.push({ text: mark, file: null });
		else if (isByHand && markFile !== undefined) byHand.push({ text: mark, file: markFile });
		else if (!isByHand && isInFile) text += mark;
		else missing.push(...codePointsToDraw(mark));
	}
	return { text, marks: byHand, missing };
}

/** Characters that no file needs for an emoji to be drawn as one; joiners do change the emoji. */
function withoutInvisible(emoji: string): string {
	return emoji.replace(/(?!\u200d)\p{Default_Ignorable_Code_Point}/gu, "");
}

/** The first file down the stack that has a grapheme, composed or decomposed. Rare letters are looked for in 400 files. */
function wholeIn(grapheme: string, families: Families): FontFile | undefined {
	const codePoints = codePointsToDraw(grapheme);
	const nfc = grapheme.normalize("NFC");
	const composed = nfc === grapheme ? codePoints : codePointsToDraw(nfc);
	for (const { mayHave, files } of families) {
		if (!mayHave(grapheme)) continue;
		for (const file of files()) {
			const isThere = hasAll(file, codePoints) || (composed !== codePoints && hasAll(file, composed));
			if (isThere && file.joins?.(grapheme) !== false) return file;
		}
	}
	return undefined;
}

const ZERO_WIDTH_JOINER = 0x200d;

/** A file that is meant for a letter may have its marks too. */
function hasAll(file: FontFile, codePoints: readonly number[]): boolean {
	const [letter] = codePoints;
	if (letter === undefined) return true;
	return (
		file.isFor(letter) &&
		codePoints.every((codePoint) => {
			const isMeant = codePoint === letter || codePoint === ZERO_WIDTH_JOINER || isMark(codePoint);
			return (isMeant || file.isFor(codePoint)) && file.cmap().has(codePoint);
		})
	);
}

/**
 * The code points a font must have: no spaces and no invisible characters, except in emoji, whose ligatures are spelt with them.
 */
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
