import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { durationMs, progressAt } from "../../../../shared/video/animation/timing.ts";
import { KEYBOARD_MOTION } from "../../../../shared/video/themes/ios-keyboards.ts";
import type { Timing } from "../../../../shared/video/themes/motion.ts";

type Spring = Extract<Timing, { kind: "spring" }>;

const spring = (responseMs: number, damping: number): Spring => ({ kind: "spring", responseMs, damping });
const arbitrarySpring = fc
	.tuple(
		fc.integer({ min: 100, max: 900 }),
		fc.oneof(fc.double({ min: 0.2, max: 0.95, noNaN: true }), fc.constant(1)),
	)
	.map(([responseMs, damping]) => spring(responseMs, damping));

/** A way so long that nothing is cut off. */
const FAR_PX = 1e9;

/** x″ = ω²(1 − x) − 2ζωx′ by steps of a hundredth of a millisecond (semi-implicit Euler). */
function integrate({ responseMs, damping }: Spring, untilMs: number): number {
	const omega = (2 * Math.PI) / responseMs;
	const stepMs = 0.01;
	let [place, speed] = [0, 0];
	for (let step = 0; step < Math.round(untilMs / stepMs); step++) {
		speed += (omega ** 2 * (1 - place) - 2 * damping * omega * speed) * stepMs;
		place += speed * stepMs;
	}
	return place;
}

describe("a spring", () => {
	test.each([
		[350, 0.7],
		[350, 0.55],
		[500, 0.3],
		[200, 0.9],
		[344, 1],
	])("of %i ms and damping %f is what an integration of its equation gives", (responseMs, damping) => {
		for (const ageMs of [10, 33, 66, 100, 150, 200, 300, 450])
			expect(progressAt(spring(responseMs, damping), ageMs, FAR_PX)).toBeCloseTo(
				integrate(spring(responseMs, damping), ageMs),
				3,
			);
	});

	test.each([
		[0.55, 1.126],
		[0.7, 1.046],
		[0.8, 1.015],
	])("of damping %f goes as far as %f, e^(−πζ ÷ √(1 − ζ²)) too far", (damping, farthest) => {
		const places = Array.from({ length: 600 }, (_, ms) => progressAt(spring(350, damping), ms, FAR_PX));
		expect(Math.max(...places)).toBeCloseTo(farthest, 3);
		expect(Math.max(...places)).toBeCloseTo(
			1 + Math.exp((-Math.PI * damping) / Math.sqrt(1 - damping ** 2)),
			5,
		);
	});

	test("of a keyboard is so far as a mass of 3 on a stiffness of 1000 is, critically damped", () => {
		const { slide } = KEYBOARD_MOTION;
		const places = [50, 100, 200, 250, 400].map((ms) => progressAt(slide, ms, FAR_PX));
		expect(places.map((place) => Math.round(1000 * place) / 10)).toEqual([23.2, 54.5, 87.9, 94.2, 99.4]);
		// Half a pixel of a keyboard's 860.
		expect(durationMs(slide, 860)).toBeCloseTo(539, 0);
	});

	test("begins at 0, slowly", () => {
		expect(progressAt(spring(350, 0.7), 0, FAR_PX)).toBe(0);
		expect(progressAt(spring(350, 0.7), 1, FAR_PX)).toBeLessThan(0.001);
	});

	test("is at its end from the time on from which it stays within half a pixel of it", () => {
		fc.assert(
			fc.property(arbitrarySpring, fc.integer({ min: 2, max: 3000 }), (timing, wayPx) => {
				const endMs = durationMs(timing, wayPx);
				expect(progressAt(timing, endMs, wayPx)).toBe(1);
				for (let ageMs = endMs; ageMs < endMs + 400; ageMs += 7)
					expect(Math.abs(1 - progressAt(timing, ageMs, FAR_PX)) * wayPx).toBeLessThanOrEqual(0.5);
			}),
		);
	});

	test("of 350 ms and damping 0.7 takes 0.41 s for 60 px, and no time for none", () => {
		expect(durationMs(spring(350, 0.7), 60)).toBeCloseTo(408, 0);
		expect(durationMs(spring(350, 0.7), 0)).toBe(0);
	});
});

describe("a curve", () => {
	const curve = (shape: Extract<Timing, { kind: "curve" }>["curve"]): Timing => ({
		kind: "curve",
		ms: 200,
		curve: shape,
	});
	const placesOf = (timing: Timing) => [0, 50, 100, 150, 200].map((ms) => progressAt(timing, ms, FAR_PX));
	const rounded = (places: readonly number[]) => places.map((place) => Math.round(place * 1000) / 1000);

	test("of a name is that of the books", () => {
		expect(rounded(placesOf(curve("ease-out")))).toEqual([0, 0.578, 0.875, 0.984, 1]);
		expect(rounded(placesOf(curve("ease-in-out")))).toEqual([0, 0.129, 0.5, 0.871, 1]);
	});

	test("goes 10 % too far, and back", () => {
		const places = Array.from({ length: 201 }, (_, ms) => progressAt(curve("back-out"), ms, FAR_PX));
		expect(Math.max(...places)).toBeGreaterThan(1.09);
		expect(Math.max(...places)).toBeLessThan(1.11);
		expect(places.at(-1)).toBe(1);
	});

	test("by control points on the diagonal is a straight line", () => {
		const straight = { x1: 1 / 3, y1: 1 / 3, x2: 2 / 3, y2: 2 / 3 };
		for (const [index, place] of placesOf(curve(straight)).entries()) expect(place).toBeCloseTo(index / 4, 5);
	});

	test("begins at 0, ends at 1, stays there, and only grows between if its points are between", () => {
		const share = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(share, share, share, share, (x1, y1, x2, y2) => {
				const places = Array.from({ length: 60 }, (_, index) =>
					progressAt(curve({ x1, y1, x2, y2 }), index * 4, FAR_PX),
				);
				expect(places[0]).toBe(0);
				expect(places.slice(50)).toEqual(Array(10).fill(1));
				for (const [index, place] of places.entries())
					expect(place).toBeGreaterThanOrEqual((places[index - 1] ?? 0) - 1e-6);
			}),
		);
	});

	test("of no time is over at once", () => {
		expect(progressAt({ kind: "curve", ms: 0, curve: "ease-in-out" }, 0, 40)).toBe(1);
	});
});
