import { en } from "./en.ts";
import type { ClockForm, DateForm } from "./language.ts";
import { COUNTRIES, LANGUAGES } from "./languages.ts";
import { SAME_EVERYWHERE, type Words } from "./words.ts";

/** What a phone of one language and country says and writes. */
export type Locale = {
	readonly words: Words;
	readonly clock: ClockForm;
	readonly dates: DateForm;
	readonly direction: "ltr" | "rtl";
	/** False: the language is not known, and what is said is English. */
	readonly isKnown: boolean;
};

/** Of a conversation that names none. */
const DEFAULT_TAG = "en-US";

/** A phone in one of these is mirrored, also where its words are not known. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar", "fa", "he", "ur"]);

/** The locale of a tag (BCP 47), by its language and its country; whatever else it says counts for nothing. */
export function findLocale(tag = DEFAULT_TAG): Locale {
	const [language = "", ...others] = tag.toLowerCase().split("-");
	const country = others.find((subtag) => /^(?:[a-z]{2}|\d{3})$/.test(subtag));
	const known = LANGUAGES.get(language);
	const { words, clock, dates } = known ?? en;
	const own = COUNTRIES.get(`${language}-${country}`);
	return {
		words: { ...words, ...SAME_EVERYWHERE },
		clock: { ...clock, ...own?.clock },
		dates: { ...dates, ...own?.dates },
		direction: RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr",
		isKnown: known !== undefined,
	};
}
