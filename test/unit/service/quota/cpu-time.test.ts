import { expect, test } from "vitest";
import { isMinutes, MAX_MINUTES, readMinutes } from "../../../../shared/service/quota/cpu-time.ts";

test.each([
	["1.5", 1.5],
	["0.001", 0.001],
	["2856960", MAX_MINUTES],
	[" 2 ", 2],
])("%j are minutes", (text, minutes) => {
	expect(readMinutes(text)).toBe(minutes);
});

test.each([
	"",
	" ",
	"0",
	"0.0",
	"-1",
	"+1",
	"1e300",
	"1e3",
	"0x10",
	"Infinity",
	"NaN",
	".5",
	"2856960.1",
	"1,5",
])("%j are none", (text) => {
	expect(readMinutes(text)).toBeNull();
});

test.each([0, -1, Number.NaN, Infinity, MAX_MINUTES + 1, "1", null, undefined])(
	"%j of a body are none",
	(value) => {
		expect(isMinutes(value)).toBe(false);
	},
);
