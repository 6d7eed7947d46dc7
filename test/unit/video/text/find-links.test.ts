import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutLink, findDomain, findLinks } from "../../../../shared/video/text/find-links.ts";

const linksOf = (text: string) => findLinks(text).map(({ from, to }) => text.slice(from, to));

describe("an address is", () => {
	test.each([
		["what begins with a scheme", "see https://example.com/a?b=1#c now", "https://example.com/a?b=1#c"],
		["one without an ending that is known", "http://localhost:3000/x", "http://localhost:3000/x"],
		["what begins with www.", "on www.dogs.zone today", "www.dogs.zone"],
		["a domain with a known ending", "example.com", "example.com"],
		["one with several labels", "shop.example.co.uk/dogs", "shop.example.co.uk/dogs"],
		["one in another alphabet", "пример.com", "пример.com"],
		["one whose ending is a word, with a path", "youtu.be/abc", "youtu.be/abc"],
		["one with a port", "example.com:8080/x", "example.com:8080/x"],
		["what stands right behind letters of Han", "看https://example.com/a。好", "https://example.com/a"],
		["a domain behind them", "看example.com吧", "example.com"],
		["one before an emoji", "https://example.com/😂", "https://example.com/"],
		["one with capitals", "HTTPS://Example.COM/A", "HTTPS://Example.COM/A"],
		["one between marks", "*https://example.com/a*", "https://example.com/a"],
		["one before a Hebrew prefix's dash", "ב-example.com", "example.com"],
	])("%s", (_, text, link) => {
		expect(linksOf(text)).toEqual([link]);
	});

	test.each([
		["the end of a sentence", "Go to https://example.com/a.", "https://example.com/a"],
		["several signs", "Really https://example.com/a?!…", "https://example.com/a"],
		["a bracket around it", "(https://example.com/a)", "https://example.com/a"],
		["a bracket and a dot", "(see example.com/a).", "example.com/a"],
		["quotes", '"https://example.com/a"', "https://example.com/a"],
	])("it ends before %s", (_, text, link) => {
		expect(linksOf(text)).toEqual([link]);
	});

	test("a bracket that opens in it belongs to it", () => {
		expect(linksOf("https://en.wikipedia.org/wiki/Dog_(zodiac), ok")).toEqual([
			"https://en.wikipedia.org/wiki/Dog_(zodiac)",
		]);
	});

	test("two of them are two", () => {
		expect(linksOf("a.com, b.org")).toEqual(["a.com", "b.org"]);
	});
});

describe("no address is", () => {
	test.each([
		["an e-mail address", "write to maya@example.com please"],
		["one with a longer domain", "maya@mail.example.co.uk"],
		["its first part", "maya.com@example"],
		["a sentence without a space", "I know.it was him"],
		["a file", "open index.ts and readme.md"],
		["a number", "about 3.14 or 1.000.000"],
		["what has another ending", "foo.barbaz"],
		["what goes on behind a known ending", "example.com.notone"],
		["a scheme alone", "https:// is a scheme"],
		["dots", "wait... what"],
	])("%s", (_, text) => {
		expect(linksOf(text)).toEqual([]);
	});
});

test.each([
	["https://www.Example.com:8080/a?b", "example.com"],
	["see user:pass@x and http://me:pw@example.org/", "example.org"],
	["example.co.uk/dogs", "example.co.uk"],
	["no address", null],
])("the domain of %j is %j", (text, domain) => {
	expect(findDomain(text)).toBe(domain);
});

test.each([
	["a.com", ""],
	["see a.com", "see"],
	["a.com is it", "is it"],
	["a.com or b.com", "a.com or"],
	["on a.com, I mean", "on a.com, I mean"],
	["see a.com.", "see a.com."],
])("%j without the address at its end, or else its beginning, is %j", (text, rest) => {
	expect(cutLink(text)).toBe(rest);
});

const piece = fc.oneof(
	fc.constantFrom(
		"https://",
		"www.",
		"example.com",
		"a.b",
		".",
		"@",
		"/",
		"(",
		")",
		" ",
		"*",
		"it",
		"ab",
		"😂",
	),
	fc.string({ unit: "grapheme", maxLength: 4 }),
);
const anyText = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));

test("of any text the addresses stand in their order, do not overlap, and have no space", () => {
	fc.assert(
		fc.property(anyText, (text) => {
			let end = 0;
			for (const { from, to } of findLinks(text)) {
				expect(from).toBeGreaterThanOrEqual(end);
				expect(to).toBeGreaterThan(from);
				expect(text.slice(from, to)).not.toMatch(/\s/u);
				end = to;
			}
			expect(end).toBeLessThanOrEqual(text.length);
		}),
	);
});
