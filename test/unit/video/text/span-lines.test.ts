import { describe, expect, test } from "vitest";
import { createCanvas } from "../../../../shared/video/node/fonts/canvas.ts";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import type { Span, TextStyle } from "../../../../shared/video/scene/scene.ts";
import { createTypesetter } from "../../../../shared/video/text/typesetter.ts";
import { registerFonts, typesetterFor } from "../../../helpers/fonts.ts";

const STYLE: TextStyle = { sizePx: 24, weight: 400 };
const BOLD: TextStyle = { sizePx: 24, weight: 700 };
const ITALIC: TextStyle = { ...STYLE, isItalic: true };
const BASELINE = 60;
const WIDTH = 400;

type Direction = "ltr" | "rtl";

const span = (text: string, others: Partial<Span> = {}): Span => ({
	text,
	style: STYLE,
	paint: "#000000",
	...others,
});

/** The pixels of a line that begins at x = 20. */
function draw(spans: readonly Span[], direction: Direction = "ltr") {
	const typesetter = typesetterFor(spans.map(({ text }) => text));
	const context = createCanvas(WIDTH, 100).getContext("2d");
	typesetter.fill(context, { spans, direction, xPx: 20, baselinePx: BASELINE }, (paint) => String(paint));
	const { data } = context.getImageData(0, 0, WIDTH, 100);
	const at = (x: number, y: number) => data.subarray(4 * (y * WIDTH + x), 4 * (y * WIDTH + x) + 4);
	/** The columns that have a pixel of some colour: the first and the last. */
	const columnsOf = (is: (pixel: Uint8ClampedArray) => boolean, fromY = 0, toY = 100) => {
		const columns = Array.from({ length: WIDTH }, (_, x) => x).filter((x) => {
			for (let y = fromY; y < toY; y++) if (is(at(x, y))) return true;
			return false;
		});
		return [columns[0] ?? -1, columns.at(-1) ?? -1] as const;
	};
	return { data: Buffer.from(data), columnsOf, at, measure: typesetter.measure };
}

const isInk = (pixel: Uint8ClampedArray) => (pixel[3] ?? 0) > 100;
const isRed = (pixel: Uint8ClampedArray) => isInk(pixel) && (pixel[0] ?? 0) > 150 && (pixel[2] ?? 0) < 80;
const isBlue = (pixel: Uint8ClampedArray) => isInk(pixel) && (pixel[2] ?? 0) > 150 && (pixel[0] ?? 0) < 80;
const red = { paint: "#ff0000" };
const blue = { paint: "#0000ff" };

describe("spans are drawn", () => {
	test("one behind the other, each in its own style and as wide as it is measured", () => {
		const { columnsOf, measure } = draw([span("Hello ", red), span("HHH", { ...blue, style: BOLD })]);
		const [left, right] = columnsOf(isBlue);
		const startPx = 20 + measure("Hello ", STYLE);
		expect(left).toBeGreaterThanOrEqual(Math.floor(startPx));
		expect(left).toBeLessThan(startPx + 4);
		expect(right).toBeLessThanOrEqual(startPx + measure("HHH", BOLD));
		expect(right).toBeGreaterThan(startPx + measure("HHH", BOLD) - 4);
		expect(measure("HHH", BOLD)).toBeGreaterThan(measure("HHH", STYLE));
	});

	test("a single one as ever", () => {
		const [one, two] = [draw([span("ab 👍 漢字 cd")]), draw([span("ab 👍 "), span("漢字 cd")])];
		expect(one.data.equals(two.data)).toBe(true);
	});

	test.each([
		["in a line from left to right", "ltr", ["say ", "שלום", " עולם", " now"], [0, 2, 1, 3]],
		["in a line from right to left", "rtl", ["שלום", " hello", " world ", "עולם"], [3, 1, 2, 0]],
	] as const)("in the order of both directions %s", (_, direction, texts, order) => {
		const seen = texts.map((text, index) => {
			const spans = texts.map((each, place) => span(each, place === index ? red : {}));
			return { text, index, left: draw(spans, direction).columnsOf(isRed)[0] };
		});
		expect(seen.toSorted((a, b) => a.left - b.left).map(({ index }) => index)).toEqual(order);
	});

	test("with the spaces between two of them where the order of both puts them", () => {
		const { columnsOf, measure } = draw([span("say ", red), span("שלום"), span(" עולם "), span("now", blue)]);
		const isBlack = (pixel: Uint8ClampedArray) => isInk(pixel) && !isRed(pixel) && !isBlue(pixel);
		const [left, right] = columnsOf(isBlack);
		const spacePx = measure(" ", STYLE);
		expect(Math.abs(left - columnsOf(isRed)[1] - spacePx)).toBeLessThan(5);
		expect(Math.abs(columnsOf(isBlue)[0] - right - spacePx)).toBeLessThan(5);
	});
});

