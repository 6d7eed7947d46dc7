import { splitGraphemes } from "../text/graphemes.ts";

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
