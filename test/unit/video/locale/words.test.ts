import { expect, test } from "vitest";
import { en } from "../../../../shared/video/locale/en.ts";
import { findWords } from "../../../../shared/video/locale/words.ts";

test.each(["en", "en-GB", "EN-Latn-US", "tlh", ""])("the words of %j are English", (tag) => {
	expect(findWords(tag)).toBe(en);
});
