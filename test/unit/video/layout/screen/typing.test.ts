import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KeyboardState } from "../../../../../shared/video/conversation/chat-state.ts";
import { placementRect } from "../../../../../shared/video/scene/placement-rect.ts";
import { contains, intersect } from "../../../../../shared/video/scene/rect.ts";
import type { Layer } from "../../../../../shared/video/scene/scene.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { OPENING, screenOf } from "../../../../helpers/screen.ts";

const LETTERS: KeyboardState = { page: "letters", lit: null };
const LOOKS = Object.entries(themes);
/** As a video of 9:16, and as the phones are high. */
const SIZES = [
	[390, 694],
	[402, 874],
	[540, 960],
	[1080, 1920],
] as const;

const drafts = fc.oneof(
	fc.constantFrom("", "Hi", "Hi ", "one\ntwo", "one\n", "\n\n", "a".repeat(300)),
	fc.string({ unit: fc.constantFrom(..."abc מש\n😂 "), maxLength: 200 }),
);
const keyboards: fc.Arbitrary<KeyboardState | null> = fc.option(
	fc.record({
		page: fc.constantFrom("letters", "capitals", "digits", "emoji"),
		lit: fc.option(fc.constantFrom("q", "p", "z", "T", "5", "space", "delete", "😂")),
	}),
);

function stateOf(draft: string, keyboard: KeyboardState | null) {
	return { ...OPENING, draft: draft === "" ? null : draft, keyboard };
}

/** What of a layer is seen, on the screen. */
const seenOf = (layer: Layer) =>
	layer.placements.map((each) => ({ item: each.item, rect: placementRect(each, layer) }));

describe.each(LOOKS)("in %s, whatever is typed,", (_, theme: Theme) => {
	test("column, composer and keyboard stand one over the other, on the grid where the column ends", () => {
		const check = fc.property(
			fc.constantFrom(...SIZES),
			fc.constantFrom("ltr", "rtl"),
			drafts,
			keyboards,
			([widthPx, heightPx], direction, draft, keyboard) => {
				const { screen } = screenOf(theme, { widthPx, heightPx, direction });
				const state = stateOf(draft, keyboard);
				const { topPx, bottomPx } = screen.viewport(state);
				const [footer, keys, field] = [screen.footer(state), screen.keyboard(state), screen.composer(state)];
				expect([topPx % 16, bottomPx % 16]).toEqual([0, 0]);
				expect(footer.clip).toMatchObject({ yPx: bottomPx, heightPx: heightPx - bottomPx });
				// Two short messages are seen.
				expect(bottomPx - topPx).toBeGreaterThan(0.08 * heightPx);
				const endPx = keyboard === null ? heightPx : (keys?.dyPx ?? 0);
				expect(contains({ xPx: 0, yPx: bottomPx, widthPx, heightPx: endPx - bottomPx }, field)).toBe(true);
				if (keys !== null) expect([keys.dyPx % 2, keys.clip.yPx + keys.clip.heightPx]).toEqual([0, heightPx]);
			},
		);
		fc.assert(check, { numRuns: 60 });
	});

	test("each line is in the field, and the caret too", () => {
		const check = fc.property(fc.constantFrom("ltr", "rtl"), drafts, (direction, draft) => {
			const { screen } = screenOf(theme, { widthPx: 540, heightPx: 960, direction });
			const state = stateOf(draft, LETTERS);
			const [footer, field] = [screen.footer(state), screen.composer(state)];
			const caret = seenOf(footer).find(({ item }) => item === "footer/caret");
			expect(caret && contains(field, caret.rect)).toBe(true);
			for (const { item, sprite, xPx, yPx } of footer.placements) {
				if (!item.startsWith("footer/line")) continue;
				for (const shape of sprite.shapes) {
					if (shape.kind !== "text") continue;
					const rect = { xPx: xPx + shape.xPx, yPx: yPx + footer.dyPx + shape.baselinePx, heightPx: 1 };
					expect(contains(field, { ...rect, widthPx: Math.floor(shape.widthPx) })).toBe(true);
				}
			}
		});
		fc.assert(check, { numRuns: 60 });
	});

	test("the keyboard stands where it stood", () => {
		const { screen } = screenOf(theme, { widthPx: 540, heightPx: 960 });
		const places = ["", "Hi", "1\n2\n3\n4\n5\n6"].flatMap((draft) =>
			(["letters", "digits", "emoji"] as const).map(
				(page) => screen.keyboard(stateOf(draft, { page, lit: null }))?.dyPx,
			),
		);
		expect(new Set(places).size).toBe(1);
	});

	test("the bar of one line is the one that stood below, and nothing of it is behind the keyboard", () => {
		const { screen } = screenOf(theme, { widthPx: 540, heightPx: 960 });
		for (const draft of ["", "Hi"]) {
			const [down, up] = [screen.footer(stateOf(draft, null)), screen.footer(stateOf(draft, LETTERS))];
			expect(up.placements[0]).toEqual(down.placements[0]);
			expect((down.dyPx - up.dyPx) % 16).toBe(0);
		}
	});

	test("a letter changes its line and the caret, and no other item of the footer", () => {
		const { screen } = screenOf(theme, { widthPx: 540, heightPx: 960 });
		const text = "one\ntwo";
		const before = screen.footer(stateOf(text, LETTERS)).placements;
		const after = screen.footer(stateOf(`${text}s`, LETTERS)).placements;
		const keyOf = (name: string) => after.find(({ item }) => item === name)?.sprite.key;
		const changed = before.flatMap(({ item, sprite }) => (sprite.key === keyOf(item) ? [] : item));
		expect(changed.filter((item) => item !== "footer/caret")).toEqual(["footer/line-1"]);
	});

	test("what is lit does not reach into the home indicator, which nothing moves", () => {
		const { screen } = screenOf(theme, { widthPx: 540, heightPx: 960 });
		const [home] = screen.home;
		for (const lit of ["space", "q", "delete"]) {
			const keys = screen.keyboard(stateOf("", { page: "letters", lit }));
			const placed = keys === null ? [] : seenOf(keys).filter(({ item }) => item === "keyboard/lit");
			expect(placed).toHaveLength(1);
			for (const { rect } of placed) expect(home && intersect(rect, home.clip)).toBeNull();
		}
	});
});

test("a frame that is no phone shows no keyboard, and a field that grows", () => {
	const { screen } = screenOf(themes.whatsapp, { widthPx: 720, heightPx: 720 });
	expect(screen.keyboard(stateOf("Hi", LETTERS))).toBeNull();
	expect(screen.footer(stateOf("Hi", LETTERS))).toBe(screen.footer(stateOf("Hi", null)));
	const [one, three] = ["1", "1\n2\n3"].map((draft) => screen.composer(stateOf(draft, null)));
	expect(three?.heightPx).toBeGreaterThan(one?.heightPx ?? 0);
	expect((three?.yPx ?? 0) + (three?.heightPx ?? 0)).toBe((one?.yPx ?? 0) + (one?.heightPx ?? 0));
});
