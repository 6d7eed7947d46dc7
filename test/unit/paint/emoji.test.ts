import { describe, expect, test } from "vitest";
import { graphemesOf } from "../../../shared/layout/graphemes.ts";
import { openFonts } from "../../../shared/paint/open-fonts.ts";
import { createTypesetter } from "../../../shared/paint/typesetter.ts";

const STYLE = { sizePx: 40, weight: 400 } as const;

function widthOf(text: string): number {
	return createTypesetter(openFonts([text])).measure(text, STYLE);
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
