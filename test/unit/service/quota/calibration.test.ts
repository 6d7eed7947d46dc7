import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type Calibration,
	calibrate,
	computeExpectation,
	createCalibrations,
	quantile,
} from "../../../../shared/service/quota/calibration.ts";
import { type Measurement, readCostUnits } from "../../../../shared/service/quota/measurements.ts";
import { defaultCoefficients } from "../../../../shared/video/cost/quote-plan.ts";

import fastRenders from "../../../fixtures/measurements/fast-engine.json" with { type: "json" };
import plainRenders from "../../../fixtures/measurements/plain-engine.json" with { type: "json" };

// As `npm run bench -- --quotes` measured them on two cores: `plain` while others used them too.
const RECORDED = {
	fast: fastRenders.map((each): Measurement => ({ engine: "fast", ...each })),
	plain: plainRenders.map((each): Measurement => ({ engine: "plain", ...each })),
};
const MODEL = defaultCoefficients("plain");

const quoted = ({ units }: Measurement, calibration: Calibration) => computeExpectation(units, calibration);
const times = (factor: number) => (each: Measurement) => ({ ...each, cpuMs: each.cpuMs * factor });
const halves = (renders: readonly Measurement[]) => ({
	known: renders.filter((_, index) => index % 2 === 0),
	unseen: renders.filter((_, index) => index % 2 === 1),
});

function judge(engine: "fast" | "plain", history: readonly Measurement[], unseen: readonly Measurement[]) {
	const calibration = calibrate(engine, history);
	const quotes = unseen.map((each) => ({ ...quoted(each, calibration), cpuMs: each.cpuMs }));
	const errors = quotes.map(({ expectedMs, cpuMs }) => Math.abs(expectedMs - cpuMs) / cpuMs);
	const within = quotes.filter(({ lowMs, upperMs, cpuMs }) => lowMs <= cpuMs && cpuMs <= upperMs);
	return {
		...calibration,
		median: quantile(errors, 0.5),
		far: quantile(errors, 0.95),
		within: within.length / quotes.length,
	};
}

describe.each(["fast", "plain"] as const)("a quote by recorded renders of the %s engine", (engine) => {
	const { known, unseen } = halves(RECORDED[engine]);

	test("is within 20 % in the middle and 50 % for nearly all, and its band holds nine of ten", () => {
		const { median, far, within, jobs } = judge(engine, known, unseen);
		expect(jobs).toBe(known.length);
		expect(median).toBeLessThan(0.2);
		expect(far).toBeLessThan(0.5);
		expect(within).toBeGreaterThanOrEqual(0.9);
	});

	test("is as good on a slow CPU, which five renders tell of", () => {
		const slow = unseen.map(times(3.3));
		const { median, far, within } = judge(engine, known.map(times(3.3)), slow);
		expect([median < 0.2, far < 0.5, within >= 0.9]).toEqual([true, true, true]);
		expect(judge(engine, known.slice(0, 5).map(times(3.3)), slow).median).toBeLessThan(0.3);
	});

	test("stays as it was where every fourth measurement is wildly wrong", () => {
		const right = judge(engine, known, unseen);
		for (const factor of [1 / 1000, 1000]) {
			const wild = known.map((each, index) => (index % 4 === 0 ? times(factor)(each) : each));
			const { median, far, low, high } = judge(engine, wild, unseen);
			expect(Math.abs(median - right.median)).toBeLessThan(0.1);
			expect(far).toBeLessThan(0.7);
			expect(low).toBeGreaterThan(0.5);
			expect(high).toBeLessThan(1.7);
		}
	});
});

