import type { RowSpan } from "../scene/rect.ts";
import { isSameClip } from "../scene/same-look.ts";
import type { SeenLayer, SeenPlacement, SeenScene } from "./seen-scene.ts";

/** A layer, by its place in LAYERS, whose content has moved up by `shiftPx` on the screen, ground included. */
export type MovedLayer = { readonly index: number; readonly shiftPx: number };

/**
 * The rows in which two scenes may look different, in no order and overlapping. With `moved`: in which the second may look
 * different from the first once the rows of that layer have moved; so also where they come into view, and where a layer in front
 * of them, which does not move along, is or would be carried to.
 *
 * Rows and not rectangles, because the engines here code and draw whole rows, and found in what was looked at for the row keys
 * anyway.
 */
export function findChangedRows(
	before: SeenScene,
	after: SeenScene,
	moved: MovedLayer | null = null,
): readonly RowSpan[] {
	const spans: RowSpan[] = [];
	const movedRows = moved === null ? null : (after[moved.index]?.rows ?? null);
	for (const [index, now] of after.entries()) {
		const old = before[index] ?? null;
		if (moved?.index === index && old !== null && now !== null) {
			const endPx = findMovedEnd(old, now, moved.shiftPx);
			addClipped(spans, { fromPx: endPx, toPx: now.rows.toPx }, 0, now.rows);
			addEnds(spans, old, now);
			addDifferences(spans, old, now, moved.shiftPx);
			continue;
		}
		if (old !== now) addLayerChanges(spans, old, now);
		if (moved === null || movedRows === null || index < moved.index) continue;
		if (now !== null) addOccupied(spans, now, 0, movedRows);
		if (old !== null) addOccupied(spans, old, moved.shiftPx, movedRows);
	}
	return spans;
}

function addLayerChanges(spans: RowSpan[], old: SeenLayer | null, now: SeenLayer | null): void {
	if (old === null || now === null || !hasSameFrame(old, now)) {
		if (old !== null) addOccupied(spans, old, 0, old.rows);
		if (now !== null) addOccupied(spans, now, 0, now.rows);
		return;
	}
	addEnds(spans, old, now);
	const isFlat = now.ground === "" || typeof now.layer.ground === "string";
	if (!isFlat && old.layer.dyPx !== now.layer.dyPx) spans.push(now.rows);
	else addDifferences(spans, old, now, 0);
}

/** Adds the rows in which only one of the two is. */
function addEnds(spans: RowSpan[], { rows: old }: SeenLayer, { rows: now }: SeenLayer): void {
	const spanFrom = (one: number, other: number) => ({
		fromPx: Math.min(one, other),
		toPx: Math.max(one, other),
	});
	if (old.fromPx !== now.fromPx) spans.push(spanFrom(old.fromPx, now.fromPx));
	if (old.toPx !== now.toPx) spans.push(spanFrom(old.toPx, now.toPx));
}

/**
 * Whether two states of a layer differ in nothing but where their content is and what it consists of, and where they begin and end: as
 * a column and a composer over a keyboard that rises.
 */
export function hasSameFrame(one: SeenLayer, other: SeenLayer): boolean {
	const [a, b] = [one.layer.clip, other.layer.clip];
	if (one.ground !== other.ground) return false;
	const isRounded = (a.radiusPx ?? 0) > 0 || (b.radiusPx ?? 0) > 0;
	return isSameClip(a, isRounded ? b : { ...b, yPx: a.yPx, heightPx: a.heightPx });
}

/** The row at which what has moved up by `shiftPx` ends: below, the first state shows nothing that could be moved there. */
export function findMovedEnd(old: SeenLayer, now: SeenLayer, shiftPx: number): number {
	return Math.min(now.rows.toPx, old.rows.toPx - shiftPx);
}

/** Adds the rows in which a layer covers what is behind it, at least in part, once they have moved up. */
function addOccupied(spans: RowSpan[], { ground, rows, placements }: SeenLayer, upPx: number, clip: RowSpan) {
	if (ground !== "") return addClipped(spans, rows, upPx, clip);
	for (const { fromPx, toPx } of placements) {
		const seen = { fromPx: Math.max(fromPx, rows.fromPx), toPx: Math.min(toPx, rows.toPx) };
		addClipped(spans, seen, upPx, clip);
	}
}

/**
 * Adds the rows of placements that only one of the two has, once those of the first have moved up. One that both have, but behind
 * another than before, counts too. There are a dozen on a screen, mostly the same: comparing each is quicker than any index.
 */
function addDifferences(spans: RowSpan[], old: SeenLayer, now: SeenLayer, upPx: number): void {
	const { placements } = old;
	let done = 0;
	const goneUntil = (end: number) => {
		for (const gone of placements.slice(done, end)) addClipped(spans, gone, upPx, now.rows);
	};
	for (const placement of now.placements) {
		let match = done;
		while (match < placements.length && !isSame(placements[match], placement, upPx)) match++;
		if (match === placements.length) addClipped(spans, placement, 0, now.rows);
		else {
			goneUntil(match);
			done = match + 1;
		}
	}
	goneUntil(placements.length);
}

function isSame(old: SeenPlacement | undefined, now: SeenPlacement, upPx: number): boolean {
	return (
		old !== undefined &&
		old.sprite === now.sprite &&
		old.yPx - upPx === now.yPx &&
		old.xPx === now.xPx &&
		old.opacity === now.opacity &&
		old.detail === now.detail
	);
}

/** Adds a span of rows that has moved up, as far as it is in the clip. */
function addClipped(spans: RowSpan[], span: RowSpan, upPx: number, clip: RowSpan): void {
	const fromPx = Math.max(span.fromPx - upPx, clip.fromPx);
	const toPx = Math.min(span.toPx - upPx, clip.toPx);
	if (fromPx < toPx) spans.push({ fromPx, toPx });
}
