import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { transformWindow } from "../../../../../shared/video/encode/aac/mdct.ts";

/** By its definition (ISO/IEC 14496-3, 4.6.11.3.1 and the encoder's side of it). */
function coefficient(samples: Float32Array, k: number): number {
	let sum = 0;
	for (let n = 0; n < 2048; n++) {
		const window = Math.sin((Math.PI / 2048) * (n + 0.5));
		const phase = ((2 * Math.PI) / 2048) * (n + 512.5) * (k + 0.5);
		sum += 2 * 32_768 * window * (samples[n] ?? 0) * Math.cos(phase);
	}
	return sum;
}

describe("the transform of a window", () => {
	test("is the sum of its definition, for any samples and any coefficient", () => {
		const samples = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 64 });
		fc.assert(
			fc.property(samples, fc.integer({ min: 0, max: 2047 }), fc.nat(1023), (some, step, k) => {
				const window = Float32Array.from({ length: 2048 }, (_, n) => some[(n * step) % some.length] ?? 0);
				expect(Math.abs((transformWindow(window)[k] ?? 0) - coefficient(window, k))).toBeLessThan(0.01);
			}),
			{ numRuns: 60 },
		);
	});

	test("of a sine has its peak at the sine's frequency", () => {
		const window = Float32Array.from({ length: 2048 }, (_, n) => Math.sin((Math.PI / 1024) * 100.5 * n));
		const sizes = transformWindow(window).map(Math.abs);
		expect(Math.abs(sizes.indexOf(Math.max(...sizes)) - 100)).toBeLessThanOrEqual(1);
	});
});
