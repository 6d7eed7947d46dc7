import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChatLayout } from "../../../../shared/video/layout/chat-layout.ts";
import type { Placement, Scene } from "../../../../shared/video/layout/scene.ts";
import { stripKey } from "../../../../shared/video/plan/strip-key.ts";
import { rowsOf } from "../../../helpers/rows-of.ts";

const WIDTH_PX = 64;

/** A screen with a bar as wide as it is, and two bubbles. Chats have nothing but the bar in the last row. */
function layoutOf(heightPx: number): ChatLayout {
	const sprite = (id: string, widthPx: number, height: number) => {
		return { id, widthPx, heightPx: height, background: "#ffffff", shapes: [] };
	};
	return {
		...{
			widthPx: WIDTH_PX,
			heightPx,
			background: "#ffffff",
			fixed: [],
			opening: [],
			messages: [],
			warnings: [],
		},
		sprites: [sprite("bar", WIDTH_PX, 24), sprite("low", 32, 8), sprite("high", 32, 40)],
		viewport: { topPx: 0, bottomPx: heightPx },
	};
}

const [BAR, HIGH] = [0, 2];
const at = (sprite: number, yPx: number): Placement => ({ sprite, xPx: 0, yPx, alpha: 255 });
const scene = (...placements: readonly Placement[]): Scene => ({ scrollPx: 0, placements });

describe("the key of a row of 16", () => {
	test("is equal for rows in which the same stands at the same height, and for no others", () => {
		const layout = layoutOf(64);
		const key = (row: number, ...placements: readonly Placement[]) =>
			stripKey(layout, scene(...placements), row);
		expect(key(2, at(HIGH, 30))).toBe(key(1, at(HIGH, 14)));
		expect(key(2, at(HIGH, 30))).not.toBe(key(2, at(HIGH, 28)));
		expect(key(2, at(HIGH, 48))).toBe(key(0));
	});

	test("of a last row that is cut off is that of no whole row: below the screen its last line goes on", () => {
		const layout = layoutOf(42);
		expect(stripKey(layout, scene(at(HIGH, 32)), 2)).not.toBe(stripKey(layout, scene(at(HIGH, 16)), 1));
	});

	test("does not tell what a bar hides, in a last row that is cut off neither", () => {
		for (const [heightPx, row, barPx] of [
			[64, 1, 12],
			[42, 2, 18],
			[42, 2, 20],
		] as const) {
			const key = (...placements: readonly Placement[]) =>
				stripKey(layoutOf(heightPx), scene(...placements), row);
			expect(key(at(HIGH, 10), at(BAR, barPx)), `${barPx}`).toBe(key(at(BAR, barPx)));
		}
	});

	test("is equal for no two rows that do not look the same", () => {
		const placement = fc.record({
			sprite: fc.nat(2),
			xPx: fc.constant(0),
			yPx: fc.integer({ min: -12, max: 24 }).map((half) => 2 * half),
			alpha: fc.constantFrom(255, 255, 255, 100),
		});
		const placements = fc.array(placement, { maxLength: 5 });
		const height = fc.integer({ min: 17, max: 32 }).map((half) => 2 * half);
		fc.assert(
			fc.property(height, placements, (heightPx, drawn) => {
				const layout = layoutOf(heightPx);
				const lines = rowsOf(layout, scene(...drawn));
				const seen = new Map<string, readonly string[]>();
				for (let row = 0; 16 * row < heightPx; row++) {
					// Rows below the screen repeat its last one.
					const shown = Array.from(
						{ length: 16 },
						(_, line) => lines[Math.min(16 * row + line, heightPx - 1)] ?? "",
					);
					const key = stripKey(layout, scene(...drawn), row);
					expect(seen.get(key) ?? shown).toEqual(shown);
					seen.set(key, shown);
				}
			}),
			{ numRuns: 2000 },
		);
	});
});
