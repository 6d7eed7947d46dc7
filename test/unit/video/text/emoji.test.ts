import { describe, expect, test } from "vitest";
import { createCanvas } from "../../../../shared/video/node/fonts/canvas.ts";
import { splitGraphemes } from "../../../../shared/video/text/graphemes.ts";
import { fillBlack, typesetterFor } from "../../../helpers/fonts.ts";

const STYLE = { sizePx: 40, weight: 400 } as const;

function widthOf(text: string): number {
	return typesetterFor([text]).measure(text, STYLE);
}

describe("an emoji of several code points is one sign", () => {
	const single = widthOf("😀");

	test.each(
		splitGraphemes("👩‍🚀👨‍👩‍👧‍👦🧑🏽‍🤝‍🧑🏻👩‍❤️‍💋‍👨🏳️‍🌈🏳️‍⚧️🏴‍☠️❤️‍🔥❤️‍🩹⛓️‍💥👁️‍🗨️🇧🇷🇯🇵🏴󠁧󠁢󠁳󠁣󠁴󠁿👍🏿🕺🏻🙋🏽‍♀️1️⃣#️⃣♾️🐦‍🔥🍋‍🟩🙂‍↕️"),
	)("%s", (emoji) => {
		expect(widthOf(emoji)).toBeCloseTo(single, 1);
	});

	test.each([
		["beside a letter", "a❤️‍🔥", "a😀"],
		["beside others", "🔥❤️‍🔥🏳️‍🌈", "😀😀😀"],
		["between words", "so ❤️‍🔥 it", "so 😀 it"],
	])("%s", (_, text, asWideAs) => {
		expect(widthOf(text)).toBeCloseTo(widthOf(asWideAs), 0);
	});
});

describe("an emoji that no font has as one is its parts, side by side", () => {
	const single = widthOf("😀");

	test.each([
		["two that nobody joins", "👨‍🔥", 2],
		["with a tone", "👩🏽‍🔥", 2],
		["with more than two", "👩‍❤️‍🔥", 3],
		["a tone behind one that canvas tears apart", "🏳️‍🌈🏽", 2],
		["in a line that runs from right to left", "👨‍🔥שלום", 2 + widthOf("שלום") / widthOf("😀")],
		["not where it has an invisible sign behind it", "👍🏽\u200c", 1],
		["a mark, which is drawn over it", "😀\u0301", 1],
	])("%s: %s", (_, text, count) => {
		expect(widthOf(text) / single).toBeCloseTo(count, 1);
	});

	test("of which none is cut off", () => {
		const text = "❤️‍🔥🏽";
		const typesetter = typesetterFor([text]);
		const context = createCanvas(200, 80).getContext("2d");
		const place = { xPx: 0, baselinePx: 60, direction: "ltr" } as const;
		fillBlack(typesetter, context, { text, style: STYLE, ...place });
		// The swatch of the tone ends shortly before the line does.
		const { data } = context.getImageData(typesetter.measure(text, STYLE) - 6, 46, 1, 1);
		expect(data[3]).toBe(255);
	});
});