describe("calibration", () => {
	const exact = (factor: number) =>
		RECORDED.plain.map((each) => ({
			...each,
			cpuMs: factor * quoted(each, calibrate("plain", [])).expectedMs,
		}));

	test("gives the model's own figures where nothing was measured", () => {
		expect(calibrate("plain", [])).toEqual({ coefficients: MODEL, low: 0.6, high: 1.5, jobs: 0 });
	});

	test("goes half the way by one render, and all of it by a few", () => {
		const scaleBy = (count: number) =>
			(calibrate("plain", exact(4).slice(0, count)).coefficients["frameMegapixelMs"] ?? 0) /
			(MODEL["frameMegapixelMs"] ?? 1);
		expect(scaleBy(1)).toBeCloseTo(2, 1);
		expect(scaleBy(2)).toBeCloseTo(4, 1);
		expect(scaleBy(40)).toBeCloseTo(4, 1);
	});

	test("learns that processes have rendered before, where a render's fixed cost is small", () => {
		const warm = RECORDED.plain.map((each) => {
			const prices = { ...MODEL, fixedMs: 0.2 * (MODEL["fixedMs"] ?? 0) };
			return {
				...each,
				cpuMs:
					2 * computeExpectation(each.units, { ...calibrate("plain", []), coefficients: prices }).expectedMs,
			};
		});
		const { coefficients } = calibrate("plain", warm);
		expect(coefficients["fixedMs"]).toBeCloseTo(0.4 * (MODEL["fixedMs"] ?? 0), -1);
		expect(coefficients["frameMegapixelMs"]).toBeCloseTo(2 * (MODEL["frameMegapixelMs"] ?? 0), 0);
	});

	test("widens the band where renders of one kind differ", () => {
		const uneven = exact(1).map((each, index) => (index % 3 === 0 ? times(2.5)(each) : each));
		const { low, high } = calibrate("plain", uneven);
		expect(low).toBeLessThanOrEqual(0.6);
		expect(high).toBeGreaterThan(2);
		expect(high).toBeLessThanOrEqual(3);
	});

	test("learns nothing from another engine's renders, other units, or what is no measurement", () => {
		const foreign = { engine: "plain", units: { fixedMs: 1, horses: 3 }, cpuMs: 100 };
		const empty = { engine: "plain", units: { fixedMs: 0 }, cpuMs: 100 };
		const unmeasured = { engine: "plain", units: { fixedMs: 1 }, cpuMs: 0 };
		const ofAnother = { engine: "fast", units: { fixedMs: 1 }, cpuMs: 100 };
		const history = [foreign, empty, unmeasured, ofAnother];
		expect(calibrate("plain", history)).toEqual(calibrate("plain", []));
	});

	test("gives positive finite prices and a band around what is expected, whatever the history", () => {
		const amount = fc.double({ min: 0, max: 1e5, noNaN: true });
		const units = fc.record({
			...{ fixedMs: fc.constant(1), frameMegapixelMs: amount, dirtyMegapixelMs: amount },
			...{ spriteMegapixelMs: amount, soundSecondMs: amount },
		});
		const measured = fc.record({
			engine: fc.constant("plain"),
			units,
			cpuMs: fc.integer({ min: 1, max: 1e9 }),
		});
		fc.assert(
			fc.property(fc.array(measured, { maxLength: 40 }), measured, (history, next) => {
				const calibration = calibrate("plain", history);
				for (const price of Object.values(calibration.coefficients)) {
					expect(price).toBeGreaterThan(0);
					expect(price).toBeLessThan(Infinity);
				}
				const { lowMs, expectedMs, upperMs } = quoted(next, calibration);
				expect(Number.isSafeInteger(upperMs)).toBe(true);
				expect(expectedMs).toBeGreaterThan(0);
				expect(lowMs).toBeLessThanOrEqual(expectedMs);
				expect(upperMs).toBeGreaterThanOrEqual(expectedMs);
			}),
		);
	});

	test("is not moved by a minority of measurements, however wrong they are", () => {
		const wrong = fc.array(fc.tuple(fc.nat(39), fc.integer({ min: 1, max: 1e9 })), { maxLength: 10 });
		fc.assert(
			fc.property(wrong, (changes) => {
				const history = exact(2);
				for (const [index, cpuMs] of changes) history[index] = { ...(history[index] as Measurement), cpuMs };
				const { coefficients } = calibrate("plain", history);
				expect((coefficients["frameMegapixelMs"] ?? 0) / (MODEL["frameMegapixelMs"] ?? 1)).toBeCloseTo(2, 1);
			}),
		);
	});
});

describe("the calibrations of a process", () => {
	test("read the history once a minute, and fall back to the model where it cannot be read", async () => {
		let nowMs = 0;
		let reads = 0;
		const readHistory = async () => {
			reads++;
			if (reads === 2) throw new Error("The database is down");
			return RECORDED.fast;
		};
		const calibrations = createCalibrations(() => nowMs);
		const jobs = async () => (await calibrations.find("fast", readHistory)).jobs;
		expect([await jobs(), await jobs(), reads]).toEqual([48, 48, 1]);
		nowMs = 60_000;
		expect([await jobs(), reads]).toEqual([0, 2]);
		nowMs = 120_000;
		expect([await jobs(), reads]).toEqual([48, 3]);
	});
});

test("a quantile lies between two values, and is NaN of none", () => {
	expect(quantile([4, 1, 2, 3], 0.5)).toBe(2.5);
	expect(quantile([0, 10, 20, 30, 40], 0.95)).toBeCloseTo(38);
	expect(quantile([], 0.5)).toBeNaN();
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
