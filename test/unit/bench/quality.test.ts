import { describe, expect, test } from "vitest";
import { addDifferences, comparePlanes, decibels } from "../../../scripts/bench/quality/compare-planes.ts";
import { countFlat } from "../../../scripts/bench/quality/count-flat.ts";
import { atEqualLuma } from "../../../scripts/bench/quality/equal-luma.ts";
import type { Quality } from "../../../scripts/bench/quality/measure-quality.ts";

/** A plane in which each sample differs from its neighbours. */
const texture = (width: number, height: number) =>
	Uint8Array.from({ length: width * height }, (_, at) => 40 + ((at * 37) % 151));
const changed = (plane: Uint8Array, levels: ReadonlyMap<number, number>) =>
	plane.map((level, at) => level + (levels.get(at) ?? 0));

describe("how far a plane is from what was drawn", () => {
	test("is nothing where they are equal: an SSIM of 1 in each window, whole or cut", () => {
		const plane = texture(20, 12);
		const { windows, ssim, ...rest } = comparePlanes(plane, plane, 20);
		expect(rest).toEqual({ samples: 240, squaredError: 0 });
		expect([windows, ssim]).toEqual([6, expect.closeTo(6, 9)]);
		expect(decibels(rest)).toBe(Number.POSITIVE_INFINITY);
	});

	test("is the sum of squares, in decibels of 255", () => {
		const plane = texture(16, 8);
		const other = changed(
			plane,
			new Map([
				[3, 2],
				[100, -3],
			]),
		);
		const difference = comparePlanes(other, plane, 16);
		expect(difference.squaredError).toBe(13);
		expect(difference.ssim).toBeLessThan(2);
		expect(decibels(difference)).toBeCloseTo(10 * Math.log10((255 ** 2 * 128) / 13), 9);
		expect(decibels({ samples: 1, squaredError: 255 ** 2 })).toBe(0);
		expect(addDifferences(difference, difference).squaredError).toBe(26);
	});

	test("an SSIM of 0 is about what noise has beside a texture", () => {
		const plane = texture(8, 8);
		const mirrored = plane.map((level) => 230 - level);
		expect(comparePlanes(mirrored, plane, 8).ssim).toBeLessThan(-0.9);
	});

	test("planes of two sizes are refused", () => {
		expect(() => comparePlanes(texture(16, 8), texture(16, 16), 16)).toThrow("128 samples beside 256");
	});
});

describe("flat ground", () => {
	test("is whole macroblocks of one level, and what is off counts, by one level and by more", () => {
		const drawn = new Uint8Array(48 * 20).fill(90);
		// The second macroblock has a point on it, and is none; the rows below the first 16 fill none.
		drawn[5 * 48 + 20] = 91;
		const decoded = changed(
			drawn,
			new Map([
				[0, 1],
				[1, -1],
				[2, 4],
				[17, 9],
				[18 * 48, 9],
			]),
		);
		expect(countFlat(decoded, drawn, 48)).toEqual({ samples: 512, off: 3, farOff: 1 });
	});
});

describe("the plain engine's bytes at a luma", () => {
	const plain = (bytes: number, lumaDb: number, ssimDb: number) => ({ bytes, lumaDb, ssimDb }) as Quality;
	const points = [plain(800, 50, 34), plain(200, 46, 30)] as const;

	test.each([
		[50, 800, 34],
		[46, 200, 30],
		[48, 400, 32],
		[52, 1600, 36],
	])("at %d dB are on the line through two files, by the logarithm: %d", (lumaDb, bytes, ssimDb) => {
		expect(atEqualLuma(lumaDb, points)).toEqual({ bytes, ssimDb });
	});
});
