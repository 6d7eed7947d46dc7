import { findDirection } from "./direction.ts";

/** The words with values in their places: `{name}` and such. A place without a value stays. */
export function fillWords(words: string, values: Readonly<Record<string, string>>): string {
	const direction = findDirection(words.replace(PLACES, ""));
	return words.replace(PLACES, (place, key: string) => {
		const value = values[key];
		return value === undefined ? place : isolate(value, direction);
	});
}

const PLACES = /\{(\w+)\}/g;

/** A text that runs the other way is isolated (UAX #9, FSI and PDI): the words around it keep their order. */
export function isolate(text: string, direction: "ltr" | "rtl"): string {
	return findDirection(text) === direction ? text : `\u2068${text}\u2069`;
}
