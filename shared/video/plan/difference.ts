import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Placement, Scene } from "../layout/scene.ts";
import type { RowSpan } from "./picture.ts";
import { type Scroll, STRIP_HEIGHT_PX } from "./picture-plan.ts";

/** How a picture differs from the reference before it: rows that move, and rows that are new (ascending, each once). */
type Difference = { readonly scroll: Scroll | null; readonly rows: readonly number[] };

/** The smallest difference between two scenes. Rows in neither part look the same in both. */
export function findDifference(layout: ChatLayout, before: Scene, after: Scene): Difference {
	const { topPx, bottomPx } = layout.viewport;
	const movedPx = after.scrollPx - before.scrollPx;
	const scroll = scrollBy(layout, movedPx);
	if (movedPx !== 0 && scroll === null) return { scroll, rows: rowsOf(layout, [layout.viewport]) };
	const fresh = { fromPx: bottomPx - movedPx, toPx: bottomPx };
	const changed = changedSpans(layout, before, after).map(({ fromPx, toPx }) => ({
		topPx: Math.max(topPx, fromPx),
		bottomPx: Math.min(bottomPx, toPx),
	}));
	return { scroll, rows: rowsOf(layout, [...changed, { topPx: fresh.fromPx, bottomPx: fresh.toPx }]) };
}

function scrollBy(layout: ChatLayout, shiftPx: number): Scroll | null {
	const { topPx, bottomPx } = layout.viewport;
	if (shiftPx <= 0 || shiftPx > LONGEST_SHIFT_PX) return null;
	const fromRow = topPx / STRIP_HEIGHT_PX;
	const toRow = Math.floor((bottomPx - shiftPx) / STRIP_HEIGHT_PX);
	return toRow > fromRow ? { fromRow, toRow, shiftPx } : null;
}

/** The longest even motion vector that every level of H.264 allows for a picture of that height (ITU-T H.264, table A-1). */
const LONGEST_SHIFT_PX = 510;

/** The rows of pixels covered by placements that only one of the scenes has, once the column of the first has moved. */
function changedSpans(layout: ChatLayout, before: Scene, after: Scene): readonly RowSpan[] {
	const movedPx = after.scrollPx - before.scrollPx;
	const fixedFrom = before.placements.length - layout.fixed.length;
	const moved =
		movedPx === 0
			? before.placements
			: before.placements.map((placement, index) =>
					index >= fixedFrom ? placement : { ...placement, yPx: placement.yPx - movedPx },
				);
	return [...onlyInFirst(moved, after.placements), ...onlyInFirst(after.placements, moved)].map(
		({ sprite, yPx }) => ({ fromPx: yPx, toPx: yPx + (layout.sprites[sprite]?.heightPx ?? 0) }),
	);
}

/** There are a dozen on a screen: comparing each is quicker than any index. */
function onlyInFirst(first: readonly Placement[], second: readonly Placement[]): readonly Placement[] {
	return first.filter((one) => !second.some((other) => isSame(one, other)));
}

function isSame(one: Placement, other: Placement): boolean {
	return (
		one.sprite === other.sprite && one.yPx === other.yPx && one.xPx === other.xPx && one.alpha === other.alpha
	);
}

function rowsOf({ heightPx }: ChatLayout, spans: readonly ChatLayout["viewport"][]): readonly number[] {
	const isIn = new Uint8Array(Math.ceil(heightPx / STRIP_HEIGHT_PX));
	for (const { topPx, bottomPx } of spans) {
		if (bottomPx <= topPx) continue;
		isIn.fill(1, Math.floor(topPx / STRIP_HEIGHT_PX), Math.ceil(bottomPx / STRIP_HEIGHT_PX));
	}
	return [...isIn.keys()].filter((row) => isIn[row] === 1);
}
