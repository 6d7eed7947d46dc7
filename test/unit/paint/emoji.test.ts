import { describe, expect, test } from "vitest";
import { graphemesOf } from "../../../shared/layout/graphemes.ts";
import { piecesOf } from "../../../shared/paint/emoji-pieces.ts";
import { createMeasurer } from "../../../shared/paint/measurer.ts";
import { openFonts } from "../../../shared/paint/open-fonts.ts";

const STYLE = { sizePx: 40, weight: 400 } as const;

function widthOf(text: string): number {
	return createMeasurer(openFonts([text]))(text, STYLE);
}

describe("an emoji of several code points is one sign", () => {
	const single = widthOf("😀");

	test.each(graphemesOf("👩‍🚀👨‍👩‍👧‍👦🧑🏽‍🤝‍🧑🏻👩‍❤️‍💋‍👨🏳️‍🌈🏳️‍⚧️🏴‍☠️❤️‍🔥❤️‍🩹⛓️‍💥👁️‍🗨️🇧🇷🇯🇵🏴󠁧󠁢󠁳󠁣󠁴󠁿👍🏿🕺🏻🙋🏽‍♀️1️⃣#️⃣♾️🐦‍🔥🍋‍🟩🙂‍↕️"))(
		"%s",
		(emoji) => {
			expect(widthOf(emoji)).toBeCloseTo(single, 1);
		},
	);

	test.each([
		["beside a letter", "a❤️‍🔥", "a😀"],
		["beside others", "🔥❤️‍🔥🏳️‍🌈", "😀😀😀"],
		["between words", "so ❤️‍🔥 it", "so 😀 it"],
	])("%s", (_, text, asWideAs) => {
		expect(widthOf(text)).toBeCloseTo(widthOf(asWideAs), 0);
	});
});

describe("a line is cut", () => {
	test("around an emoji that canvas tears apart, which is given its own last part as a prefix", () => {
		expect(piecesOf("so ❤️‍🔥 it")).toEqual([
			{ text: "so ", prefix: "" },
			{ text: "❤️‍🔥", prefix: "🔥" },
			{ text: " it", prefix: "" },
		]);
	});

	test.each(["plain", "👩‍❤️‍👨", "🏴‍☠️", "👁️‍🗨️", "❤️", "🙋🏽‍♀️"])("never at %s", (text) => {
		expect(piecesOf(text)).toEqual([{ text, prefix: "" }]);
	});
});
