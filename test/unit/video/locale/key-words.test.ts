import { expect, test } from "vitest";
import { findKeyWords } from "../../../../shared/video/locale/key-words.ts";

test("keys say what they do in the phone's language, whatever its country", () => {
	expect(findKeyWords("fr-CA")).toEqual({ space: "espace", return: "retour", letters: "ABC" });
	expect(findKeyWords("ru").letters).toBe("АБВ");
});

test("keys of other languages say it in English, as do those of no language", () => {
	const english = { space: "space", return: "return", letters: "ABC" };
	expect([findKeyWords("is"), findKeyWords()]).toEqual([english, english]);
});
