import { expect, test } from "vitest";
import { directionOf } from "../../../../shared/video/layout/direction.ts";

test.each([
	["Hello", "ltr"],
	["مرحبا hello", "rtl"],
	["hello مرحبا", "ltr"],
	["123 שלום", "rtl"],
	["😂!", "ltr"],
	["\u2067hello\u2069 שלום", "rtl"],
])("%s is written %s, by its first letter outside an isolate", (text, direction) => {
	expect(directionOf(text)).toBe(direction);
});
