import { describe, expect, test } from "vitest";
import type { Part } from "../../../../shared/video/text/font-choice.ts";
import type { FontFile } from "../../../../shared/video/text/font-library.ts";
import {
	cutIntoPieces as cut,
	inVisualOrder,
	type LetterSetting,
} from "../../../../shared/video/text/text-pieces.ts";

const file: FontFile = {
	alias: "a",
	family: "a",
	index: 0,
	location: "",
	variation: "normal",
	isFor: () => true,
	cmap: () => new Set(),
};
const partOf = (text: string): Part => ({ text, file, marks: [] });

/** Where the fonts have each emoji but a man on fire, as one, and no ☒. */
const setting: LetterSetting = {
	mayHaveOddLetters: () => false,
	chooseParts: (grapheme) => {
		if (grapheme === "👨‍🔥") return [partOf("👨"), partOf("🔥")];
		return [{ ...partOf(grapheme), file: grapheme === "☒" ? null : file }];
	},
};
const piecesOf = (line: string, direction: "ltr" | "rtl") =>
	cut(line, direction, setting).map(({ text, prefix }) => ({ text, prefix }));

const texts = (line: string, direction: "ltr" | "rtl" = "ltr") =>
	piecesOf(line, direction).map(({ text }) => text);

describe("a line is cut", () => {
	test("at each emoji, and at each letter of Han and Hangul, which stand alone as they stand together", () => {
		expect(texts("so 😂🇧🇷 it")).toEqual(["so ", "😂", "🇧🇷", " it"]);
		expect(texts("好的，谢谢！")).toEqual(["好", "的", "，", "谢", "谢", "！"]);
		expect(texts("한국 a 韓國")).toEqual(["한", "국", " a ", "韓", "國"]);
	});

	test.each(["plain", "Привет, мир", "カタカナも", "สวัสดี", "नमस्ते"])(
		"never in %s, whose letters are set together",
		(line) => {
			expect(texts(line)).toEqual([line]);
		},
	);

	test.each(["👩‍❤️‍👨", "🏴‍☠️", "👁️‍🗨️", "❤️", "🙋🏽‍♀️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"])("never inside %s", (emoji) => {
		expect(piecesOf(emoji, "ltr")).toEqual([{ text: emoji, prefix: "" }]);
	});

	test("around an emoji that canvas tears apart, which is given its own last part as a prefix", () => {
		expect(piecesOf("so ❤️‍🔥 it", "ltr")).toEqual([
			{ text: "so ", prefix: "" },
			{ text: "❤️‍🔥", prefix: "🔥" },
			{ text: " it", prefix: "" },
		]);
	});

	test("there alone where some of it runs from right to left, and the order is canvas's to find", () => {
		expect(texts("שלום 😂 עולם")).toEqual(["שלום 😂 עולם"]);
		expect(texts("say \u2067好 😂\u2069")).toEqual(["say \u2067好 😂\u2069"]);
		expect(texts("hello 😂 好", "rtl")).toEqual(["hello 😂 好"]);
		expect(texts("שלום ❤️‍🔥 עולם")).toEqual(["שלום ", "❤️‍🔥", " עולם"]);
	});

	test("inside an emoji that no font has as one, whatever its direction", () => {
		expect(texts("so 👨‍🔥 it")).toEqual(["so ", "👨", "🔥", " it"]);
		expect(texts("שלום 👨‍🔥😂")).toEqual(["שלום ", "👨", "🔥", "😂"]);
	});

	test("around a letter that no font has, whatever its direction", () => {
		expect(texts("so ☒ it")).toEqual(["so ", "☒", " it"]);
		expect(texts("שלום ☒ עולם")).toEqual(["שלום ", "☒", " עולם"]);
	});

	test("around a sign that is an emoji or text, where the line is set as a whole in the fonts of both", () => {
		expect(texts("שלום ☎ 😂")).toEqual(["שלום ", "☎", " 😂"]);
		expect(texts("so ☎\ufe0e it")).toEqual(["so ☎\ufe0e it"]);
	});
});

describe("pieces are seen", () => {
	const seen = (line: readonly string[], direction: "ltr" | "rtl") =>
		inVisualOrder(
			line.map((text) => ({ text, prefix: "", part: null, key: text })),
			direction,
		).map(({ text }) => text);

	test("from left to right, or from right to left where the line runs so", () => {
		expect(seen(["so ", "👨", "🔥", " it"], "ltr")).toEqual(["so ", "👨", "🔥", " it"]);
		expect(seen(["שלום ", "👨", "🔥", " עולם"], "rtl")).toEqual([" עולם", "🔥", "👨", "שלום "]);
	});

	test("in their own order where they run against the line, with what stands between", () => {
		expect(seen(["שלום ", "u", "n", " ", "d", " ", "☒"], "rtl")).toEqual([
			"☒",
			" ",
			"u",
			"n",
			" ",
			"d",
			"שלום ",
		]);
		expect(seen(["so ", "ܐ", " ", "ܒ", "!"], "ltr")).toEqual(["so ", "ܒ", " ", "ܐ", "!"]);
	});

	test("with a stretch in both directions as one of the line's", () => {
		expect(seen(["so שלום ", "ɛ", " עולם"], "rtl")).toEqual([" עולם", "ɛ", "so שלום "]);
	});
});
