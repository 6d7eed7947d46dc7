import { describe, expect, test } from "vitest";
import { receiveSound, sendSound } from "../../../../shared/video/sound/message-sounds.ts";

const RATE = 48_000;
const peakOf = (samples: Float32Array) =>
	samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
const dbfs = (amplitude: number) => 20 * Math.log10(amplitude);

describe.each([
	{ name: "the send sound", make: sendSound, atMostSeconds: 0.35 },
	{ name: "the receive sound", make: receiveSound, atMostSeconds: 0.5 },
])("$name", ({ make, atMostSeconds }) => {
	const samples = make();

	test("is short, and whole AAC frames long", () => {
		expect(samples.length / RATE).toBeLessThanOrEqual(atMostSeconds);
		expect(samples.length % 1024).toBe(0);
	});

	test("peaks at -6 dBFS", () => {
		expect(dbfs(peakOf(samples))).toBeCloseTo(-6, 3);
	});

	test("is well heard within 10 ms", () => {
		expect(dbfs(peakOf(samples.subarray(0, RATE / 100)))).toBeGreaterThan(-12);
	});

	test("begins and ends at exactly zero, without a step that clicks", () => {
		expect([Math.abs(samples[0] ?? 1), Math.abs(samples.at(-1) ?? 1)]).toEqual([0, 0]);
		expect(dbfs(peakOf(samples.subarray(0, 5)))).toBeLessThan(-40);
		expect(dbfs(peakOf(samples.subarray(-RATE / 100)))).toBeLessThan(-60);
	});

	test("dies away: its last quarter is far below its first", () => {
		const quarter = samples.length / 4;
		const fall = peakOf(samples.subarray(0, quarter)) / peakOf(samples.subarray(-quarter));
		expect(dbfs(fall)).toBeGreaterThan(20);
	});

	test("has no constant part", () => {
		const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
		expect(Math.abs(mean)).toBeLessThan(1e-4);
	});

	test("is the same every time", () => {
		expect(make()).toEqual(samples);
	});
});

test("send and receive are told apart: the receive sound is the higher one", () => {
	const crossings = (samples: Float32Array) => {
		const start = samples.subarray(0, RATE / 20);
		return start.filter((sample, index) => index > 0 && sample >= 0 && (start[index - 1] ?? 0) < 0).length;
	};
	expect(crossings(receiveSound())).toBeGreaterThan(1.3 * crossings(sendSound()));
});
