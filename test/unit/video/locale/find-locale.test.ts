import { describe, expect, test } from "vitest";
import { de } from "../../../../shared/video/locale/de.ts";
import { en } from "../../../../shared/video/locale/en.ts";
import { findLocale } from "../../../../shared/video/locale/find-locale.ts";
import { LANGUAGES } from "../../../../shared/video/locale/languages.ts";
import { WORD_KEYS } from "../../../../shared/video/locale/words.ts";

describe.each([...LANGUAGES.keys()])("the words of %s", (tag) => {
	const { words } = findLocale(tag);

	test.each([...WORD_KEYS])("have one for %s", (key) => {
		expect(words[key]).toMatch(/\p{Letter}/u);
		expect(words[key]).toBe(words[key].normalize("NFC").trim());
	});

	test("have the places for names and numbers that the English ones have", () => {
		const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();
		for (const key of WORD_KEYS) expect([key, placesOf(words[key])]).toEqual([key, placesOf(en.words[key])]);
	});

	test("are its own: no other language has the same", () => {
		const others = [...LANGUAGES.keys()].filter((other) => other !== tag);
		expect(others.filter((other) => findLocale(other).words.deleted === words.deleted)).toEqual([]);
		const dots = WORD_KEYS.filter((key) => words[key].includes("..."));
		expect(dots).toEqual([]);
	});
});

test.each(["en", "en-GB", "EN-Latn-US"])("the words of %j are English", (tag) => {
	expect(findLocale(tag)).toMatchObject({ words: en.words, isKnown: true });
});

test.each(["de", "de-AT", "DE-de-u-co-phonebk"])("the words of %j are German", (tag) => {
	expect(findLocale(tag)).toMatchObject({ words: de.words, isKnown: true });
});

test.each(["tlh", "sv-SE", "fa", "x-de", ""])(
	"a phone in %j says it in English, and that is known",
	(tag) => {
		expect(findLocale(tag)).toMatchObject({ words: en.words, clock: en.clock, isKnown: false });
	},
);

test("what is read from right to left is mirrored, also where its words are not known", () => {
	const rtl = ["ar", "he-IL", "fa-IR", "ur"];
	expect(rtl.map((tag) => findLocale(tag).direction)).toEqual(rtl.map(() => "rtl"));
	const ltr = [...LANGUAGES.keys()].filter((tag) => findLocale(tag).direction === "ltr");
	expect(ltr).toEqual([...LANGUAGES.keys()].filter((tag) => tag !== "ar" && tag !== "he"));
});

test("a country after a script is found, and one in an extension is not", () => {
	expect(findLocale("es-Latn-MX").clock.hour12).toBe(true);
	expect(findLocale("en-Latn-GB-oxendict").clock.hour12).toBe(false);
	expect(findLocale("en-u-rg-gbzzzz").clock.hour12).toBe(true);
});