describe("an italic", () => {
	test("is as wide as the upright, stands on the same baseline and leans to the right", () => {
		const [upright, italic] = [draw([span("lll")]), draw([span("lll", { style: ITALIC })])];
		expect(italic.measure("lll", ITALIC)).toBe(upright.measure("lll", STYLE));
		const top = (line: ReturnType<typeof draw>) => line.columnsOf(isInk, BASELINE - 18, BASELINE - 14);
		const foot = (line: ReturnType<typeof draw>) => line.columnsOf(isInk, BASELINE - 3, BASELINE);
		expect(Math.abs(foot(italic)[0] - foot(upright)[0])).toBeLessThanOrEqual(1);
		// 16 px up, at 14 degrees.
		expect(top(italic)[0] - top(upright)[0]).toBeGreaterThanOrEqual(3);
		expect(top(italic)[0] - top(upright)[0]).toBeLessThanOrEqual(5);
	});

	test("leaves emoji upright", () => {
		const [upright, italic] = [draw([span("👍")]), draw([span("👍", { style: ITALIC })])];
		expect(upright.data.equals(italic.data)).toBe(true);
	});
});

describe("an underline", () => {
	const rowUnder = BASELINE + 3;

	test("is as long as its span and in its colour", () => {
		const { at, measure } = draw([
			span("ab "),
			span("漢字 link", { ...red, isUnderlined: true }),
			span(" c"),
		]);
		const columns = Array.from({ length: WIDTH }, (_, x) => x).filter((x) => isRed(at(x, rowUnder)));
		const startPx = 20 + measure("ab ", STYLE);
		expect(columns[0]).toBe(Math.floor(startPx));
		expect(columns.at(-1)).toBe(Math.ceil(startPx + measure("漢字 link", STYLE)) - 1);
		expect(columns).toHaveLength((columns.at(-1) ?? 0) - (columns[0] ?? 0) + 1);
	});

	test("is not there unless it is asked for", () => {
		const { columnsOf } = draw([span("aaa", red)]);
		expect(columnsOf(isRed, rowUnder, rowUnder + 1)).toEqual([-1, -1]);
	});
});

describe("a struck span", () => {
	test("has a line through it, as long as it is, at half the height of its small letters", () => {
		const { at, measure } = draw([span("a "), span("....", { ...red, isStruck: true }), span(" a")]);
		const through = Array.from({ length: WIDTH }, (_, x) => x).filter((x) => isRed(at(x, BASELINE - 7)));
		const startPx = 20 + measure("a ", STYLE);
		expect(through[0]).toBe(Math.floor(startPx));
		expect(through.at(-1)).toBe(Math.ceil(startPx + measure("....", STYLE)) - 1);
		expect(draw([span("....", red)]).columnsOf(isRed, BASELINE - 8, BASELINE - 6)).toEqual([-1, -1]);
	});
});

describe("code", () => {
	const CODE: TextStyle = { ...STYLE, isCode: true };
	const fonts = registerFonts(["il Привет 漢字 👍"], ["il Привет 漢字 👍"]);
	const { measure } = createTypesetter(fonts, graphics);

	test("has letters of one width, in each alphabet of its font", () => {
		expect(measure("iiii", CODE)).toBeCloseTo(measure("llПт", CODE), 3);
		expect(measure("iiii", STYLE)).toBeLessThan(measure("llПт", STYLE));
	});

	test("takes what its font lacks from the others, and names no other font than ours", () => {
		for (const text of ["漢字", "👍"]) expect(measure(text, CODE)).toBe(measure(text, STYLE));
		expect(fonts.chooseCodeStack("il漢").replaceAll("chatreel ", "")).toMatch(
			/^"noto-sans-mono latin", "inter latin", "noto-sans-sc \d+"$/,
		);
	});
});
