import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrangePictures, cropToFill } from "../../../../../shared/video/layout/message/arrange-pictures.ts";
import { contains, intersect, type Size } from "../../../../../shared/video/scene/rect.ts";

const size = (widthPx: number, heightPx: number): Size => ({ widthPx, heightPx });
const ROOM = {
	widestPx: 246,
	highestPx: 337,
	narrowest: 9 / 16,
	flattest: 16 / 9,
	gapPx: 3,
	isMirrored: false,
};
const arrange = (sizes: readonly Size[], room: Partial<typeof ROOM> = {}) =>
	arrangePictures(sizes, { ...ROOM, ...room });

describe("one picture by itself", () => {
	test.each([
		["a landscape", size(4000, 3000), [246, 184], [0, 0]],
		["a portrait that is as high as may be", size(3000, 4500), [224, 336], [0, 0]],
		["a square", size(500, 500), [246, 246], [0, 0]],
		["a panorama, cut at both sides", size(9000, 1000), [246, 138], [3609, 0]],
		["a strip, cut above and below", size(100, 2000), [188, 336], [0, 911]],
		["a tiny one, enlarged", size(3, 2), [246, 164], [0, 0]],
	])("%s", (_, picture, expected, cut) => {
		const { widthPx, heightPx, cells } = arrange([picture]);
		expect([widthPx, heightPx]).toEqual(expected);
		expect(cells).toEqual([{ xPx: 0, yPx: 0, widthPx, heightPx }]);
		const crop = cropToFill(picture, { widthPx, heightPx });
		// Rounding to even pixels cuts up to a hundredth.
		expect(Math.abs(crop.xPx - (cut[0] ?? 0))).toBeLessThanOrEqual(picture.widthPx / 100);
		expect(Math.abs(crop.yPx - (cut[1] ?? 0))).toBeLessThanOrEqual(picture.heightPx / 100);
	});
});

describe("several pictures are squares", () => {
	const cellsOf = (count: number, isMirrored = false) => {
		const { widthPx, heightPx, cells } = arrange(Array(count).fill(size(300, 200)), { isMirrored });
		return [[widthPx, heightPx], ...cells.map((cell) => [cell.xPx, cell.yPx, cell.widthPx, cell.heightPx])];
	};

	test("two beside each other", () => {
		expect(cellsOf(2)).toEqual([
			[244, 120],
			[0, 0, 120, 120],
			[124, 0, 120, 120],
		]);
	});

	test("a large one and two small ones", () => {
		expect(cellsOf(3)).toEqual([
			[242, 160],
			[0, 0, 160, 160],
			[164, 0, 78, 78],
			[164, 82, 78, 78],
		]);
	});

	test("two by two, in the order of reading", () => {
		expect(cellsOf(4)).toEqual([
			[244, 244],
			[0, 0, 120, 120],
			[124, 0, 120, 120],
			[0, 124, 120, 120],
			[124, 124, 120, 120],
		]);
	});

	test("from right to left the first is at the right", () => {
		expect(cellsOf(3, true).slice(1)).toEqual([
			[82, 0, 160, 160],
			[0, 0, 78, 78],
			[0, 82, 78, 78],
		]);
	});
});

test("any pictures fill their places without distortion, lie beside each other and keep within the room", () => {
	const side = fc.integer({ min: 1, max: 12_000 });
	const sizes = fc.array(fc.record({ widthPx: side, heightPx: side }), { minLength: 1, maxLength: 4 });
	const room = fc.record({
		widestPx: fc.double({ min: 40, max: 800, noNaN: true }),
		highestPx: fc.double({ min: 40, max: 1200, noNaN: true }),
		gapPx: fc.double({ min: 0, max: 12, noNaN: true }),
		isMirrored: fc.boolean(),
	});
	fc.assert(
		fc.property(sizes, room, (pictures, given) => {
			const { widthPx, heightPx, cells } = arrange(pictures, given);
			expect(widthPx).toBeLessThanOrEqual(given.widestPx);
			expect(heightPx).toBeLessThanOrEqual(given.highestPx);
			expect(cells.length).toBe(pictures.length);
			for (const [index, cell] of cells.entries()) {
				expect([cell.xPx % 2, cell.yPx % 2, cell.widthPx % 2, cell.heightPx % 2]).toEqual([0, 0, 0, 0]);
				expect(contains({ xPx: 0, yPx: 0, widthPx, heightPx }, cell)).toBe(true);
				for (const other of cells.slice(index + 1)) expect(intersect(cell, other)).toBeNull();
				const picture = pictures[index] ?? size(1, 1);
				const crop = cropToFill(picture, cell);
				expect(
					contains(
						{ xPx: -1e-6, yPx: -1e-6, widthPx: picture.widthPx + 2e-6, heightPx: picture.heightPx + 2e-6 },
						crop,
					),
				).toBe(true);
				expect(crop.widthPx / crop.heightPx).toBeCloseTo(cell.widthPx / cell.heightPx, 6);
				expect(Math.min(picture.widthPx - crop.widthPx, picture.heightPx - crop.heightPx)).toBeCloseTo(0, 6);
			}
		}),
	);
});
