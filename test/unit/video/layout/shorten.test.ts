import { describe, expect, test } from "vitest";
import { findInitials, keepEnd, shorten } from "../../../../shared/video/layout/shorten.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

/** A letter is 6 px wide, a space 3. */
const measure = (text: string) => measureEvenly(text, { sizePx: 10, weight: 400 });

test.each([
	["Emma", 24, "Emma"],
	["Emma", 23, "Em…"],
	["Emma Long", 36, "Emma…"],
	["👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 20, "👨‍👩‍👧‍👦…"],
	["Emma", 1, "E…"],
])("%s in %i px is %s", (text, maxWidthPx, cut) => {
	expect(shorten(text, maxWidthPx, measure)).toBe(cut);
});

describe("the end of a text", () => {
	test.each([
		["Hello", 30, "Hello"],
		["Hello", 29, "ello"],
		["Hello", 12, "lo"],
		["Hello", 1, "o"],
		["no 👨‍👩‍👧‍👦", 13, "👨‍👩‍👧‍👦"],
		["👨‍👩‍👧‍👦", 1, "👨‍👩‍👧‍👦"],
	])("%s in %i px is %s", (text, maxWidthPx, cut) => {
		expect(keepEnd(text, maxWidthPx, measure)).toBe(cut);
	});

	test("is as long as fits, whatever the limit", () => {
		const text = "The quick brown fox jumps over the lazy dog";
		for (let maxWidthPx = 6; maxWidthPx < measure(text); maxWidthPx++) {
			const end = keepEnd(text, maxWidthPx, measure);
			expect(text.endsWith(end)).toBe(true);
			expect(measure(end)).toBeLessThanOrEqual(maxWidthPx);
			expect(measure(text.slice(-end.length - 1))).toBeGreaterThan(maxWidthPx);
		}
	});
});

test.each([
	["Emma", "E"],
	["emma de la Cruz", "EC"],
	["Mom ❤️", "M"],
	["(Ben) 2", "B"],
	["2Pac", "2"],
	["@anna", "A"],
	["மகன்", "ம"],
])("the initials of %s are %s", (name, initials) => {
	expect(findInitials(name)).toBe(initials);
});

const nameless = ["+1 (555) 010-4567", "0800", "👻", "❤️‍🔥 👻", "***", "\u2800."];

test.each(nameless)("%j is no name and has none", (name) => {
	expect(findInitials(name)).toBeNull();
});
