import fc from "fast-check";
import { expect, test } from "vitest";
import { splitGraphemes } from "../../../../shared/video/text/graphemes.ts";
import { CURLY_QUOTES, curlQuotes } from "../../../../shared/video/text/smart-quotes.ts";

test.each([
	["I'm sure he'll come", "I’m sure he’ll come"],
	['She said "no" twice', "She said “no” twice"],
	['"Wait," he said. "What?"', "“Wait,” he said. “What?”"],
	["'Tis the dogs' day", "’Tis the dogs’ day"],
	["rock 'n' roll in the '90s", "rock ’n’ roll in the ’90s"],
	["a 'quoted' word", "a ‘quoted’ word"],
	["he said 'don't!' again", "he said ‘don’t!’ again"],
	[`"'Yes,' she said"`, "“‘Yes,’ she said”"],
	[`He: "she said 'no'"`, "He: “she said ‘no’”"],
	['("so")', "(“so”)"],
	['no—"never"', "no—“never”"],
	[`"\n"`, "”\n”"],
	["I'm 6'2\"", "I’m 6’2”"],
	["'cause", "’cause"],
	["c'est l'été", "c’est l’été"],
	["“already” ‘curly’", "“already” ‘curly’"],
	["no quotes", "no quotes"],
	["", ""],
])("%s", (straight, curly) => {
	expect(curlQuotes(straight, "en-GB")).toBe(curly);
});

test.each([
	['Er sagte "nein"', "Er sagte „nein“"],
	["Das ist 'gut', wie geht's?", "Das ist ‚gut‘, wie geht’s?"],
	["'s ist so", "’s ist so"],
])("in German: %s", (straight, curly) => {
	expect(curlQuotes(straight, "de-AT")).toBe(curly);
});

test("in French as in English, for want of knowing better", () => {
	expect(curlQuotes(`Il dit "non" à l'école`, "fr")).toBe("Il dit “non” à l’école");
});

test.each([
	["code", `run \`echo "it's"\` now`],
	["a link", 'https://example.com/it\'s?q="a"b'],
	["a Hebrew abbreviation", 'צה"ל'],
])("%s stays as it is", (_, text) => {
	expect(curlQuotes(text, "en")).toBe(text);
});

test("quotes around a link are curled", () => {
	expect(curlQuotes('see "https://example.com/a".', "en")).toBe("see “https://example.com/a”.");
});

const texts = fc.array(
	fc.oneof(
		fc.constantFrom("'", '"', " ", "a", "'s", "`", "https://x.de/", "-", ".", "(", "\n", "9", "👍", "א", "“"),
		fc.string({ unit: "grapheme", maxLength: 3 }),
	),
	{ maxLength: 14 },
);

test.each(["en", "de", "fr", "xx"])("changes straight quotes alone, and those once (%s)", (locale) => {
	fc.assert(
		fc.property(texts, (parts) => {
			const text = parts.join("");
			const curled = curlQuotes(text, locale);
			expect(curled).toHaveLength(text.length);
			for (let at = 0; at < text.length; at++) {
				if (curled[at] === text[at]) continue;
				expect(`"'`).toContain(text[at]);
				expect(CURLY_QUOTES).toContain(curled[at]);
			}
			expect(splitGraphemes(curled)).toHaveLength(splitGraphemes(text).length);
			expect(curlQuotes(curled, locale)).toBe(curled);
		}),
	);
});
