import { mayRunRightToLeft } from "./direction.ts";

/** Opening and closing signs. */
type Signs = { readonly double: readonly [string, string]; readonly single: readonly [string, string] };

const ENGLISH: Signs = { double: ["\u201c", "\u201d"], single: ["\u2018", "\u2019"] };
/** Languages whose phones are known to type other signs. Whether French ones type guillemets is not. */
const OTHERS: ReadonlyMap<string, Signs> = new Map([
	["de", { double: ["\u201e", "\u201c"], single: ["\u201a", "\u2018"] }],
]);

const APOSTROPHE = "\u2019";

/** Every sign that `curlQuotes` may put in place of a straight one. */
export const CURLY_QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e";

/**
 * Straight quotes as a phone types them: curly, by their place, in the signs of a language (BCP 47). Links, code in backticks, and
 * quotes at letters that run from right to left stay as they are. No other character changes, and none is added or lost.
 */
export function curlQuotes(text: string, locale: string): string {
	if (!/["']/.test(text)) return text;
	const [language = ""] = locale.toLowerCase().split("-");
	const signs = OTHERS.get(language) ?? ENGLISH;
	const kept = [...text.matchAll(KEPT)].map(({ index, 0: part }) => [index, index + part.length] as const);
	let isOpen = false;
	return text.replace(/["']/g, (quote, at: number) => {
		const place = findPlace(text.slice(0, at), text.slice(at + 1));
		if (place === null || kept.some(([from, to]) => at >= from && at < to)) return quote;
		if (quote === '"') return place.mayOpen ? signs.double[0] : signs.double[1];
		if (place.mayOpenSingle) {
			isOpen = true;
			return signs.single[0];
		}
		if (!isOpen || place.isInWord) return APOSTROPHE;
		isOpen = false;
		return signs.single[1];
	});
}

/** Code, and links without the signs behind them. */
const KEPT = /`[^`]*`|(?:https?:\/\/|www\.)\S*[^\s"'.,;:!?)\]}]/giu;

/** What may stand before a quotation: an opening bracket or a dash. */
const OPENER = /^[\s([{<\p{Pd}/]$/u;

/** Words that lost their beginning, and decades. */
const SHORTENED = /^(?:\d|(?:bout|cause|em|n|ne|nen|s|t|til|tis|twas)(?!\p{L}))/iu;

/** What a quote may be by what stands around it. Null: it stays. */
function findPlace(before: string, after: string) {
	const previous = /([^"'])["']*$/u.exec(before)?.[1] ?? " ";
	const next = /^["']*([^"'])/u.exec(after)?.[1] ?? " ";
	if (mayRunRightToLeft(previous + next)) return null;
	const mayOpen = OPENER.test(previous) && !/\s/u.test(next);
	return {
		mayOpen,
		mayOpenSingle: mayOpen && !SHORTENED.test(after) && CLOSER.test(after),
		isInWord: /^[\p{L}\p{N}]/u.test(after),
	};
}

/** A quote at the end of a word. */
const CLOSER = /[^\s'"]"*'(?![\p{L}\p{N}])/u;
