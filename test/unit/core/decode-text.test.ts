import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeText } from "../../../shared/core/decode-text.ts";

const TEXT = '{"text": "café 😀",\r\n"more": "日本"}';
const bytesOf = (...parts: readonly (string | readonly number[])[]) =>
	Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));
const utf16 = (text: string, isLittle = true) => {
	const little = Buffer.from(text, "utf16le");
	return [...(isLittle ? little : little.swap16())];
};

describe("one entrance decodes bytes for every caller", () => {
	test.each([
		["UTF-8", bytesOf(TEXT)],
		["UTF-8 with a mark", bytesOf([0xef, 0xbb, 0xbf], TEXT)],
		["UTF-16 LE with a mark", bytesOf([0xff, 0xfe], utf16(TEXT))],
		["UTF-16 BE with a mark", bytesOf([0xfe, 0xff], utf16(TEXT, false))],
	])("%s is text without the mark", (_, bytes) => {
		expect(decodeText(bytes)).toEqual({ ok: true, text: TEXT });
	});

	test.each([
		["Latin-1", bytesOf('{\n"café": "caf', [0xe9], '"}'), "line 2, column 13: .*received the byte 0xE9"],
		["Windows-1252 quotes", bytesOf("a\r\nb\r", [0x93]), "line 3, column 1: .*0x93"],
		["a sequence cut short", bytesOf("ab", [0xe6, 0x97]), "line 1, column 3: .*0xE6"],
		["a longer form than needed", bytesOf([0xc0, 0xaf]), "line 1, column 1: .*0xC0"],
		["a surrogate in UTF-8", bytesOf("x", [0xed, 0xa0, 0x80]), "column 2: .*0xED"],
		["beyond U+10FFFF", bytesOf([0xf4, 0x90, 0x80, 0x80]), "column 1: .*0xF4"],
		["a zero byte", bytesOf("PK\n", [0]), "line 2, column 1: .*0x00"],
		["UTF-16 without a mark", bytesOf(utf16("{}")), "0x00 .*UTF-16 without a mark"],
		["UTF-32", bytesOf([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), "received UTF-32"],
		["half a pair in UTF-16", bytesOf([0xff, 0xfe], utf16("a\nb\ud800")), "line 2, column 2: .*U\\+D800"],
		[
			"half a unit in UTF-16",
			bytesOf([0xff, 0xfe], utf16("ab"), [0x63]),
			"column 3: .*half of a UTF-16 unit",
		],
	])("%s is refused with the byte and its place", (_, bytes, words) => {
		const decoded = decodeText(bytes);
		expect(decoded).toMatchObject({ ok: false, fault: { message: expect.stringMatching(words) } });
	});

	test("a U+FFFD that was written is a letter", () => {
		expect(decodeText(bytesOf("\ufffd"))).toEqual({ ok: true, text: "\ufffd" });
		expect(decodeText(bytesOf([0xff, 0xfe], utf16("\ufffd")))).toEqual({ ok: true, text: "\ufffd" });
	});

	test("takes of all bytes just what TextDecoder takes as UTF-8, but for zeros", () => {
		const decoder = new TextDecoder("utf-8", { fatal: true });
		const isTaken = (bytes: Uint8Array) => {
			try {
				return decoder.decode(bytes) !== null && !bytes.includes(0);
			} catch {
				return false;
			}
		};
		const byte = fc.constantFrom(
			0x41,
			0x80,
			0x8f,
			0x90,
			0x9f,
			0xa0,
			0xbf,
			0xc1,
			0xc2,
			0xe0,
			0xe1,
			0xed,
			0xf0,
			0xf1,
			0xf4,
			0xf5,
		);
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 6 }), fc.array(byte, { maxLength: 6 }), (any, near) => {
				for (const bytes of [any, Uint8Array.from(near)])
					expect(decodeText(Uint8Array.of(0x41, ...bytes)).ok).toBe(isTaken(bytes));
			}),
		);
	});
});
