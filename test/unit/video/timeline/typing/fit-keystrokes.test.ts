import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitKeystrokes } from "../../../../../shared/video/timeline/typing/fit-keystrokes.ts";
import type { Keystrokes } from "../../../../../shared/video/timeline/typing/keystrokes.ts";
import { gapsOf, growthOf, typeOut } from "../../../../helpers/type-out.ts";

const TEXT = "Wait are you serious? I thought that everybody wanted to meet at seven";

const draftsOf = ({ strokes }: Keystrokes) => strokes.map(({ draft }) => draft);

/** A plan of the text that has a slip. */
function typeWithSlip(): Keystrokes {
	const plans = Array.from({ length: 50 }, (_, place) => typeOut(TEXT, { place }));
	const found = plans.find(({ strokes }) => strokes.some(({ isSlip }) => isSlip));
	if (found === undefined) throw new Error("no plan has a slip");
	return found;
}

describe("typing in the time that there is", () => {
	test("with time to spare nothing changes", () => {
		const plan = typeOut(TEXT);
		expect(fitKeystrokes(plan, plan.durationMs)).toBe(plan);
		expect(fitKeystrokes(plan, Number.POSITIVE_INFINITY)).toBe(plan);
	});

	test("slips are left out first, and nothing else changes", () => {
		const plan = typeWithSlip();
		const slipMs = gapsOf(plan).reduce((sum, gap, at) => sum + (plan.strokes[at]?.isSlip ? gap : 0), 0);
		const fitted = fitKeystrokes(plan, plan.durationMs - 1);
		expect(fitted.durationMs).toBe(plan.durationMs - slipMs);
		const kept = plan.strokes.flatMap(({ isSlip }, at) => (isSlip ? [] : (gapsOf(plan)[at] ?? [])));
		expect(gapsOf(fitted)).toEqual(kept);
		expect(fitted.isTooFast).toBe(false);
	});

	test("then all gaps shrink alike, but for those that are as short as they can be", () => {
		const plan = fitKeystrokes(typeWithSlip(), 11_500);
		const fitted = fitKeystrokes(plan, 0.85 * plan.durationMs);
		expect(fitted.durationMs).toBe(0.85 * plan.durationMs);
		expect(draftsOf(fitted)).toEqual(draftsOf(plan));
		const [before, after] = [gapsOf(plan), gapsOf(fitted)];
		const shares = after.flatMap((gap, at) =>
			gap > (plan.strokes[at]?.leastGapMs ?? 0) ? [gap / (before[at] ?? 1)] : [],
		);
		expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(0.03);
		expect(Math.max(...shares)).toBeLessThan(0.85);
	});

	test("the shortest time for all of it is 14 letters a second", () => {
		const plan = typeOut("abcdefghijklmn");
		expect(plan.leastMs).toBe(100 + 13 * 72 + 100);
		const fitted = fitKeystrokes(plan, plan.leastMs);
		expect(fitted.isTooFast).toBe(false);
		expect(gapsOf(fitted)).toEqual([100, ...Array.from({ length: 13 }, () => 72)]);
	});

	test("in less than that the field holds the beginning already", () => {
		const plan = typeOut("abcdefghijklmn");
		const fitted = fitKeystrokes(plan, 700);
		expect(fitted).toMatchObject({ isTooFast: true, durationMs: 700, leastMs: plan.leastMs });
		expect(fitted.opening).toEqual({ draft: "abcdef", page: "letters" });
		expect(draftsOf(fitted)).toEqual(draftsOf(plan).slice(6));
		expect(gapsOf(fitted)).toEqual([96, ...Array.from({ length: 7 }, () => 72)]);
	});

	test("a page that was turned to before stands there too", () => {
		const plan = typeOut("at 1000000");
		const fitted = fitKeystrokes(plan, 300);
		expect(fitted.opening).toEqual({ draft: "at 10000", page: "digits" });
		expect(fitKeystrokes(typeOut("so Al"), 250).opening).toEqual({ draft: "so ", page: "capitals" });
	});

	test("without any time all of it stands there", () => {
		for (const roomMs of [99, 0, -5]) {
			const fitted = fitKeystrokes(typeOut("Hello"), roomMs);
			expect(fitted).toMatchObject({ strokes: [], durationMs: Math.max(0, roomMs), isTooFast: true });
			expect(fitted.opening).toEqual({ draft: "Hello", page: "letters" });
		}
	});

	test("a draft that there is no time to type is only deleted", () => {
		const plan = typeOut("no", { draft: "I think that we should talk about us" });
		const fitted = fitKeystrokes(plan, 2000);
		expect(fitted.isTooFast).toBe(true);
		expect(fitted.opening.draft).toMatch(/^I think that we should ta/);
		expect(draftsOf(fitted).slice(-3)).toEqual(["", "n", "no"]);
	});
});

test("whatever the time, it is enough, no letter comes too fast, and the text is whole in the end", () => {
	const typing = fc.record({
		text: fc.string({
			unit: fc.constantFrom(..."abAI .!'1\n日あ😂é"),
			minLength: 1,
			maxLength: 90,
			size: "max",
		}),
		draft: fc.option(
			fc.string({ unit: fc.constantFrom(..."abA .日"), minLength: 1, maxLength: 40, size: "max" }),
			{
				nil: undefined,
			},
		),
		locale: fc.constantFrom("en", "ja", "ar"),
		share: fc.double({ min: 0, max: 1.1, noNaN: true }),
	});
	fc.assert(
		fc.property(typing, ({ text, draft, locale, share }) => {
			const plan = typeOut(text, { locale, ...(draft !== undefined && { draft }) });
			const roomMs = plan.durationMs * share;
			const fitted = fitKeystrokes(plan, roomMs);
			const { strokes, opening, durationMs } = fitted;
			expect(durationMs).toBeLessThanOrEqual(roomMs);
			expect(fitted.isTooFast).toBe(plan.leastMs > Math.floor(roomMs));
			expect((strokes.at(-1) ?? opening).draft).toBe(text);
			expect((strokes.at(-1)?.atMs ?? 0) <= durationMs).toBe(true);
			const gaps = gapsOf(fitted);
			for (const [at, growth] of growthOf(fitted).entries()) {
				expect(gaps[at]).toBeGreaterThanOrEqual(strokes[at]?.leastGapMs ?? 1);
				if (growth > 0) expect((1000 * growth) / (gaps[at] ?? 1)).toBeLessThanOrEqual(14);
			}
			if (!fitted.isTooFast) expect(opening).toEqual(plan.opening);
			if (fitted === plan) return;
			const whole = plan.strokes.filter(({ isSlip }) => !isSlip).map((stroke) => stroke.draft);
			expect(draftsOf(fitted)).toEqual(whole.slice(whole.length - strokes.length));
		}),
		{ numRuns: 200 },
	);
});
