import { describe, expect, test } from "vitest";
import { findKey } from "../../../../shared/video/locale/find-key.ts";
import { findKeyboard } from "../../../../shared/video/locale/keyboards.ts";

const shown = (locale: string) =>
	findKeyboard(locale)
		.letters.slice(0, 3)
		.map((row) => row.map((key) => (key.length > 1 ? `(${key})` : key)).join(""));

const keyOf = (locale: string, character: string) => {
	const key = findKey(findKeyboard(locale), character);
	return key === null ? null : `${key.page} ${key.key}`;
};

describe("the keyboard of a locale", () => {
	test.each([
		["en-US", ["qwertyuiop", "asdfghjkl", "(shift)zxcvbnm(delete)"]],
		["de-AT", ["qwertzuiopü", "asdfghjklöä", "(shift)yxcvbnm(delete)"]],
		["fr", ["azertyuiop", "qsdfghjklm", "(shift)wxcvbn'(delete)"]],
		["es-MX", ["qwertyuiop", "asdfghjklñ", "(shift)zxcvbnm(delete)"]],
		["tr", ["qwertyuıopğü", "asdfghjklşi", "(shift)zxcvbnmöç(delete)"]],
		["ru", ["йцукенгшщзх", "фывапролджэ", "(shift)ячсмитьбю(delete)"]],
		["ar-EG", ["ضصثقفغعهخحج", "شسيبلاتنمكط", "ذءؤرىةوزظد(delete)"]],
		["he", ["קראטוןםפ(delete)", "שדגכעיחלךף", "זסבהנמצתץ"]],
	])("%s has its own letters", (locale, rows) => {
		expect(shown(locale)).toEqual(rows);
		expect(findKeyboard(locale).letters[3]).toEqual(["digits", "emoji", "space", "return"]);
	});

	test("other languages in Latin letters have QWERTY, others in Cyrillic the Russian one", () => {
		for (const locale of ["it", "pt-BR", "nl", "fr-CA", "sr-Latn", "sr-Latn-RS"])
			expect(findKeyboard(locale)).toBe(findKeyboard());
		for (const locale of ["uk", "bg-BG", "sr", "sr-Cyrl", "uz-Cyrl"])
			expect(findKeyboard(locale)).toBe(findKeyboard("ru"));
	});

	test("what is composed or chosen is typed on a plain keyboard that never lights up", () => {
		for (const locale of ["hi", "ja", "ko-KR", "zh-Hant-TW", "th"]) {
			expect(findKeyboard(locale)).toEqual({ ...findKeyboard("en"), lights: false });
			for (const character of ["a", " ", "1", "日", "🙂"]) expect(keyOf(locale, character)).toBeNull();
		}
	});

	test("capitals lie over their letters, and Arabic and Hebrew have none", () => {
		for (const locale of ["en", "de", "fr", "es", "tr", "ru"]) {
			const { letters, capitals } = findKeyboard(locale);
			const small = (capitals ?? []).map((row) =>
				row.map((key) => (key.length > 1 ? key : key.toLocaleLowerCase(locale))),
			);
			expect(small).toEqual(letters);
		}
		expect(findKeyboard("tr").capitals?.[1]?.at(-1)).toBe("İ");
		expect(["ar", "he"].map((locale) => findKeyboard(locale).capitals)).toEqual([null, null]);
	});

	test("the page of digits is an iPhone's, with the country's money and marks", () => {
		expect(
			findKeyboard("en")
				.digits.slice(0, 3)
				.map((row) => row.join(" ")),
		).toEqual(["1 2 3 4 5 6 7 8 9 0", '- / : ; ( ) $ & @ "', "symbols . , ? ! ' delete"]);
		expect(["de", "tr", "ru", "he"].map((locale) => findKeyboard(locale).digits[1]?.[6])).toEqual([
			...["€", "₺", "₽", "₪"],
		]);
		expect(findKeyboard("ar").digits[2]?.join("")).toBe("symbols.،؟!'delete");
	});
});

describe("the key of a character", () => {
	test.each([
		["en", "a", "letters a"],
		["en", "A", "capitals A"],
		["en", " ", "letters space"],
		["en", "\n", "letters return"],
		["en", "7", "digits 7"],
		["en", "’", "digits '"],
		["fr", "’", "letters '"],
		["en", "€", "digits $"],
		["de", "$", "digits €"],
		["en", "…", "digits ."],
		["ar", "؟", "digits ؟"],
		["ar", "٣", "digits 3"],
		["en", "é", "letters e"],
		["en", "e\u0301", "letters e"],
		["en", "Ö", "capitals O"],
		["de", "Ö", "capitals Ö"],
		["en", "ß", "letters s"],
		["en", "Æ", "capitals A"],
		["tr", "ı", "letters ı"],
		["tr", "İ", "capitals İ"],
		["en", "İ", "capitals I"],
		["ru", "й", "letters й"],
		["ru", "Ё", "capitals Е"],
		["ru", "ъ", "letters ь"],
		["ar", "أ", "letters ا"],
		["ar", "ؤ", "letters ؤ"],
		["he", "שׁ", "letters ש"],
		["en", "🙂", "emoji 🙂"],
		["en", "👨‍👩‍👧", "emoji 👨‍👩‍👧"],
		["en", "🇩🇰", "emoji 🇩🇰"],
		["en", "❤", "emoji ❤"],
		["en", "1️⃣", "emoji 1️⃣"],
	])("in %s of %j is %j", (locale, character, key) => {
		expect(keyOf(locale, character)).toBe(key);
	});

	test("is none for what no page has", () => {
		for (const character of ["#", "™", "❤\ufe0e", "日", "и", "ש", "한"])
			expect(keyOf("en", character), character).toBeNull();
	});
});
