import type { Size } from "../../scene/rect.ts";
import type { SeenPlacement, SeenScene } from "../seen-scene.ts";
import { rowKey } from "./row-key.ts";
import { ROW_HEIGHT_PX, type Scroll } from "./stream-plan.ts";

/** The longest even motion vector that every level of H.264 allows for a picture of that height (ITU-T H.264, table A-1). */
export const LONGEST_SHIFT_PX = 510;

/** How a picture differs from the reference before it: rows that move, and rows that are new (ascending, each once). */
export type PictureDifference = { readonly scrolls: readonly Scroll[]; readonly rows: readonly number[] };

type Changes = {
	/** Rows that move with a layer. */
	readonly scroll: Scroll | null;
	/** Rows that do not look as the reference does there, or where the scroll brings it. Ascending. */
	readonly changed: readonly number[];
};

/** Finds those of the changed rows that the reference shows at another height. The others are new. */
export function findMovedRows(
	before: SeenScene,
	after: SeenScene,
	{ scroll, changed }: Changes,
	size: Size,
): PictureDifference {
	const rowCount = Math.ceil(size.heightPx / ROW_HEIGHT_PX);
	/** Of each row of the picture; 0: it stays, or is new. */
	const shifts = new Int16Array(rowCount);
	if (scroll !== null) shifts.fill(scroll.shiftPx, scroll.fromRow, scroll.toRow);
	const rows: number[] = [];
	for (const row of changed) {
		const shiftPx = findShift(before, after, row * ROW_HEIGHT_PX, size);
		if (shiftPx === null) rows.push(row);
		else shifts[row] = shiftPx;
	}
	return { scrolls: joinRows(shifts), rows };
}

/** How much further down the reference shows what a row shows; null: nowhere that is known of. */
function findShift(before: SeenScene, after: SeenScene, topPx: number, size: Size): number | null {
	// A last row that is cut off is made up below the picture.
	if (topPx + ROW_HEIGHT_PX > size.heightPx) return null;
	let key: string | undefined;
	for (const shiftPx of listShifts(before, after, topPx)) {
		const fromPx = topPx + shiftPx;
		if (fromPx < 0 || fromPx + ROW_HEIGHT_PX > size.heightPx) continue;
		key ??= rowKey(after, topPx, size);
		if (rowKey(before, fromPx, size) === key) return shiftPx;
	}
	return null;
}

/** The ways that what is seen in a row has come. */
export function listShifts(before: SeenScene, after: SeenScene, topPx: number): ReadonlySet<number> {
	const shifts = new Set<number>();
	for (const layer of after) {
		if (layer === null || layer.rows.fromPx >= topPx + ROW_HEIGHT_PX || layer.rows.toPx <= topPx) continue;
		for (const placement of layer.placements) {
			if (placement.fromPx >= topPx + ROW_HEIGHT_PX || placement.toPx <= topPx) continue;
			for (const old of before) {
				for (const other of old?.placements ?? []) {
					const shiftPx = other.yPx - placement.yPx;
					if (shiftPx !== 0 && Math.abs(shiftPx) <= LONGEST_SHIFT_PX && isSameButHigher(other, placement))
						shifts.add(shiftPx);
				}
			}
		}
	}
	return shifts;
}

function isSameButHigher(one: SeenPlacement, other: SeenPlacement): boolean {
	return (
		one.sprite === other.sprite &&
		one.xPx === other.xPx &&
		one.opacity === other.opacity &&
		one.detail === other.detail
	);
}

/** Neighbours that move alike are one scroll. */
function joinRows(shifts: Int16Array): readonly Scroll[] {
	const scrolls: Scroll[] = [];
	for (let fromRow = 0; fromRow < shifts.length; ) {
		const shiftPx = shifts[fromRow] ?? 0;
		let toRow = fromRow + 1;
		while (toRow < shifts.length && shifts[toRow] === shiftPx) toRow++;
		if (shiftPx !== 0) scrolls.push({ fromRow, toRow, shiftPx });
		fromRow = toRow;
	}
	return scrolls;
}
