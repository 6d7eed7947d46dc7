import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowKey } from "../../../../../shared/video/encode/fast/row-key.ts";
import { lookAt } from "../../../../../shared/video/encode/seen-scene.ts";
import { createSeenSprites } from "../../../../../shared/video/encode/seen-sprites.ts";
import type { Ground, Layer, Placement, Scene, Sprite } from "../../../../../shared/video/scene/scene.ts";
import { arbitraryFilm } from "../../../../helpers/arbitrary-coded-film.ts";
import { rowWords } from "../../../../helpers/row-words.ts";

const SIZE = { widthPx: 64, heightPx: 64 };
const HIGH: Sprite = { key: "high", widthPx: 32, heightPx: 40, shapes: [] };

const across = (yPx: number, heightPx: number) => ({ xPx: 0, yPx, widthPx: SIZE.widthPx, heightPx });
const at = (yPx: number, more: Partial<Placement> = {}): Placement => {
	return { item: `at ${yPx}`, sprite: HIGH, xPx: 0, yPx, opacity: 64, ...more };
};
/** A column as high as the screen. */
const column = (placements: readonly Placement[], more: Partial<Layer> = {}): Layer => {
	return { name: "column", clip: across(0, 64), dyPx: 0, ground: "#ffffff", placements, ...more };
};
const header = (yPx: number, more: Partial<Layer> = {}): Layer => {
	return { name: "header", clip: across(yPx, 24), dyPx: 0, ground: "#eeeeee", placements: [], ...more };
};

/** The keys of rows of one film. */
function keysOf(size = SIZE) {
	const sprites = createSeenSprites();
	return (row: number, ...layers: readonly Layer[]) =>
		rowKey(lookAt({ layers }, size, sprites, null), 16 * row, size);
}

describe("the key of a row of 16", () => {
	test("is equal for rows in which the same stands at the same height, and for no others", () => {
		const key = keysOf();
		expect(key(2, column([at(30)]))).toBe(key(1, column([at(14)])));
		expect(key(2, column([at(30)]))).not.toBe(key(2, column([at(28)])));
		expect(key(2, column([at(48)]))).toBe(key(0, column([])));
	});

	test("is the same wherever a layer has moved to", () => {
		const key = keysOf();
		expect(key(1, column([at(46)], { dyPx: -32 }))).toBe(key(1, column([at(14)])));
	});

	test("tells sprites by their keys, not as objects", () => {
		const key = keysOf();
		expect(key(0, column([at(0, { sprite: { ...HIGH } })]))).toBe(key(0, column([at(0)])));
		expect(key(0, column([at(0, { sprite: { ...HIGH, key: "other" } })]))).not.toBe(key(0, column([at(0)])));
	});

	test("tells opacity, what a fade comes from, and scale; and where a sprite rests only if that is seen", () => {
		const key = keysOf();
		const other = { ...HIGH, key: "other" };
		const looks: readonly Partial<Placement>[] = [
			{},
			{ opacity: 32 },
			{ opacity: 32, from: other },
			{ scale: { by: 1.5, xPx: 0, yPx: 0 } },
		];
		expect(new Set(looks.map((look) => key(0, column([at(0, look)])))).size).toBe(looks.length);
		expect(key(0, column([at(0, { from: other })]))).toBe(key(0, column([at(0)])));
		expect(key(0, column([at(0, { opacity: 0 })]))).toBe(key(0, column([])));
		const restsAt = (screenYPx: number, sprite: Sprite) => key(0, column([at(0, { screenYPx, sprite })]));
		const fill = { stops: [], fromPx: 0, toPx: 64, space: "screen" } as const;
		const fixed: Sprite = { ...HIGH, key: "fixed", shapes: [{ kind: "path", d: "M0 0h9v9Z", fill }] };
		expect(restsAt(16, HIGH)).toBe(restsAt(0, HIGH));
		expect(restsAt(16, fixed)).not.toBe(restsAt(0, fixed));
	});

	test("of a last row that is cut off is that of no whole row: below the screen its last line goes on", () => {
		const key = keysOf({ ...SIZE, heightPx: 42 });
		expect(key(2, column([at(32)]))).not.toBe(key(1, column([at(16)])));
	});

	test.each([
		[64, 1, 12],
		[42, 2, 18],
		[42, 2, 20],
	])("does not tell what a bar hides: on %i rows in row %i under a bar at %i", (heightPx, row, barPx) => {
		const key = keysOf({ ...SIZE, heightPx });
		expect(key(row, column([at(10)]), header(barPx))).toBe(key(row, column([]), header(barPx)));
	});

	test("tells what is behind a bar that has no ground, is not as wide as the screen, or has corners there", () => {
		const { ground: _, ...bare } = header(12);
		const narrow = header(12, { clip: { ...across(12, 24), xPx: 2, widthPx: 60 } });
		const round = header(12, { clip: { ...across(12, 24), radiusPx: 8 } });
		for (const bar of [bare, narrow, round]) {
			const key = keysOf();
			expect(key(1, column([at(10)]), bar)).not.toBe(key(1, column([]), bar));
		}
	});

	test("tells which of a row's sprites a clip cuts", () => {
		const key = keysOf();
		const { ground: _, ...card } = column([], { clip: { xPx: 8, yPx: 0, widthPx: 40, heightPx: 64 } });
		const flight: Layer = { name: "flight", clip: across(0, 64), dyPx: 0, placements: [at(0)] };
		const one = key(0, { ...card, placements: [at(2)] }, flight);
		expect(one).not.toBe(key(0, { ...card, placements: [at(2), at(0)] }));
	});

	test("does not tell how far away a clip's edges are, if they are in other rows", () => {
		const key = keysOf();
		const card = (yPx: number, heightPx: number) =>
			column([], { clip: { xPx: 8, yPx, widthPx: 40, heightPx, radiusPx: 8 } });
		expect(key(1, card(0, 64))).toBe(key(2, card(8, 56)));
		expect(key(1, card(12, 52))).not.toBe(key(1, card(0, 64)));
	});

	test("of a ground that is no flat colour is that of rows at the same place of it", () => {
		const grounds: readonly [Ground, number][] = [
			[{ kind: "gradient", stops: [{ at: 0, colour: "#ffffff" }], heightPx: 20 }, 40],
			[{ kind: "tile", tile: HIGH }, 40],
		];
		for (const [ground, periodPx] of grounds) {
			const key = keysOf();
			const moved = (dyPx: number) => key(1, column([], { ground, dyPx }));
			expect(moved(-periodPx)).toBe(moved(0));
			expect(moved(-periodPx + 2)).not.toBe(moved(0));
			expect(moved(-6)).toBe(key(2, column([], { ground, dyPx: 10 })));
		}
	});

	test("is equal for no two rows that do not look the same", () => {
		fc.assert(
			fc.property(arbitraryFilm(), (film) => {
				const sprites = createSeenSprites();
				const seen = new Map<string, readonly string[]>();
				for (const scene of new Set<Scene>(film.holds.map((hold) => hold.scene))) {
					const words = rowWords(scene, film);
					const looked = lookAt(scene, film, sprites, null);
					// Also off the grid, where rows come from that move.
					for (let topPx = 0; topPx < film.heightPx; topPx += 2) {
						// Rows below the screen repeat its last one.
						const shown = Array.from(
							{ length: 16 },
							(_, line) => words[Math.min(topPx + line, film.heightPx - 1)] ?? "",
						);
						const key = rowKey(looked, topPx, film);
						expect(seen.get(key) ?? shown).toEqual(shown);
						seen.set(key, shown);
					}
				}
			}),
			{ numRuns: 100 },
		);
	});
});
