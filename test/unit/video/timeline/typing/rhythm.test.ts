import fc from "fast-check";
import { expect, test } from "vitest";
import { count, gapsOf, growthOf, typeOut } from "../../../../helpers/type-out.ts";

const TEXTS = [
	"Wait are you serious? I thought we were meeting at seven",
	"I was just about to call you, where did you end up last night?",
	"ok so I told him everything and he just walked out without saying a word",
	"Can you please pick up some milk on the way home tonight",
	"I don't know what to say. I really thought you would be there for me this time",
	"that is literally the funniest thing I have heard all week",
	"You should have seen her face when the door opened and everybody shouted surprise",
	"No way, there is no chance that he said that to your mother",
];

test("English is typed at 6 to 8 characters a second, with shift, pages, pauses and slips", () => {
	const plans = TEXTS.flatMap((text) => Array.from({ length: 25 }, (_, place) => typeOut(text, { place })));
	const rates = plans.map(({ strokes }) => {
		const [first, last] = [strokes[0], strokes.at(-1)];
		return (1000 * (count(last?.draft ?? "") - 1)) / ((last?.atMs ?? 0) - (first?.atMs ?? 0));
	});
	const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
	expect(mean).toBeGreaterThan(6);
	expect(mean).toBeLessThan(8);
	expect(Math.min(...rates)).toBeGreaterThan(5);
	expect(Math.max(...rates)).toBeLessThan(8);
});

const text = fc.oneof(
	fc.string({ unit: "grapheme", minLength: 1, maxLength: 60, size: "max" }),
	fc.string({ unit: "binary", minLength: 1, maxLength: 20, size: "max" }),
	fc.string({
		unit: fc.constantFrom(..."aAbIé .,!?'1\n日ー한あ😂❤️🇩🇰ьЁאل#e\u0301"),
		minLength: 1,
		maxLength: 80,
		size: "max",
	}),
	fc.constantFrom(...TEXTS),
);
const typing = fc.record({
	text,
	draft: fc.option(text, { nil: undefined }),
	locale: fc.constantFrom("en", "de", "fr", "tr", "ru", "ar", "he", "ja", "hi"),
	place: fc.nat(300),
	pace: fc.constantFrom(0.5, 1, 3),
});

test("whatever the text, the field holds it in the end, and came there step by step", () => {
	fc.assert(
		fc.property(typing, ({ text: written, draft, ...rest }) => {
			const plan = typeOut(written, { ...rest, ...(draft !== undefined && { draft }) });
			const { strokes, durationMs, leastMs } = plan;
			expect(strokes.at(-1)?.draft).toBe(written);
			if (draft !== undefined) expect(strokes.map((stroke) => stroke.draft)).toContain(draft);

			const gaps = gapsOf(plan);
			expect(gaps.every((gap, at) => Number.isInteger(gap) && gap >= (strokes[at]?.leastGapMs ?? 0))).toBe(
				true,
			);
			expect(Math.min(...gaps)).toBeGreaterThan(0);
			expect(durationMs).toBeGreaterThan(strokes.at(-1)?.atMs ?? 0);
			expect(leastMs).toBeLessThanOrEqual(durationMs);

			let before = plan.opening;
			for (const [at, growth] of growthOf(plan).entries()) {
				const stroke = strokes[at];
				if (stroke === undefined) throw new Error("no stroke");
				const [longer, shorter] = growth < 0 ? [before.draft, stroke.draft] : [stroke.draft, before.draft];
				expect(longer.startsWith(shorter)).toBe(true);
				expect(growth).toBeLessThanOrEqual(3);
				if (growth > 1) expect(stroke.key).toBeNull();
				if (growth > 0) expect((1000 * growth) / (gaps[at] ?? 1)).toBeLessThanOrEqual(14);
				expect(stroke.page).toBe(before.page);
				before = { draft: stroke.draft, page: stroke.nextPage };
			}
		}),
		{ numRuns: 200 },
	);
});

test("the same text in the same place is typed alike, and in another place otherwise", () => {
	fc.assert(
		fc.property(typing, ({ text: written, locale, place }) => {
			expect(typeOut(written, { locale, place })).toEqual(typeOut(written, { locale, place }));
		}),
		{ numRuns: 50 },
	);
	const rhythms = Array.from({ length: 20 }, (_, place) =>
		gapsOf(typeOut("Hello there", { place })).join(" "),
	);
	expect(new Set(rhythms).size).toBe(20);
	expect(typeOut("Hello there").durationMs).not.toBe(typeOut("Hello where").durationMs);
});
