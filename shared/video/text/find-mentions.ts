import type { TextRange } from "./break-lines.ts";

/**
 * Where a text calls somebody: `@` with one of the names, in capitals or not. The longest name counts. Not within a word or an e-mail
 * address. They do not overlap, and stand in their order.
 */
export function findMentions(text: string, names: readonly string[]): readonly TextRange[] {
	if (!text.includes("@")) return [];
	const longestFirst = names.filter((name) => name !== "").toSorted((a, b) => b.length - a.length);
	return [...text.matchAll(SIGN)].flatMap(({ index: from }) => {
		const name = longestFirst.find((each) => stands(each, text, from + 1));
		return name === undefined ? [] : { from, to: from + 1 + name.length };
	});
}

const SIGN = /(?<![\p{L}\p{N}\p{M}_.@])@/gu;
const IN_WORD = /^[\p{L}\p{N}\p{M}_@]/u;

function stands(name: string, text: string, from: number): boolean {
	const to = from + name.length;
	return text.slice(from, to).toLowerCase() === name.toLowerCase() && !IN_WORD.test(text.slice(to, to + 2));
}
