import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { levelFor } from "../../../shared/video/encode/h264/level.ts";
import { readPps, writePps } from "../../../shared/video/encode/h264/pps.ts";
import { readSps } from "../../../shared/video/encode/h264/read-sps.ts";
import { writeSps } from "../../../shared/video/encode/h264/write-sps.ts";

const even = (min: number, max: number) => fc.integer({ min: min / 2, max: max / 2 }).map((half) => 2 * half);

describe("the stream's own parameter sets", () => {
	test("give the size and the numbers' lengths again", () => {
		fc.assert(
			fc.property(
				even(2, 3840),
				even(2, 3840),
				fc.integer({ min: 24, max: 60 }),
				(widthPx, heightPx, fps) => {
					const mbs = { widthMbs: Math.ceil(widthPx / 16), heightMbs: Math.ceil(heightPx / 16) };
					const sps = readSps(writeSps({ widthPx, heightPx, ...mbs, fps }));
					expect(sps).toEqual({ widthPx, heightPx, ...mbs, frameNumBits: 4, pocLsbBits: 12 });
				},
			),
		);
	});

	test("give the coding tools again, at QP 26", () => {
		const offsets = fc.integer({ min: -12, max: 12 });
		const tools = fc.record({
			chromaQpOffset: offsets,
			secondChromaQpOffset: offsets,
			isIntraConstrained: fc.boolean(),
			hasTransform8x8: fc.boolean(),
		});
		fc.assert(
			fc.property(tools, (written) => {
				const read = readPps(writePps(written, "cabac"));
				expect(read).toEqual({ tools: written, initQp: 26, hasDeblockingControl: true });
			}),
		);
	});
});

describe("the level", () => {
	test.each([
		// Pictures of 8160 macroblocks: 244,800 a second at 30, above level 4.1's 245,760 at 31.
		[1080, 1920, 30, 40],
		[1080, 1920, 31, 42],
		[1080, 1920, 60, 42],
		[2160, 3840, 30, 51],
		// 80 rows that may each be a slice: level 3.1 has 60 a picture.
		[720, 1280, 30, 32],
		// Of size and rate of level 2.1, but 512 px of motion need 3.1.
		[240, 640, 30, 31],
		[240, 426, 30, 31],
		[240, 240, 30, 21],
		[32, 32, 30, 10],
		// 8704 macroblocks, four of which pictures libavc does not hold at level 4.2.
		[1088, 2048, 30, 50],
		// Of size and rate of level 1.1, whose buffer holds two of these.
		[528, 112, 12, 12],
		// Longer than √(8 · MaxFS) of level 4.
		[16, 5000, 24, 50],
	])("of %i×%i at %i is %i", (widthPx, heightPx, fps, idc) => {
		const size = { widthMbs: Math.ceil(widthPx / 16), heightMbs: Math.ceil(heightPx / 16), fps };
		expect(levelFor(size).idc).toBe(idc);
	});

	test("is none above 6.2", () => {
		expect(() => levelFor({ widthMbs: 1000, heightMbs: 1000, fps: 30 })).toThrow(
			new RangeError("no level of H.264 holds 1000×1000 macroblocks at 30 a second"),
		);
	});
});
