import { expect, test } from "vitest";
import { createCanvas } from "../../../../shared/video/node/fonts/canvas.ts";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import { createTypesetter } from "../../../../shared/video/text/typesetter.ts";
import { registerFonts } from "../../../helpers/fonts.ts";

/** All of them take 20 s; all of them were looked at once. */
const STRIDE = 11;

const STYLE = { sizePx: 51, weight: 400 } as const;

test.each([
	["Han", 0x4e00, 0x9fff, ""],
	["Han beside kana", 0x4e00, 0x6000, "かな"],
	["Hangul", 0xac00, 0xd7a3, ""],
	["Han beside Latin and Hangul", 0x20000, 0x20400, "aWi한"],
])("%s: each letter is measured as wide as canvas sets it", (_, first, last, others) => {
	const count = Math.floor((last - first) / STRIDE) + 1;
	const letters = Array.from({ length: count }, (__, index) => String.fromCodePoint(first + STRIDE * index));
	const fonts = registerFonts([...letters, others]);
	const { measure } = createTypesetter(fonts, graphics);
	const ruler = createCanvas(1, 1).getContext("2d");
	// What no font has is a box of ours, whatever canvas would set.
	const set = [...letters, ...others].filter((letter) => fonts.choose(letter).missing.length === 0);
	expect(set.length).toBeGreaterThan(1);
	const wrong = set.filter((letter) => {
		ruler.font = `${STYLE.weight} ${STYLE.sizePx}px ${fonts.chooseStack(letter)}`;
		return measure(letter, STYLE) !== ruler.measureText(letter).width;
	});
	expect(wrong).toEqual([]);
});
