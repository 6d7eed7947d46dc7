import type { RowSpan, Size } from "../../scene/rect.ts";
import { findChangedRows, findMovedEnd, hasSameFrame, type MovedLayer } from "../find-changed-rows.ts";
import type { SeenLayer, SeenScene } from "../seen-scene.ts";
import { findMovedRows, LONGEST_SHIFT_PX, type PictureDifference } from "./find-moved-rows.ts";
import { isAcross } from "./row-key.ts";
import { ROW_HEIGHT_PX, type Scroll } from "./stream-plan.ts";

/**
 * A small difference between two scenes: the layer that has moved as a whole, if one has; then each row that is left and looks like
 * one of the reference at another height, as where a message flies or a part of the column makes room; then rows that are new. Rows
 * in none of them look the same in both.
 */
export function findDifference(before: SeenScene, after: SeenScene, size: Size): PictureDifference {
	const moved = findMovedLayer(before, after, size);
	const [old, now] = moved === null ? [] : [before[moved.index], after[moved.index]];
	const scroll = moved === null || old == null || now == null ? null : scrollBy(old, now, moved.shiftPx);
	const changed = rowsIn(findChangedRows(before, after, scroll === null ? null : moved), size);
	return findMovedRows(before, after, { scroll, changed }, size);
}

/** The backmost layer that has moved up so that whole rows of the screen show it. What moves down, or in part of a row, is drawn. */
function findMovedLayer(before: SeenScene, after: SeenScene, { widthPx }: Size): MovedLayer | null {
	for (const [index, now] of after.entries()) {
		const old = before[index] ?? null;
		if (old === null || now === null || old === now) continue;
		const shiftPx = old.layer.dyPx - now.layer.dyPx;
		if (shiftPx <= 0 || shiftPx > LONGEST_SHIFT_PX) continue;
		if (now.ground === "" || !hasSameFrame(old, now) || old.rows.fromPx !== now.rows.fromPx) continue;
		const isInAll = [before, after].every((scene) => hasWholeRows(scene, index, widthPx));
		if (isInAll) return { index, shiftPx };
	}
	return null;
}

/** Whether rows of the screen look the same wherever they are moved within a layer, but for what the layer itself has. */
function hasWholeRows(scene: SeenScene, index: number, widthPx: number): boolean {
	const layer = scene[index] ?? null;
	if (layer === null || (layer.layer.clip.radiusPx ?? 0) > 0) return false;
	return (
		isAcross(layer, widthPx) ||
		scene.slice(0, index).every((behind) => behind === null || isEven(behind, layer.rows))
	);
}

/** Whether a layer shows the same at each of these rows, as the backdrop and a phone's body do beside the column. */
function isEven(
	{ layer: { clip, ground }, rows, placements }: SeenLayer,
	{ fromPx, toPx }: RowSpan,
): boolean {
	if (rows.fromPx >= toPx || rows.toPx <= fromPx) return true;
	if (typeof ground === "object") return false;
	const radiusPx = clip.radiusPx ?? 0;
	const isThrough = clip.yPx + radiusPx <= fromPx && clip.yPx + clip.heightPx - radiusPx >= toPx;
	return isThrough && placements.every((placed) => placed.fromPx >= toPx || placed.toPx <= fromPx);
}

/** Null if the rows are too few to move so far. All clips begin on a row; one that does not is drawn. */
function scrollBy(old: SeenLayer, now: SeenLayer, shiftPx: number): Scroll | null {
	const { fromPx } = now.rows;
	if (fromPx % ROW_HEIGHT_PX !== 0) return null;
	const fromRow = fromPx / ROW_HEIGHT_PX;
	const toRow = Math.floor(findMovedEnd(old, now, shiftPx) / ROW_HEIGHT_PX);
	return toRow > fromRow ? { fromRow, toRow, shiftPx } : null;
}

function rowsIn(spans: readonly RowSpan[], { heightPx }: Size): readonly number[] {
	const isIn = new Uint8Array(Math.ceil(heightPx / ROW_HEIGHT_PX));
	for (const { fromPx, toPx } of spans)
		isIn.fill(1, Math.floor(fromPx / ROW_HEIGHT_PX), Math.ceil(toPx / ROW_HEIGHT_PX));
	const rows: number[] = [];
	for (let row = isIn.indexOf(1); row >= 0; row = isIn.indexOf(1, row + 1)) rows.push(row);
	return rows;
}
