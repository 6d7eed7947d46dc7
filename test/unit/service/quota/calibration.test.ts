import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type Calibration,
	calibrate,
	calibratedQuote,
	expectationOf,
	type Measurement,
} from "../../../../shared/service/quota/calibration.ts";
import { readCostUnits } from "../../../../shared/service/quota/cost-units.ts";
import { quantile } from "../../../../shared/service/quota/statistics.ts";
import { defaultCoefficients, quoteOf } from "../../../../shared/video/cost/cost-model.ts";
import recorded from "../../../fixtures/measurements/plain-engine.json" with { type: "json" };

const defaults = defaultCoefficients("plain");
const quoted = ({ units }: Measurement, calibration: Calibration) => expectationOf(units, calibration);

/** One half is learned from; the other, which is always right, is quoted. */
function judge(history: readonly Measurement[], unseen: readonly Measurement[]) {
	const calibration = calibrate(defaults, history);
	const quotes = unseen.map((each) => ({ ...quoted(each, calibration), cpuMs: each.cpuMs }));
	const errors = quotes.map(({ expectedMs, cpuMs }) => Math.abs(expectedMs - cpuMs) / cpuMs);
	const held = quotes.filter(({ upperMs, cpuMs }) => cpuMs <= upperMs).length / quotes.length;
	return { ...calibration, median: quantile(errors, 0.5), far: quantile(errors, 0.95), held };
}

// As `npm run bench -- --quotes` measured them, on two cores that others used too.
const known = recorded.filter((_, index) => index % 2 === 0);
const unseen = recorded.filter((_, index) => index % 2 === 1);
const slower = (factor: number) => (each: Measurement) => ({
	...each,
	cpuMs: Math.round(each.cpuMs * factor),
});

describe("a quote by recorded renders", () => {
	test("is within 20 % in the middle and within 50 % for nearly all, and its bound holds", () => {
		const { median, far, held, jobs } = judge(known, unseen);
		expect(jobs).toBe(20);
		expect(median).toBeLessThan(0.2);
		expect(far).toBeLessThan(0.5);
		expect(held).toBeGreaterThanOrEqual(0.9);
	});

	test("is as good on a slow CPU, which learns that it is slow from five renders", () => {
		const slow = judge(known.map(slower(3.3)), unseen.map(slower(3.3)));
		expect([slow.median < 0.2, slow.far < 0.5, slow.held >= 0.9]).toEqual([true, true, true]);
		const soon = judge(known.slice(0, 5).map(slower(3.3)), unseen.map(slower(3.3)));
		expect(soon.median).toBeLessThan(0.3);
		const never = judge([], unseen.map(slower(3.3)));
		expect(never.median).toBeGreaterThan(0.5);
	});

	test("is not wrecked by a history of which every third is wildly wrong", () => {
		const wrecked = known.map((each, index) => {
			if (index % 3 !== 0) return each;
			return { ...each, cpuMs: Math.ceil(index % 2 === 0 ? each.cpuMs * 25 : each.cpuMs / 40) };
		});
		const { median, far, high } = judge(wrecked, unseen);
		expect(median).toBeLessThan(0.25);
		expect(far).toBeLessThan(0.6);
		expect(high).toBeLessThan(2);
		const alwaysMore = known.map((each, index) => (index % 3 === 0 ? slower(30)(each) : each));
		expect(judge(alwaysMore, unseen).median).toBeLessThan(0.3);
		// All small videos and no other: where the wrong ones are alike they pull in one direction.
		const small = known.map((each) => (each.units.frameMegapixelMs > 150 ? each : slower(1 / 30)(each)));
		const ofSmall = judge(small, unseen);
		expect(ofSmall.median).toBeLessThan(0.2);
		expect(ofSmall.high).toBeLessThan(3);
	});

	test("of no history is the model's own, with a wide band", () => {
		const calibration = calibrate(defaults, []);
		expect(calibration).toEqual({
			coefficients: defaults,
			low: expect.closeTo(0.6),
			high: expect.closeTo(1.5),
			jobs: 0,
		});
	});

	test("has a band that narrows with what is known", () => {
		const exact = known.map((each) => ({ ...each, cpuMs: quoted(each, calibrate(defaults, [])).expectedMs }));
		const few = calibrate(defaults, exact.slice(0, 3));
		const many = calibrate(defaults, exact);
		expect(many.high).toBeLessThan(few.high);
		expect(few.high).toBeLessThan(1.5);
		expect(many.high).toBeLessThan(1.2);
	});
});

