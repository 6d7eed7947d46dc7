import { findMix } from "../../scene/mixes.ts";
import type { Size } from "../../scene/rect.ts";
import type { Scene } from "../../scene/scene.ts";
import { listThings, type Thing } from "../../scene/standing.ts";
import type { SeenScene } from "../seen-scene.ts";
import { findDifference } from "./find-difference.ts";
import { LONGEST_SHIFT_PX, listShifts, type PictureDifference } from "./find-moved-rows.ts";
import { type BetweenDifference, joinSources, type RowSource } from "./join-sources.ts";
import { rowKey } from "./row-key.ts";
import { ROW_HEIGHT_PX } from "./stream-plan.ts";

/** A scene, and how planning sees it. */
export type Looked = { readonly scene: Scene; readonly seen: SeenScene };

/** What two references have to give to the pictures between them. */
export type Betweens = {
	/** From the one before to the one after. */
	readonly toAfter: PictureDifference;
	/** Null if there is no such picture: its last row is in neither, and would have to be new. */
	readonly find: (shown: Looked) => BetweenDifference | null;
};

/**
 * Compares row by row: first with the reference before, by layers as `findDifference` does, which is cheap; then what is left with the
 * one after, at its own height, at that of things that are in both, and at any height on the grid, as of bare ground.
 */
export function createBetweens(before: Looked, after: Looked, size: Size, isWeighted: boolean): Betweens {
	const rowCount = Math.ceil(size.heightPx / ROW_HEIGHT_PX);
	const toAfter = findDifference(before.seen, after.seen, size);
	const isEqual = new Uint8Array(rowCount).fill(1);
	for (const { fromRow, toRow } of toAfter.scrolls) isEqual.fill(0, fromRow, toRow);
	for (const row of toAfter.rows) isEqual[row] = 0;
	const keys = { before: createKeys(before.seen, size), after: createKeys(after.seen, size) };
	const things = { before: once(() => listThings(before.scene)), after: once(() => listThings(after.scene)) };

	const find = ({ scene, seen }: Looked) => {
		const { scrolls, rows } = findDifference(before.seen, seen, size);
		const sources: RowSource[] = Array.from(isEqual, (equal) => (equal === 1 ? EQUAL : STILL));
		for (const { fromRow, toRow, shiftPx } of scrolls)
			sources.fill({ kind: "move", of: "before", shiftPx }, fromRow, toRow);
		const shown = once(() => listThings(scene));
		for (const row of rows) {
			const move = findMove(seen, row, sources[row - 1]);
			sources[row] = move ?? (isWeighted ? mixOf(shown(), row) : NEW);
		}
		return joinSources(sources);
	};

	const findMove = (seen: SeenScene, row: number, above: RowSource | undefined): RowSource | null => {
		const topPx = row * ROW_HEIGHT_PX;
		const key = rowKey(seen, topPx, size);
		const isThere = (of: "before" | "after", shiftPx: number) => keys[of].at(topPx + shiftPx) === key;
		if (isThere("after", 0)) return { kind: "move", of: "after", shiftPx: 0 };
		// Rows that are cut off are made up below the picture.
		if (topPx + ROW_HEIGHT_PX > size.heightPx) return null;
		if (above?.kind === "move" && isThere(above.of, above.shiftPx)) return above;
		for (const shiftPx of listShifts(after.seen, seen, topPx))
			if (isThere("after", shiftPx)) return { kind: "move", of: "after", shiftPx };
		for (const reference of ["after", "before"] as const) {
			const shiftPx = (keys[reference].find(key) ?? Number.POSITIVE_INFINITY) - topPx;
			if (Math.abs(shiftPx) <= LONGEST_SHIFT_PX) return { kind: "move", of: reference, shiftPx };
		}
		return null;
	};

	const mixOf = (shown: readonly Thing[], row: number): RowSource => {
		const rect = { xPx: 0, yPx: row * ROW_HEIGHT_PX, widthPx: size.widthPx, heightPx: ROW_HEIGHT_PX };
		const weight = findMix(shown, things.before(), things.after(), rect);
		return weight === null ? NEW : { kind: "mix", weight };
	};

	return { toAfter, find };
}

const EQUAL: RowSource = { kind: "equal" };
const STILL: RowSource = { kind: "move", of: "before", shiftPx: 0 };
const NEW: RowSource = { kind: "new" };

/** The row keys of a reference, each made once. */
function createKeys(seen: SeenScene, size: Size) {
	const known = new Map<number, string | null>();
	const at = (topPx: number): string | null => {
		const key = known.get(topPx);
		if (key !== undefined) return key;
		const isIn = topPx >= 0 && topPx < size.heightPx;
		const made = isIn ? rowKey(seen, topPx, size) : null;
		known.set(topPx, made);
		return made;
	};
	const onGrid = once(() => {
		const tops = new Map<string, number>();
		for (let topPx = 0; topPx + ROW_HEIGHT_PX <= size.heightPx; topPx += ROW_HEIGHT_PX)
			tops.set(at(topPx) ?? "", topPx);
		return tops;
	});
	return {
		at,
		/** Where on the grid it is, in px from the top. */
		find: (key: string) => onGrid().get(key),
	};
}

function once<Value>(make: () => Value): () => Value {
	let made: { readonly value: Value } | null = null;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}
