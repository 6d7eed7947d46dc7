import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Placement, Scene } from "../layout/scene.ts";
import type { RowSpan } from "../plan/picture.ts";

/**
 * The rows in which two pictures differ: all rows of the column if it moved, else the rows of placements that only one picture
 * has. Null if the pictures are equal.
 */
export function dirtyRows(layout: ChatLayout, before: Scene, after: Scene): RowSpan | null {
	if (before.scrollPx !== after.scrollPx) {
		return { fromPx: layout.viewport.topPx, toPx: layout.viewport.bottomPx };
	}
	const keysBefore = new Set(before.placements.map(keyOf));
	const keysAfter = new Set(after.placements.map(keyOf));
	const changed = [
		...before.placements.filter((placement) => !keysAfter.has(keyOf(placement))),
		...after.placements.filter((placement) => !keysBefore.has(keyOf(placement))),
	];
	if (changed.length === 0) return null;
	const top = Math.min(...changed.map(({ yPx }) => yPx));
	const bottom = Math.max(...changed.map(({ sprite, yPx }) => yPx + (layout.sprites[sprite]?.heightPx ?? 0)));
	return {
		fromPx: Math.max(layout.viewport.topPx, top),
		toPx: Math.min(layout.viewport.bottomPx, bottom),
	};
}

function keyOf({ sprite, xPx, yPx, alpha }: Placement): string {
	return `${sprite} ${xPx} ${yPx} ${alpha}`;
}
