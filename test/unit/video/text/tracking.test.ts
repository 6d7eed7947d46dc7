import { describe, expect, test } from "vitest";
import { createCanvas } from "../../../../shared/video/node/fonts/canvas.ts";
import type { TextStyle } from "../../../../shared/video/scene/scene.ts";
import { splitTracked } from "../../../../shared/video/text/tracking.ts";
import { fillBlack, typesetterFor } from "../../../helpers/fonts.ts";

const PLAIN: TextStyle = { sizePx: 40, weight: 400 };
const CLOSE: TextStyle = { ...PLAIN, trackingPx: -1.5 };
const WIDE: TextStyle = { ...PLAIN, trackingPx: 4 };

/** What tracking adds to the width of a text. */
const addedPx = (text: string, style: TextStyle) => {
	const { measure } = typesetterFor([text]);
	return measure(text, style) - measure(text, PLAIN);
};

/** The first and the last column of a text's ink. */
function inkOf(text: string, style: TextStyle, direction: "ltr" | "rtl" = "ltr"): readonly [number, number] {
	const canvas = createCanvas(600, 80);
	const context = canvas.getContext("2d");
	context.fillStyle = "#000000";
	fillBlack(typesetterFor([text]), context, { text, style, direction, xPx: 20, baselinePx: 55 });
	const { data } = context.getImageData(0, 0, 600, 80);
	const columns = [...Array(600).keys()].filter((x) =>
		[...Array(80).keys()].some((y) => (data[4 * (600 * y + x) + 3] ?? 0) > 127),
	);
	return [columns[0] ?? Number.NaN, columns.at(-1) ?? Number.NaN];
}

describe("tracking is added behind each letter", () => {
	test.each([
		["Hello", 5],
		["I see, 9:41!", 12],
		["Ναι", 3],
		["Привет", 6],
		["Résumé", 6],
		["Re\u0301sume\u0301", 6],
		["ɛ̂ɔ́", 2],
		["ffi", 3],
	])("of %s", (text, count) => {
		expect(addedPx(text, CLOSE)).toBeCloseTo(count * -1.5, 2);
		expect(addedPx(text, WIDE)).toBeCloseTo(count * 4, 2);
	});

	test.each(["نعم", "नमस्ते", "สวัสดี", "你好", "한국어", "👍👨‍👩‍👧🇩🇪", "1️⃣ ❤️", "これ"])("never of %s", (text) => {
		const spaces = text.split(" ").length - 1;
		expect(Math.abs(addedPx(text, WIDE))).toBeLessThanOrEqual(4 * spaces);
		expect(inkOf(text, WIDE)[0]).toBe(inkOf(text, PLAIN)[0]);
		if (spaces === 0) expect(inkOf(text, WIDE)).toEqual(inkOf(text, PLAIN));
	});

	test("of the Latin in a line with another script alone", () => {
		expect(addedPx("これ is カナ", WIDE)).toBeCloseTo(4 * 4, 2);
		expect(addedPx("สวัสดี hello", WIDE)).toBeCloseTo(6 * 4, 2);
		expect(addedPx("你好OK👍", WIDE)).toBeCloseTo(2 * 4, 2);
		expect(addedPx("OK نعم", WIDE)).toBe(0);
	});
});

test.each(["HillH", "Hилл Hаh", "Hé→ΩH", "H你H", "Hɛ̂H", "Hカ H"])(
	"what is drawn of %s is as wide as what is measured",
	(text) => {
		for (const style of [CLOSE, WIDE]) {
			const [plain, tracked] = [inkOf(text, PLAIN), inkOf(text, style)];
			expect(tracked[0]).toBe(plain[0]);
			// Behind the last letter it is measured and not seen.
			const expected = plain[1] + addedPx(text, style) - (style.trackingPx ?? 0);
			expect(Math.abs(tracked[1] - expected)).toBeLessThanOrEqual(1);
		}
	},
);

test("a context sets its next text as before", () => {
	const context = createCanvas(100, 80).getContext("2d");
	fillBlack(typesetterFor(["Hi"]), context, {
		text: "Hi",
		style: WIDE,
		direction: "ltr",
		xPx: 0,
		baselinePx: 50,
	});
	expect(context.letterSpacing).toBe("0px");
});

test("a text is cut where letters that are tracked meet others", () => {
	const runs = (text: string) =>
		splitTracked(text, 2).map((run) => `${run.text}|${run.trackingPx === 0 ? "-" : "+"}`);
	expect(runs("Hello, 42!")).toEqual(["Hello, 42!|+"]);
	expect(runs("สวัสดี hello ครับ")).toEqual(["สวัสดี|-", " hello |+", "ครับ|-"]);
	expect(runs("これ、それ")).toEqual(["これ、それ|-"]);
	expect(runs("OK نعم")).toEqual(["OK نعم|-"]);
	expect(runs("")).toEqual([]);
	expect(splitTracked("Hello", 0)).toEqual([{ text: "Hello", trackingPx: 0 }]);
});
