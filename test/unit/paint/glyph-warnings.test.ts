import { describe, expect, test } from "vitest";
import { glyphWarnings } from "../../../shared/paint/glyph-warnings.ts";

const warningsOf = (...messages: string[]) => glyphWarnings(messages, messages);

describe("a grapheme that no font can draw", () => {
	test("is named with its message, its code points and nothing beside it", () => {
		expect(warningsOf("fine", "a \u{13000} b")).toEqual([
			{
				code: "MISSING_GLYPH",
				message: 'No font can draw "\u{13000}" (U+13000); an empty box is shown instead.',
				pointer: "/messages/1/text",
			},
		]);
	});

	test.each(["\ue000", "\u{10ffff}", "ඞ"])("%j is one", (text) => {
		expect(warningsOf(text)).toHaveLength(1);
	});

	test("is named once a message, and of many only the first ten", () => {
		const many = Array.from({ length: 30 }, (_, index) => String.fromCodePoint(0x13000 + index)).join("");
		const [warning, ...rest] = warningsOf(many + many);
		expect(rest).toEqual([]);
		expect(warning?.message.match(/U\+/g)).toHaveLength(10);
		expect(warning?.message).toContain("and 20 more");
	});
});

test.each([
	"Hello, Žluť",
	"Привет Γειά გამარჯობა",
	"مرحبا שלום नमस्ते สวัสดี",
	"你好 こんにちは 안녕",
	"👩‍❤️‍👨 ❤️‍🔥 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ ☎ ★ ∑ ⠓",
	"\u2068isolated\u2069 and joined\u200d",
	"e\u0301 a\u0308",
])("%s can be drawn whole", (text) => {
	expect(warningsOf(text)).toEqual([]);
});
