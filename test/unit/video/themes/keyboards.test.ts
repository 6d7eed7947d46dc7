import { describe, expect, test } from "vitest";
import { contrastRatio } from "../../../../shared/video/themes/contrast-ratio.ts";
import { resolveTheme } from "../../../../shared/video/themes/resolve-theme.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";

const CASES = Object.values(themes).flatMap((theme) =>
	(["light", "dark"] as const).map((mode) => ({ theme, mode })),
);

describe.each(CASES)("the keyboard of a look, $mode,", ({ theme, mode }) => {
	const { keyboard } = resolveTheme(theme, { mode, direction: "ltr", widthPx: theme.basisPt, heightPx: 844 });
	if (keyboard.at === "none") throw new Error("expected a keyboard");

	test("has letters that can be read on each key, pressed or not", () => {
		const { letter, special, space, ink, shiftOn } = keyboard;
		const grounds = [letter, special, space].flatMap(({ fill, pressed }) => [fill, pressed]);
		for (const ground of grounds) expect(contrastRatio(ink, ground)).toBeGreaterThan(4.5);
		if (shiftOn !== undefined) expect(contrastRatio(shiftOn.ink, shiftOn.fill)).toBeGreaterThan(4.5);
	});

	test("shows a pressed key in another tone, or with a head", () => {
		const { letter, special, space, pressed } = keyboard;
		for (const tones of [special, space]) expect(tones.pressed).not.toBe(tones.fill);
		if (pressed.kind === "tone") expect(letter.pressed).not.toBe(letter.fill);
	});

	test("has four rows of keys over its foot, and rows of emoji over their categories", () => {
		const { keys, foot, emoji, heightPx, bar } = keyboard;
		const endPx = keys.topPx + 4 * keys.heightPx + 3 * keys.rowGapPx;
		expect(endPx).toBeLessThan(heightPx - foot.upPx - 12);
		expect(keys.topPx).toBeGreaterThan(bar?.heightPx ?? 0);
		expect(emoji.search.topPx + emoji.search.heightPx).toBeLessThanOrEqual(emoji.topPx);
		expect(emoji.topPx + emoji.rows * emoji.pitchPx).toBeLessThanOrEqual(emoji.categoriesPx - 12);
		expect(emoji.categoriesPx + 14).toBeLessThan(heightPx - 15);
	});
});

test("keyboards are as high as a phone's: 317.5 on iOS 26, 336 with suggestions on iOS 17", () => {
	const heightOf = ({ keyboard }: (typeof themes)["imessage"]) => keyboard.at !== "none" && keyboard.heightPt;
	expect([heightOf(themes.imessage), heightOf(themes["imessage-classic"])]).toEqual([317.5, 336]);
	expect(heightOf(themes.whatsapp)).toBe(336);
});
