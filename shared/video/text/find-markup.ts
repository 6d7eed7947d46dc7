import type { TextRange } from "./break-lines.ts";

/** A part of a text between two marks that say how it is set: `*bold*`, `_italic_`, `~struck~`, and code in backticks. */
export type Markup = {
	readonly kind: "bold" | "italic" | "struck" | "code";
	/** With both marks. */
	readonly from: number;
	readonly to: number;
	/** The length of each. */
	readonly markLength: number;
};

/**
 * The code in a text, by the rule of WhatsApp (its help on formatting): in single backticks within a line, or in three over any
 * number of lines. What is empty is no code.
 */
export function findCode(text: string): readonly Markup[] {
	return Array.from(text.matchAll(CODE), ({ index, 0: found }) => ({
		kind: "code",
		from: index,
		to: index + found.length,
		markLength: found.startsWith("```") ? 3 : 1,
	}));
}

const CODE = /```(?=[^`]*[^`\s])[^`]+```|(?<!`)`(?=[^`\n]*[^`\s])[^`\n]+`(?!`)/gu;

/**
 * The other markup in a text, by the same rule: a mark opens at the beginning of a word and closes at the end of one in its line. One
 * kind may stand in another. A double mark is letters. `kept` are parts whose signs are letters too, such as addresses.
 */
export function findStyles(text: string, kept: readonly TextRange[]): readonly Markup[] {
	if (!/[*_~]/.test(text)) return [];
	return findPairs(
		{ text, isLetter: (at) => kept.some(({ from, to }) => at >= from && at < to) },
		0,
		text.length,
	);
}

const KINDS = new Map<string, Markup["kind"]>([
	["*", "bold"],
	["_", "italic"],
	["~", "struck"],
]);

type Source = { readonly text: string; readonly isLetter: (at: number) => boolean };

function findPairs(source: Source, from: number, to: number): readonly Markup[] {
	const found: Markup[] = [];
	for (let at = from; at < to; at++) {
		const kind = KINDS.get(source.text.charAt(at));
		if (kind === undefined || source.isLetter(at) || !opens(source.text, at)) continue;
		const end = findEnd(source, at, to);
		if (end === -1) continue;
		found.push({ kind, from: at, to: end + 1, markLength: 1 }, ...findPairs(source, at + 1, end));
		at = end;
	}
	return found;
}

/** The mark that closes the one at `from`. -1: none does. */
function findEnd({ text, isLetter }: Source, from: number, to: number): number {
	for (let at = from + 2; at < to; at++) {
		if (text[at - 1] === "\n") return -1;
		if (text[at] === text[from] && !isLetter(at) && closes(text, at)) return at;
	}
	return -1;
}

const LETTER_BEFORE = /[\p{L}\p{N}\p{M}]$/u;
const LETTER_AFTER = /^[\p{L}\p{N}\p{M}]/u;

function opens(text: string, at: number): boolean {
	const before = text.slice(Math.max(0, at - 2), at);
	const after = text.charAt(at + 1);
	return !LETTER_BEFORE.test(before) && isOther(before.slice(-1), text[at]) && isInk(after, text[at]);
}

function closes(text: string, at: number): boolean {
	const after = text.slice(at + 1, at + 3);
	return (
		!LETTER_AFTER.test(after) && isOther(after.charAt(0), text[at]) && isInk(text.charAt(at - 1), text[at])
	);
}

const isOther = (sign: string, mark: string | undefined) => sign !== mark;
const isInk = (sign: string, mark: string | undefined) => /\S/u.test(sign) && sign !== mark;
