import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findStyles } from "../../../../shared/video/text/find-markup.ts";
import { findMentions } from "../../../../shared/video/text/find-mentions.ts";
import { cutInline, type InlineRules } from "../../../../shared/video/text/inline.ts";

const PLAIN: InlineRules = { names: [], hidesSign: false, hasMarkup: false };
const MARKUP: InlineRules = { ...PLAIN, hasMarkup: true };

/** What a text shows: without marks and hidden signs. */
const showInline = (text: string, rules: InlineRules) =>
	cutInline(text, rules)
		.map((run) => run.text)
		.join("");

/** `bold[a]` for a run that stands out. */
const seen = (text: string, rules = MARKUP) =>
	cutInline(text, rules)
		.map((run) => (run.looks.size === 0 ? run.text : `${[...run.looks].toSorted().join("+")}[${run.text}]`))
		.join("");

describe("marks", () => {
	test.each([
		["a *b* c", "a bold[b] c"],
		["_a b_", "italic[a b]"],
		["~a~, ~b~!", "struck[a], struck[b]!"],
		["`a`", "code[a]"],
		["```a\nb```", "code[a\nb]"],
		["*_a_ b*", "bold+italic[a]bold[ b]"],
		["_*~a~*_", "bold+italic+struck[a]"],
		["(*a*)", "(bold[a])"],
		["*a* *b*", "bold[a] bold[b]"],
		["*שלום*", "bold[שלום]"],
		["*a `b*` c*", "bold[a ]bold+code[b*]bold[ c]"],
	])("in %j: %j", (text, expected) => {
		expect(seen(text)).toBe(expected);
	});

	test.each([
		["within words", "2*3*4 and snake_case_name"],
		["with spaces inside", "* a* and *a *"],
		["over a line's end", "*a\nb*"],
		["around nothing", "** __ ~~ `` ` `"],
		["that are double", "**a** and __b__"],
		["without an end", "*a and _b"],
		["with a letter behind", "*a*b"],
	])("%s are letters", (_, text) => {
		expect(seen(text)).toBe(text);
	});

	test("that cross do not: the first pair counts", () => {
		expect(seen("*a _b* c_")).toBe("bold[a _b] c_");
	});

	test("are letters in code and in addresses", () => {
		expect(seen("`*a*` https://example.com/_a_/*b*x")).toBe("code[*a*] link[https://example.com/_a_/*b*x]");
	});

	test("are letters where a look has none", () => {
		expect(seen("*a* `b`", PLAIN)).toBe("*a* `b`");
	});
});

test("an address in code is code, and one in bold is both", () => {
	expect(seen("`a.com` *b.com*")).toBe("code[a.com] bold+link[b.com]");
});

describe("people", () => {
	const rules = { ...MARKUP, names: ["Maya", "Maya Lin", "maya-1", "Ben", "you"] };

	test.each([
		["@Maya hi", "mention[@Maya] hi"],
		["@Maya Lin, hi", "mention[@Maya Lin], hi"],
		["@Maya Linda", "mention[@Maya] Linda"],
		["(@ben)", "(mention[@ben])"],
		["@maya-1 @you", "mention[@maya-1] mention[@you]"],
		["*@Ben*", "bold+mention[@Ben]"],
	])("in %j: %j", (text, expected) => {
		expect(seen(text, rules)).toBe(expected);
	});

	test.each(["@Mayan", "@Benny", "hi@Maya", "me@maya.com", "@@Ben", "@Bob", "@", "Ben", "`@Ben`"])(
		"not in %j",
		(text) => {
			expect(findMentions(text, rules.names).length === 0 || seen(text, rules).startsWith("code")).toBe(true);
		},
	);

	test("are shown without the sign where a look hides it", () => {
		expect(seen("hi @Ben!", { ...rules, hidesSign: true })).toBe("hi mention[Ben]!");
	});
});

const piece = fc.oneof(
	fc.constantFrom(
		"*",
		"_",
		"~",
		"`",
		"```",
		" ",
		"\n",
		"a",
		"b c",
		"@Ben",
		"https://example.com/_a_",
		"שלום",
		"👍",
	),
	fc.string({ unit: "grapheme", maxLength: 3 }),
);
const anyText = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(""));
const anyRules = fc.record({
	names: fc.constantFrom([], ["Ben"]),
	hidesSign: fc.boolean(),
	hasMarkup: fc.boolean(),
});

test("of any text the runs are what is shown, and only marks and signs are left out", () => {
	fc.assert(
		fc.property(anyText, anyRules, (text, rules) => {
			const runs = cutInline(text, rules);
			expect(runs.every((run) => run.text !== "")).toBe(true);
			const shown = showInline(text, rules);
			expect(isLeftOf(shown, text)).toBe(true);
			const letters = (each: string) => each.replace(/[*_~`@]/gu, "");
			expect(letters(shown)).toBe(letters(text));
			if (!rules.hasMarkup && !rules.hidesSign) expect(shown).toBe(text);
		}),
	);
});

test("of any text, parts between marks lie in one another or apart, and none is empty or over a line's end", () => {
	fc.assert(
		fc.property(anyText, (text) => {
			const parts = findStyles(text, []);
			for (const [index, one] of parts.entries()) {
				expect(text[one.from]).toBe(text[one.to - 1]);
				expect(text.slice(one.from + 1, one.to - 1)).toMatch(/^\S(?:.*\S)?$/u);
				for (const other of parts.slice(index + 1)) {
					const isApart = other.from >= one.to || other.to <= one.from;
					const isInside = other.from > one.from && other.to < one.to;
					expect(isApart || isInside, `${text}: ${one.kind} and ${other.kind}`).toBe(true);
				}
			}
		}),
	);
});

/** Whether `part` is what is left of `whole` when some of its characters are taken out. */
function isLeftOf(part: string, whole: string): boolean {
	let at = 0;
	for (const character of whole) if (part.startsWith(character, at)) at += character.length;
	return at === part.length;
}
