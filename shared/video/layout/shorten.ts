import { splitGraphemes } from "../text/graphemes.ts";

/** The width in px of a line in the style that it will have. */
type MeasureLine = (text: string) => number;

/** A text that is wider than the limit is cut after a grapheme, and ends with an ellipsis. */
export function shorten(text: string, maxWidthPx: number, measure: MeasureLine): string {
	return measure(text) <= maxWidthPx ? text : endWithEllipsis(text, maxWidthPx, measure);
}

/** The start of a text of which more follows: with an ellipsis, and as many graphemes as fit. At least one grapheme. */
export function endWithEllipsis(text: string, maxWidthPx: number, measure: MeasureLine): string {
	const graphemes = splitGraphemes(text);
	while (graphemes.length > 1 && measure(`${graphemes.join("").trimEnd()}…`) > maxWidthPx) graphemes.pop();
	return `${graphemes.join("").trimEnd()}…`;
}

/** The end of a text that fits, from a grapheme on, as a text field shows it. At least one grapheme. */
export function keepEnd(text: string, maxWidthPx: number, measure: MeasureLine): string {
	if (measure(text) <= maxWidthPx) return text;
	const graphemes = splitGraphemes(text);
	const from = (start: number) => graphemes.slice(start).join("");
	let [tooEarly, fits] = [0, graphemes.length - 1];
	// A draft is laid out after each letter: halving measures half a thousand letters ten times.
	while (fits - tooEarly > 1) {
		const middle = Math.floor((tooEarly + fits) / 2);
		if (measure(from(middle)) <= maxWidthPx) fits = middle;
		else tooEarly = middle;
	}
	return from(Math.max(0, fits));
}

/**
 * The first letters of the first and the last word that have letters, as the Contacts app shows them. Null for a phone number,
 * signs or emoji alone: their avatar shows a person.
 */
export function findInitials(name: string): string | null {
	const words = name.split(/\s+/u).filter((word) => /\p{Letter}/u.test(word));
	const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
	const isFirst = (grapheme: string) => /^[\p{Letter}\p{Number}]/u.test(grapheme);
	const letters = ends.map((word = "") => splitGraphemes(word).find(isFirst) ?? "").join("");
	return letters === "" ? null : letters.toLocaleUpperCase("en");
}
