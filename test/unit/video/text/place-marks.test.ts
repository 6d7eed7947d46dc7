import { describe, expect, test } from "vitest";
import {
	arePlaced,
	boxLines,
	type Ink,
	lineMark,
	placeMarks,
} from "../../../../shared/video/text/place-marks.ts";

const ink = (leftPx: number, rightPx: number, bottomPx: number, topPx: number, advancePx = 60): Ink => ({
	leftPx,
	rightPx,
	bottomPx,
	topPx,
	advancePx,
});

const SIZE_PX = 100;
const small = ink(5, 55, 0, 55);
const high = ink(5, 55, 0, 73);
const acute = { text: "\u0301", ink: ink(10, 30, 60, 77, 0) };
const dot = { text: "\u0323", ink: ink(0, 10, -20, -10, 0) };
const stroke = { text: "\u0338", ink: ink(0, 40, 0, 70, 0) };

describe("a mark that no font sets on its letter", () => {
	test("stands in the middle of the letter's ink, as high as it was made", () => {
		expect(placeMarks(small, [acute], SIZE_PX)).toEqual([{ xPx: 10, yPx: 0 }]);
		expect(placeMarks(small, [stroke], SIZE_PX)).toEqual([{ xPx: 10, yPx: 0 }]);
	});

	test("is moved out by what the letter is higher, or reaches deeper", () => {
		expect(placeMarks(high, [acute], SIZE_PX)).toEqual([{ xPx: 10, yPx: 18 }]);
		expect(placeMarks(ink(5, 55, -20, 55), [dot], SIZE_PX)).toEqual([{ xPx: 25, yPx: -15 }]);
	});

	test("stands over the one before it", () => {
		const [first, second] = placeMarks(small, [acute, acute], SIZE_PX);
		expect(first?.yPx).toBe(0);
		expect(second?.yPx).toBe(77 + 5 - 60);
	});

	test("stands in the middle of a space", () => {
		expect(placeMarks(ink(0, 0, 0, 0, 25), [acute], SIZE_PX)[0]?.xPx).toBe(-7.5);
	});

	test("begins where the letter ends, if it reaches over two; and at its right, if it is a voice mark", () => {
		const tie = { text: "\u0361", ink: ink(-36, 33, 58, 74, 0) };
		expect(placeMarks(small, [tie], SIZE_PX)[0]?.xPx).toBe(60);
		const voiced = { text: "\u309b", ink: ink(5, 30, 50, 80, 100) };
		expect(placeMarks(ink(5, 95, 0, 80, 100), [voiced], SIZE_PX)[0]?.xPx).toBe(70);
	});
});

test.each([
	["over the letter", ink(5, 55, 0, 77), true],
	["wider than the letter", ink(-2, 62, 0, 77), true],
	["where the next letter begins", ink(5, 90, 0, 77), false],
	["before the letter", ink(-30, 55, 0, 77), false],
])("a mark %s is placed: %s", (_, together, isPlaced) => {
	expect(arePlaced("o\u0301", together, small, [acute.ink], SIZE_PX)).toBe(isPlaced);
});

test("a line mark goes from one letter's edge to the next one's, in whole pixels", () => {
	const [first] = lineMark("\u0332", 10.4, 20.3, 24);
	const [next] = lineMark("\u0332", 30.7, 12, 24);
	expect(first?.xPx).toBe(10);
	expect((first?.xPx ?? 0) + (first?.widthPx ?? 0)).toBeGreaterThanOrEqual(next?.xPx ?? 0);
	expect(lineMark("\u0333", 0, 10, 24)).toHaveLength(2);
});

test("a box has four sides of a pixel or more, also in the smallest type", () => {
	for (const { widthPx, heightPx } of boxLines(0.3, 6))
		expect(Math.min(widthPx, heightPx)).toBeGreaterThanOrEqual(1);
	expect(boxLines(0, 24)).toHaveLength(4);
});
