import { mayRunRightToLeft } from "./direction.ts";
import type { Part } from "./font-choice.ts";
import { isEmoji, splitGraphemes } from "./graphemes.ts";

/** A part of a line that is drawn by one call. */
export type TextPiece = {
	readonly text: string;
	/** Drawn before it, invisibly. */
	readonly prefix: string;
	/** The letter, if the piece is one letter by itself; else null. */
	readonly part: Part | null;
	/** Equal for pieces that look the same. */
	readonly key: string;
};

/**
 * A sign that is text by default (❤, 🏳, ⛓) joined to one that is an emoji by default (🔥, 🌈, 💥). Canvas 1.1 shapes the
 * two apart, as a heart and a fire, unless an emoji stands directly before them.
 */
const TORN = /^(?!\p{Emoji_Presentation})\p{Extended_Pictographic}\ufe0f?\u200d\p{Emoji_Presentation}/u;

/**
 * Letters whose distance does not depend on their neighbours. Kana is not among them: our fonts move some of its letters closer.
 */
const ALONE = /^[\p{Script=Han}\p{Script=Hangul}]/u;

/** A line without any of these is one piece. Most are, and are not cut into graphemes. */
const MAY_BE_CUT = /[\u2300-\u{10ffff}]/u;

/** How the conversation's letters are set. */
export type LetterSetting = {
	/** The parts that a grapheme is drawn as. */
	readonly chooseParts: (grapheme: string) => readonly Part[];
	/** Whether a line may have a letter that is taken apart, has marks drawn by hand, or is in no font. */
	readonly mayHaveOddLetters: (line: string) => boolean;
};

/**
 * Cuts a line so that each emoji and each letter of Han and Hangul is a piece of its own: the letters of one line come from some
 * fifteen files, in all of which canvas looks for each of them, while a single letter is measured once for all lines. Letters
 * that no one font can set are pieces too. Canvas is never given a letter that the named fonts lack, because it would take it
 * from a system font. In a line that runs from right to left, in part or by its `direction`, only the letters that must be apart
 * are cut out, so that canvas orders the rest as a whole, and `inVisualOrder` orders the pieces. An emoji that would be torn
 * apart has its own last emoji as the prefix: that one is in the same font file.
 */
export function cutIntoPieces(
	line: string,
	direction: "ltr" | "rtl",
	{ chooseParts, mayHaveOddLetters }: LetterSetting,
): readonly TextPiece[] {
	if (!MAY_BE_CUT.test(line) && !mayHaveOddLetters(line)) return [createStretch(line)];
	const staysWhole = direction === "rtl" || mayRunRightToLeft(line);
	const pieces: TextPiece[] = [];
	let stretch = "";
	const endStretch = () => {
		if (stretch !== "") pieces.push(createStretch(stretch));
		stretch = "";
	};
	for (const grapheme of splitGraphemes(line)) {
		const parts = chooseParts(grapheme);
		const [only] = parts;
		if (parts.length === 0) stretch += grapheme;
		else if (parts.length === 1 && only !== undefined && isOfStretch(only, grapheme, staysWhole)) {
			stretch += only.text;
		} else {
			endStretch();
			pieces.push(...parts.map(createLetter));
		}
	}
	endStretch();
	return pieces;
}

function createStretch(text: string): TextPiece {
	return { text, prefix: "", part: null, key: text };
}

function createLetter(part: Part): TextPiece {
	const { text, file, marks } = part;
	const key = `\u0000${file?.alias}${text}${marks.map((mark) => mark.text).join("")}`;
	return { text, prefix: findPrefix(text), part, key };
}

function isOfStretch({ text, file, marks }: Part, grapheme: string, staysWhole: boolean): boolean {
	if (file === null || file.variation !== "normal" || marks.length > 0 || TORN.test(text)) return false;
	return staysWhole ? !MAY_BE_EITHER.test(grapheme) : !ALONE.test(grapheme) && !isEmoji(grapheme);
}

/** Signs that both emoji fonts and text fonts have: canvas takes the first font that is named. */
const MAY_BE_EITHER = /^(?!\p{Emoji_Presentation}|\p{ASCII}|[\u00a9\u00ae\u2122]$)\p{Emoji}/u;

/** What is drawn invisibly before a text, so that canvas does not tear it; mostly nothing. */
export function findPrefix(text: string): string {
	return TORN.test(text) ? (text.split("\u200d")[1] ?? "") : "";
}

/**
 * Cuts the spaces off the ends of a piece: those between two spans belong to neither, and stand where the order of both puts them.
 */
export function splitEdgeSpaces(piece: TextPiece): readonly TextPiece[] {
	if (piece.part !== null) return [piece];
	const [, before = "", within = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(piece.text) ?? [];
	return [before, within, after].filter((text) => text !== "").map(createStretch);
}

/**
 * Orders the pieces of a line from left to right as a reader sees them. Neighbouring pieces that run against the line's direction
 * keep an order of their own, with what stands between them; a piece in both directions counts as the line's.
 */
export function inVisualOrder<Piece extends Pick<TextPiece, "text">>(
	pieces: readonly Piece[],
	direction: "ltr" | "rtl",
): readonly Piece[] {
	if (direction === "ltr" && !pieces.some(({ text }) => mayRunRightToLeft(text))) return pieces;
	const runs: Piece[][] = [];
	let against: Piece[] = [];
	let neutral: Piece[] = [];
	const endRun = () => {
		if (against.length > 0) runs.push(direction === "rtl" ? against : against.toReversed());
		runs.push(...neutral.map((piece) => [piece]));
		[against, neutral] = [[], []];
	};
	for (const piece of pieces) {
		const own = directionIn(piece.text, direction);
		if (own === null && against.length > 0) neutral.push(piece);
		else if (own === null || own === direction) {
			endRun();
			runs.push([piece]);
		} else {
			against.push(...neutral, piece);
			neutral = [];
		}
	}
	endRun();
	return direction === "rtl" ? runs.toReversed().flat() : runs.flat();
}

/** The direction of a text's letters; null without letters, and the line's if there are both. */
function directionIn(text: string, direction: "ltr" | "rtl"): "ltr" | "rtl" | null {
	const isRtl = mayRunRightToLeft(text);
	const isLtr = [...text].some((character) => /\p{L}/u.test(character) && !mayRunRightToLeft(character));
	if (isRtl && isLtr) return direction;
	if (isRtl) return "rtl";
	return isLtr ? "ltr" : null;
}
