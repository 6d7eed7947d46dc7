import type { Rect } from "../../scene/rect.ts";
import type { KeyGrid } from "../../themes/keyboard.ts";
import type { Look, Resolved } from "../../themes/look.ts";

/** A key and where it is, in whole px of the keyboard. */
export type PlacedKey = { readonly key: string; readonly rect: Rect };

type Grid = Resolved<KeyGrid>;

type KeyRows = Look["keys"]["letters"];

/** A key from its left edge on, not rounded. */
type Span = { readonly key: string; readonly fromPx: number; readonly widthPx: number };

/** The keys that type no letter: they have widths of their own. */
const NAMED = ["shift", "delete", "digits", "letters", "symbols", "emoji", "space", "return"];

/** How a key that stands for what it does is known. */
export const isNamed = (key: string) => NAMED.includes(key);

/** Places the keys of a page from the left, whatever the language: the rows are those of phones that are read from the right too. */
export function placeKeys(rows: KeyRows, grid: Grid, widthPx: number): readonly PlacedKey[] {
	const letterPx = widthOfLetter(rows, grid, widthPx);
	return rows.flatMap((row, index) => {
		const yPx = Math.round(grid.topPx + index * (grid.heightPx + grid.rowGapPx));
		const endPx = Math.round(grid.topPx + index * (grid.heightPx + grid.rowGapPx) + grid.heightPx);
		return spanRow(row, { grid, widthPx, letterPx }).map(({ key, ...span }): PlacedKey => {
			const xPx = Math.round(span.fromPx);
			const rect = { xPx, yPx, widthPx: Math.round(span.fromPx + span.widthPx) - xPx, heightPx: endPx - yPx };
			return { key, rect };
		});
	});
}

type Row = { readonly grid: Grid; readonly widthPx: number; readonly letterPx: number };

/** That of the row with most letters, as wide as the keyboard. */
function widthOfLetter(rows: KeyRows, { sidePx, gapPx }: Grid, widthPx: number): number {
	const most = Math.max(...rows.map((row) => row.filter((key) => !isNamed(key)).length));
	return (widthPx - 2 * sidePx - (most - 1) * gapPx) / most;
}

function spanRow(row: readonly string[], { grid, widthPx, letterPx }: Row): readonly Span[] {
	const first = row[0] ?? "";
	if (row.includes("space")) return spanLastRow(row, grid, widthPx);
	if (first === "symbols") return spanMarks(row, grid, widthPx);
	const letters = row.filter((key) => !isNamed(key));
	const lettersPx = letters.length * letterPx + (letters.length - 1) * grid.gapPx;
	const besidePx = (widthPx - 2 * grid.sidePx - lettersPx) / 2;
	if (first === "shift") {
		const shiftPx = Math.min(grid.shiftPx, besidePx - grid.gapPx);
		return [
			{ key: first, fromPx: grid.sidePx, widthPx: shiftPx },
			...inARow(letters, grid.sidePx + besidePx, letterPx, grid),
			{ key: "delete", fromPx: widthPx - grid.sidePx - shiftPx, widthPx: shiftPx },
		];
	}
	if (!row.includes("delete")) return inARow(letters, grid.sidePx + besidePx, letterPx, grid);
	// Delete at the end of a row without shift: what is left of the room is shared before the letters and behind them.
	const deletePx = Math.min(grid.shiftPx, 2 * besidePx - grid.gapPx);
	const startPx = grid.sidePx + (2 * besidePx - grid.gapPx - deletePx) / 2;
	return [
		...inARow(letters, startPx, letterPx, grid),
		{ key: "delete", fromPx: widthPx - grid.sidePx - deletePx, widthPx: deletePx },
	];
}

function inARow(keys: readonly string[], startPx: number, widthPx: number, { gapPx }: Grid): readonly Span[] {
	return keys.map((key, index) => ({ key, fromPx: startPx + index * (widthPx + gapPx), widthPx }));
}

/** Between the page of more signs and delete, as wide as the room. */
function spanMarks(row: readonly string[], grid: Grid, widthPx: number): readonly Span[] {
	const marks = row.slice(1, -1);
	const startPx = grid.sidePx + grid.shiftPx + grid.shiftGapPx;
	const markPx = (widthPx - 2 * startPx - (marks.length - 1) * grid.gapPx) / marks.length;
	return [
		{ key: row[0] ?? "", fromPx: grid.sidePx, widthPx: grid.shiftPx },
		...inARow(marks, startPx, markPx, grid),
		{ key: row.at(-1) ?? "", fromPx: widthPx - grid.sidePx - grid.shiftPx, widthPx: grid.shiftPx },
	];
}

/** Two keys that change the page, space, and return. */
function spanLastRow(row: readonly string[], grid: Grid, widthPx: number): readonly Span[] {
	const { sidePx, gapPx, pagePx, returnPx } = grid;
	const widths = row.map((key) => (key === "return" ? returnPx : key === "space" ? 0 : pagePx));
	const takenPx = widths.reduce((sum, each) => sum + each, 0) + (row.length - 1) * gapPx;
	const spacePx = widthPx - 2 * sidePx - takenPx;
	let fromPx = sidePx;
	return row.map((key, index): Span => {
		const span = { key, fromPx, widthPx: key === "space" ? spacePx : (widths[index] ?? 0) };
		fromPx += span.widthPx + gapPx;
		return span;
	});
}
