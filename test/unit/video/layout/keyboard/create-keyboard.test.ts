import { describe, expect, test } from "vitest";
import type { KeyboardState } from "../../../../../shared/video/conversation/chat-state.ts";
import {
	createKeyboard,
	listTypedEmoji,
} from "../../../../../shared/video/layout/keyboard/create-keyboard.ts";
import { listFrequent } from "../../../../../shared/video/layout/keyboard/frequent-emoji.ts";
import { hasKeyboard } from "../../../../../shared/video/layout/keyboard/has-keyboard.ts";
import { resolveTheme } from "../../../../../shared/video/themes/resolve-theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { measureEvenly } from "../../../../helpers/measure.ts";
import { shapesOf, textsOf } from "../../../../helpers/screen.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

const SIZE = { widthPx: 390, heightPx: 844 };

function keyboardOf(name: keyof typeof themes, { locale = "en", emoji = ["🦊"] } = {}) {
	const look = resolveTheme(themes[name], { mode: "light", direction: "ltr", locale, ...SIZE });
	const { keyboard } = look;
	if (keyboard.at === "none") throw new Error("expected a keyboard");
	const heightPx = 2 * Math.round(keyboard.heightPx / 2);
	const rect = { xPx: 0, yPx: SIZE.heightPx - heightPx, widthPx: 390, heightPx };
	const board = { look, keyboard, widthPx: 390, heightPx, measure: measureEvenly };
	return { layerOf: createKeyboard({ ...board, rect, emoji }), keyboard, rect };
}

const key = (page: KeyboardState["page"], lit: string | null): KeyboardState => ({ page, lit });

describe("a key that is pressed", () => {
	test("is an item over the same page, in each of its rows but no other", () => {
		const { layerOf, rect } = keyboardOf("imessage");
		const [dark, lit, other] = [null, "q", "space"].map((each) => layerOf(key("letters", each)));
		expect(dark?.placements.map(({ item }) => item)).toEqual(["keyboard/page"]);
		expect(lit?.placements[0]).toBe(dark?.placements[0]);
		expect(other?.placements[0]).toBe(dark?.placements[0]);
		expect(lit?.placements[1]).toMatchObject({ item: "keyboard/lit", xPx: 8, yPx: 22 });
		expect(lit?.placements[1]?.sprite.heightPx).toBeLessThanOrEqual(46);
		expect([lit?.clip, lit?.dyPx]).toEqual([rect, rect.yPx]);
	});

	test("is even in its place and size, whatever the key", () => {
		for (const name of ["imessage", "whatsapp"] as const) {
			const { layerOf } = keyboardOf(name);
			for (const lit of [..."qwertyuiopasdfghjklzxcvbnm", "shift", "delete", "digits", "space", "return"]) {
				const placed = layerOf(key("letters", lit)).placements[1];
				const { xPx = 1, yPx = 1, sprite } = placed ?? {};
				expect([xPx, yPx, sprite?.widthPx, sprite?.heightPx].map((px = 1) => Math.abs(px % 2))).toEqual([
					0, 0, 0, 0,
				]);
			}
		}
	});

	test("of iOS 17 has a head for a letter, within the screen, and another tone for space", () => {
		const { layerOf, keyboard } = keyboardOf("whatsapp");
		if (keyboard.pressed.kind !== "popup") throw new Error("expected a popup");
		const { headPx, neckPx } = keyboard.pressed;
		for (const lit of ["q", "p", "g"]) {
			const placed = layerOf(key("letters", lit)).placements[1];
			expect(placed?.sprite.heightPx).toBeGreaterThanOrEqual(keyboard.keys.heightPx + headPx + neckPx);
			expect(placed?.xPx).toBeGreaterThanOrEqual(0);
			expect((placed?.xPx ?? 0) + (placed?.sprite.widthPx ?? 0)).toBeLessThanOrEqual(390);
		}
		expect(layerOf(key("letters", "space")).placements[1]?.sprite.heightPx).toBeLessThan(50);
	});

	test("whose head is over the keyboard is seen", () => {
		const { layerOf, rect } = keyboardOf("whatsapp");
		const { clip, placements, dyPx } = layerOf(key("letters", "t"));
		expect(placements[1]?.yPx).toBeLessThan(0);
		expect((placements[1]?.yPx ?? 0) + dyPx).toBeGreaterThanOrEqual(clip.yPx);
		expect(clip.yPx + clip.heightPx).toBe(rect.yPx + rect.heightPx);
	});

	test("that is not on the page shows nothing", () => {
		const { layerOf } = keyboardOf("imessage");
		expect(layerOf(key("letters", "5")).placements).toHaveLength(1);
		expect(layerOf(key("digits", "5")).placements).toHaveLength(2);
	});
});

