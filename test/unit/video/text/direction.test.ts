import { expect, test } from "vitest";
import { findDirection } from "../../../../shared/video/text/direction.ts";

test.each([
	["Hello", "ltr"],
	["مرحبا hello", "rtl"],
	["hello مرحبا", "ltr"],
	["123 שלום", "rtl"],
	["😂!", "ltr"],
	["\u2067hello\u2069 שלום", "rtl"],
])("%s is written %s, by its first letter outside an isolate", (text, direction) => {
	expect(findDirection(text)).toBe(direction);
});
