import { describe, expect, test } from "vitest";
import { isNamed, placeKeys } from "../../../../../shared/video/layout/keyboard/place-keys.ts";
import { findKeyboard } from "../../../../../shared/video/locale/keyboards.ts";
import { contains, intersect } from "../../../../../shared/video/scene/rect.ts";
import { resolveTheme } from "../../../../../shared/video/themes/resolve-theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";

const NAMES = ["imessage", "imessage-classic", "whatsapp", "instagram", "messenger", "neutral"] as const;
const LOCALES = ["en", "de", "fr", "es", "tr", "ru", "ar", "he", "ja"];
const WIDTHS = [390, 1080];

/** A look's keyboard on a screen of 9:16. */
function gridOf(name: keyof typeof themes, widthPx: number) {
	const heightPx = (widthPx * 16) / 9;
	const { keyboard } = resolveTheme(themes[name], { mode: "light", direction: "ltr", widthPx, heightPx });
	if (keyboard.at === "none") throw new Error(`expected a keyboard of ${name}`);
	return keyboard;
}

const pagesOf = (locale: string) => {
	const { letters, capitals, digits } = findKeyboard(locale);
	return [letters, ...(capitals === null ? [] : [capitals]), digits];
};

describe.each(NAMES)("the keys of %s", (name) => {
	test.each(LOCALES)("in %s are each there once, apart from each other, between the sides", (locale) => {
		for (const widthPx of WIDTHS) {
			const { keys: grid, heightPx } = gridOf(name, widthPx);
			for (const rows of pagesOf(locale)) {
				const placed = placeKeys(rows, grid, widthPx);
				expect(placed.map(({ key }) => key)).toEqual(rows.flat());
				const keyboard = { xPx: 0, yPx: 0, widthPx, heightPx };
				const wrong = placed.filter(
					({ rect }, index) =>
						!contains(keyboard, rect) ||
						placed.slice(index + 1).some((other) => intersect(rect, other.rect) !== null),
				);
				expect(wrong).toEqual([]);
			}
		}
	});

	test.each(LOCALES)(
		"in %s fill their rows: the widest, and each that ends in a key with a name",
		(locale) => {
			for (const widthPx of WIDTHS) {
				const { keys: grid } = gridOf(name, widthPx);
				for (const rows of pagesOf(locale)) {
					const placed = placeKeys(rows, grid, widthPx);
					const most = Math.max(...rows.map((row) => row.filter((key) => !isNamed(key)).length));
					for (const row of rows) {
						const rects = placed.filter(({ key }) => row.includes(key)).map(({ rect }) => rect);
						const [startPx, endPx] = [
							Math.min(...rects.map(({ xPx }) => xPx)),
							Math.max(...rects.map(({ xPx, widthPx }) => xPx + widthPx)),
						];
						if (row.length < most && !isNamed(row.at(-1) ?? "")) continue;
						expect(Math.abs(widthPx - grid.sidePx - endPx)).toBeLessThan(1);
						if (isNamed(row[0] ?? "") || row.length === most)
							expect(Math.abs(startPx - grid.sidePx)).toBeLessThan(1);
					}
				}
			}
		},
	);
});

test("letters of iOS 26 are 33 × 45 at 402 points, with 6 between, shift and delete 44.7", () => {
	const { keys: grid } = gridOf("imessage", 402);
	const placed = placeKeys(findKeyboard("en").letters, grid, 402);
	const rectOf = (key: string) => placed.find((each) => each.key === key)?.rect;
	expect(rectOf("q")).toEqual({ xPx: 9, yPx: 24, widthPx: 33, heightPx: 45 });
	expect(rectOf("w")).toEqual({ xPx: 48, yPx: 24, widthPx: 33, heightPx: 45 });
	expect(rectOf("a")?.xPx).toBe(28);
	expect(rectOf("z")?.xPx).toBe(67);
	expect(rectOf("shift")?.widthPx).toBe(44);
	expect(rectOf("space")).toEqual({ xPx: 106, yPx: 192, widthPx: 188, heightPx: 45 });
});

test("letters are as wide in all rows, and shift of eleven letters is no wider than they are", () => {
	for (const locale of LOCALES) {
		const placed = placeKeys(findKeyboard(locale).letters, gridOf("whatsapp", 390).keys, 390);
		const widths = placed.flatMap(({ key, rect }) => (isNamed(key) ? [] : rect.widthPx));
		expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
	}
	const russian = placeKeys(findKeyboard("ru").letters, gridOf("whatsapp", 390).keys, 390);
	const widthOf = (name: string) => russian.find(({ key }) => key === name)?.rect.widthPx ?? 0;
	expect(widthOf("shift")).toBeLessThanOrEqual(widthOf("й"));
});