describe("a page", () => {
	test("says its letters, its capitals or its digits, and the words of the locale", () => {
		const { layerOf } = keyboardOf("whatsapp", { locale: "fr" });
		const said = (page: KeyboardState["page"]) => textsOf(layerOf(key(page, null))).map(({ text }) => text);
		expect(said("letters").join("")).toBe("azertyuiopqsdfghjklmwxcvbn'123espaceretour");
		expect(said("capitals").join("")).toBe("AZERTYUIOPQSDFGHJKLMWXCVBN'123espaceretour");
		expect(said("digits").join("")).toContain("1234567890");
	});

	test("of iOS 26 has an arrow for return, and nothing on space", () => {
		const { layerOf } = keyboardOf("imessage");
		const texts = textsOf(layerOf(key("letters", null))).map(({ text }) => text);
		expect(texts.at(-1)).toBe("123");
	});

	test("of a script without capitals is that of its letters", () => {
		const { layerOf } = keyboardOf("whatsapp", { locale: "ar" });
		const [letters, capitals] = (["letters", "capitals"] as const).map((page) => layerOf(key(page, null)));
		expect(capitals && textsOf(capitals)).toEqual(letters && textsOf(letters));
	});

	test("of emoji has those that are typed", () => {
		const { layerOf } = keyboardOf("imessage", { emoji: ["🦊", "👩🏽‍🚀"] });
		const layer = layerOf(key("emoji", "👩🏽‍🚀"));
		expect(layer.placements).toHaveLength(2);
		const shown = shapesOf(layer).flatMap((shape) => (shape.kind === "text" ? shape.spans[0]?.text : []));
		expect(shown.filter((text) => text === "👩🏽‍🚀")).toHaveLength(2);
		expect(shown).toContain("🦊");
	});
});

test("typed emoji are scattered among those that are used most, each once and as many as there is room for", () => {
	const page = listFrequent(["🦊", "😂", "🦊"], 40);
	expect(page).toHaveLength(40);
	expect(new Set(page).size).toBe(40);
	expect(page).toEqual(expect.arrayContaining(["🦊", "😂"]));
	const many = Array.from({ length: 60 }, (_, index) => String.fromCodePoint(0x1f400 + index));
	expect(listFrequent(many, 40)).toEqual(expect.arrayContaining(many.slice(0, 40)));
});

test("typed are the emoji that light up, and no key with a name", () => {
	const states = [key("emoji", "🦊"), key("emoji", "delete"), key("letters", "a"), null];
	expect(listTypedEmoji(states.map((keyboard) => ({ keyboard })))).toEqual(["🦊"]);
});

test("a whole phone has a keyboard; a square, and a look without one, have none", () => {
	const lookOf = (theme: typeof toyTheme, heightPx: number) =>
		resolveTheme(theme, { mode: "light", direction: "ltr", widthPx: 720, heightPx });
	expect(hasKeyboard(lookOf(themes.imessage, 1280))).toBe(true);
	expect(hasKeyboard(lookOf(themes.imessage, 720))).toBe(false);
	expect(hasKeyboard(lookOf(toyTheme, 1280))).toBe(false);
});
