import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IOS_STATUS_BAR } from "../../../../../shared/video/themes/ios-bars.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { OPENING, pathsOf, screenOf, textsOf } from "../../../../helpers/screen.ts";

const theme = themes.whatsapp;
const { battery } = IOS_STATUS_BAR;
const LOW = "#ff3b30";

function statusBar(device: object) {
	const { screen, look } = screenOf(theme, { chat: { device } });
	const layer = screen.header(OPENING);
	const [, bar] = layer.placements;
	if (bar === undefined) throw new Error("expected a status bar");
	return { bar: { ...layer, placements: [bar] }, look };
}
const wordsOf = (device: object) => textsOf(statusBar(device).bar).map(({ text }) => text);

describe("the battery", () => {
	test("is filled to its share, from its start, and red up to 20 percent", () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 100 }), (percent) => {
				const { bar, look } = statusBar({ battery: percent });
				const startPx = 390 - battery.endPt;
				const [body, fill] = pathsOf(bar).filter(
					({ left, top, bottom }) => Math.abs(left - startPx) < 0.01 && bottom - top > 11.9,
				);
				expect(body?.fill).toBe(look.header.statusBar.faint);
				expect((body?.right ?? 0) - startPx).toBeCloseTo(24, 1);
				expect((fill?.right ?? 0) - startPx).toBeCloseTo((24 * percent) / 100, 1);
				expect(fill?.fill).toBe(percent <= 20 ? LOW : look.page.text);
				expect(textsOf(bar).at(-1)?.text).toBe(String(percent));
			}),
			{ numRuns: 101 },
		);
	});

	test("has its percent in its middle", () => {
		for (const percent of [7, 62, 100]) {
			const number = textsOf(statusBar({ battery: percent }).bar).at(-1);
			expect(Math.abs(((number?.xPx ?? 0) + (number?.endPx ?? 0)) / 2 - (390 - 50 + 12))).toBeLessThanOrEqual(
				0.5,
			);
		}
	});

	test("is full and says no number where no charge is given", () => {
		expect(wordsOf({})).toEqual(["9:41"]);
		expect(wordsOf({ network: "wifi" })).toEqual(["9:41"]);
	});
});

describe("the network", () => {
	const bars = (device: object) =>
		pathsOf(statusBar(device).bar).filter(({ left, right }) => Math.abs(right - left - 3) < 0.01);

	test("is letters that end where the fan ends, or a fan", () => {
		const [, letters] = textsOf(statusBar({ network: "5g" }).bar);
		expect([letters?.text, Math.round(letters?.endPx ?? 0)]).toEqual(["5G", 390 - 74 + 16]);
		expect(wordsOf({ network: "4g" })).toEqual(["9:41", "4G"]);
		const fan = pathsOf(statusBar({ network: "wifi" }).bar).filter(({ isIcon }) => isIcon);
		expect(fan).toHaveLength(3);
		expect(pathsOf(statusBar({ network: "5g" }).bar).some(({ isIcon }) => isIcon)).toBe(false);
	});

	test("is as far from the bars whatever it is", () => {
		const wifi = 390 - 74 - (bars({ network: "wifi" }).at(-1)?.right ?? 0);
		const [, letters] = textsOf(statusBar({ network: "5g" }).bar);
		expect((letters?.xPx ?? 0) - (bars({ network: "5g" }).at(-1)?.right ?? 0)).toBeCloseTo(wifi, 0);
	});

	test("that is none leaves faint bars beside the battery", () => {
		const { look } = statusBar({});
		const faint = bars({ network: "none" });
		expect(faint.map(({ fill }) => fill)).toEqual(Array(4).fill(look.header.statusBar.faint));
		expect(faint.at(-1)?.right).toBeGreaterThan(bars({}).at(-1)?.right ?? 0);
		expect(faint.at(-1)?.right).toBeLessThan(390 - 50);
		expect(bars({}).map(({ fill }) => fill)).toEqual(Array(4).fill(look.page.text));
	});
});

test("the carrier stands before the bars, and is cut where it is too long", () => {
	const [, carrier] = textsOf(statusBar({ carrier: "Orbit" }).bar);
	expect(carrier?.text).toBe("Orbit");
	expect(carrier?.endPx).toBeLessThanOrEqual(390 - 98 - 5);
	const [, long] = textsOf(statusBar({ carrier: "A carrier whose name is longer than any phone shows" }).bar);
	expect(long?.text.endsWith("…")).toBe(true);
	expect(long?.xPx).toBeGreaterThan(390 / 2);
});