describe("calibration", () => {
	test("learns which of the units is dearer here", () => {
		const dear = { ...defaults, frameMegapixelMs: 2 * (defaults["frameMegapixelMs"] ?? 0) };
		const price = (units: Readonly<Record<string, number>>) =>
			Object.entries(dear).reduce((sum, [name, each]) => sum + each * (units[name] ?? 0), 0);
		const history = recorded.map(({ units }) => ({ units, cpuMs: price(units) }));
		const { coefficients } = calibrate(defaults, history);
		const dearer = (name: string) => (coefficients[name] ?? 0) / (defaults[name] ?? 1);
		// It keeps a little of what it began with.
		expect(dearer("frameMegapixelMs")).toBeGreaterThan(1.8);
		expect(dearer("fixedMs")).toBeLessThan(1.75);
	});

	test("learns nothing from what was measured in other units, or is no measurement", () => {
		const nothing = calibrate(defaults, []);
		const foreign = { units: { fixedMs: 1, horses: 3 }, cpuMs: 100 };
		const empty = { units: { fixedMs: 0 }, cpuMs: 100 };
		const unmeasured = { units: { fixedMs: 1 }, cpuMs: 0 };
		expect(calibrate(defaults, [foreign, empty, unmeasured])).toEqual(nothing);
	});

	test("gives a finite quote whose bounds enclose it, whatever the history", () => {
		const amount = fc.double({ min: 0, max: 1e5, noNaN: true });
		const units = fc.record({
			...{ fixedMs: fc.constant(1), frameMegapixelMs: amount, dirtyMegapixelMs: amount },
			...{ spriteMegapixelMs: amount, soundSecondMs: amount },
		});
		const measurement = fc.record({ units, cpuMs: fc.integer({ min: 1, max: 1e9 }) });
		fc.assert(
			fc.property(fc.array(measurement, { maxLength: 40 }), measurement, (history, next) => {
				const { lowMs, expectedMs, upperMs } = quoted(next, calibrate(defaults, history));
				expect(Number.isSafeInteger(upperMs)).toBe(true);
				expect(lowMs).toBeLessThanOrEqual(upperMs);
				expect(expectedMs).toBeGreaterThan(0);
				expect(upperMs).toBeGreaterThanOrEqual(expectedMs);
				expect(lowMs).toBeLessThanOrEqual(expectedMs);
			}),
		);
	});

	test("moves no price by measurements that lie too far apart to be solved", () => {
		const none = {
			fixedMs: 1,
			frameMegapixelMs: 0,
			dirtyMegapixelMs: 0,
			spriteMegapixelMs: 0,
			soundSecondMs: 0,
		};
		const history = [
			{ units: none, cpuMs: 5120 },
			{ units: { ...none, dirtyMegapixelMs: 12_937.7, soundSecondMs: 86_632.4 }, cpuMs: 1 },
			{ units: none, cpuMs: 594_576_213 },
			{ units: { ...none, spriteMegapixelMs: 0.00012 }, cpuMs: 231_861_526 },
		];
		expect(
			Number.isSafeInteger(quoted({ units: none, cpuMs: 1 }, calibrate(defaults, history)).upperMs),
		).toBe(true);
	});

	test("keeps what else the quote says", () => {
		const summary = {
			...{ widthPx: 240, heightPx: 426, fps: 30, frameCount: 45, durationMs: 1500, pictureCount: 9 },
			...{ repeatCount: 36, dirtyRowCount: 800, spritePixelCount: 50_000, soundMs: 0 },
			...{
				stripCount: 30,
				placedStripCount: 40,
				bandCount: 10,
				placedTextEms: 90,
				keyCount: 1,
				interCount: 8,
				scrollCount: 0,
			},
		};
		const quote = quoteOf(summary, { engine: "plain", preset: "veryfast", crf: 20 });
		expect(calibratedQuote(quote, calibrate(defaults, []))).toMatchObject(quote);
	});
});

describe("the units of an attempt", () => {
	test("are read with their engine, and those without one as the first engine's", () => {
		expect(readCostUnits({ engine: "fast", units: { a: 1 } })).toEqual({ engine: "fast", units: { a: 1 } });
		expect(readCostUnits({ fixedMs: 1 })).toEqual({ engine: "plain", units: { fixedMs: 1 } });
	});

	test.each([null, "", [], {}, { a: "1" }, { units: { a: -1 }, engine: "x" }, { units: {}, engine: "x" }])(
		"are none in %j",
		(value) => {
			expect(readCostUnits(value)).toBeNull();
		},
	);
});
