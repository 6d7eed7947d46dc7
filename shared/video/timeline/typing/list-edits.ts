import type { Random } from "../../../core/random.ts";
import type { Keyboard } from "../../locale/keyboard.ts";
import { chooseSlips } from "./choose-slips.ts";
import { type PauseName, RHYTHM } from "./rhythm.ts";

/** One change of what the field holds. */
export type Edit = {
	/** What is added, mostly one grapheme cluster; null: something is deleted. */
	readonly added: string | null;
	/** What the field holds then. */
	readonly draft: string;
	/** What somebody waits for before it; null: the rhythm alone. */
	readonly pause: PauseName | null;
	readonly isSlip: boolean;
};

/** Types a text into an empty field, with its slips. */
export function typeText(
	text: string,
	{
		pause,
		keyboard,
		random,
	}: { readonly pause: PauseName; readonly keyboard: Keyboard; readonly random: Random },
): readonly Edit[] {
	const units = splitUnits(text, random);
	const slips = chooseSlips(units, keyboard, random);
	const edits: Edit[] = [];
	let draft = "";
	for (const [at, unit] of units.entries()) {
		edits.push(...slip(draft, slips.get(at) ?? []));
		draft += unit;
		edits.push({ added: unit, draft, pause: at === 0 ? pause : null, isSlip: false });
	}
	return edits;
}

/** Types letters that do not belong there, and deletes them. */
function slip(draft: string, wrong: readonly string[]): readonly Edit[] {
	const drafts = wrong.map((_, at) => draft + wrong.slice(0, at + 1).join(""));
	const typed = wrong.map(
		(added, at): Edit => ({ added, draft: drafts[at] ?? draft, pause: null, isSlip: true }),
	);
	const deleted = [draft, ...drafts.slice(0, -1)].toReversed().slice(0, wrong.length);
	const mended = deleted.map(
		(left, at): Edit => ({ added: null, draft: left, pause: at === 0 ? "notice" : "mend", isSlip: true }),
	);
	return [...typed, ...mended];
}

/** Empties the field with a key that is held: first by letters, then by words. */
export function deleteDraft(draft: string): readonly Edit[] {
	const edits: Edit[] = [];
	const left = splitGraphemes(draft);
	while (left.length > 0) {
		const isWord = edits.length >= RHYTHM.lettersBeforeWords;
		left.splice(isWord ? wordStart(left) : left.length - 1);
		const repeat = isWord ? "repeatWord" : "repeat";
		const pause = (["doubt", "hold"] as const)[edits.length] ?? repeat;
		edits.push({ added: null, draft: left.join(""), pause, isSlip: false });
	}
	return edits;
}

/** Where the last word begins. */
function wordStart(letters: readonly string[]): number {
	const lastLetter = letters.findLastIndex((letter) => letter.trim() !== "");
	return letters.slice(0, Math.max(lastLetter, 0)).findLastIndex((letter) => letter.trim() === "") + 1;
}

/** Grapheme clusters; those that are chosen from candidates in groups, as each choice adds some. */
function splitUnits(text: string, random: Random): readonly string[] {
	const units: string[] = [];
	let room = 0;
	for (const grapheme of splitGraphemes(text)) {
		const isChosen = CHOSEN.test(grapheme);
		if (isChosen && room > 0) {
			units[units.length - 1] += grapheme;
			room -= 1;
		} else {
			units.push(grapheme);
			room = isChosen ? random.whole(1, RHYTHM.mostChosen) - 1 : 0;
		}
	}
	return units;
}

const CHOSEN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

export function splitGraphemes(text: string): string[] {
	// Most are letters of a text that was split already, and to segment them takes longer than all else here.
	if (/^[ -~]*$/.test(text)) return [...text];
	return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
