export type Size = { readonly widthPx: number; readonly heightPx: number };

/** A rectangle in px. All numbers of a rectangle that is drawn or coded are even. */
export type Rect = Size & { readonly xPx: number; readonly yPx: number };

/** Rows `[fromPx, toPx)`. */
export type RowSpan = { readonly fromPx: number; readonly toPx: number };

/** What two rectangles have in common; null if nothing. */
export function intersect(one: Rect, other: Rect): Rect | null {
	const xPx = Math.max(one.xPx, other.xPx);
	const yPx = Math.max(one.yPx, other.yPx);
	const widthPx = Math.min(one.xPx + one.widthPx, other.xPx + other.widthPx) - xPx;
	const heightPx = Math.min(one.yPx + one.heightPx, other.yPx + other.heightPx) - yPx;
	return widthPx > 0 && heightPx > 0 ? { xPx, yPx, widthPx, heightPx } : null;
}

/** The smallest rectangle around both. */
export function unite(one: Rect, other: Rect): Rect {
	const xPx = Math.min(one.xPx, other.xPx);
	const yPx = Math.min(one.yPx, other.yPx);
	return {
		xPx,
		yPx,
		widthPx: Math.max(one.xPx + one.widthPx, other.xPx + other.widthPx) - xPx,
		heightPx: Math.max(one.yPx + one.heightPx, other.yPx + other.heightPx) - yPx,
	};
}

/** Whether one rectangle lies in another. */
export function contains(outer: Rect, inner: Rect): boolean {
	return (
		inner.xPx >= outer.xPx &&
		inner.yPx >= outer.yPx &&
		inner.xPx + inner.widthPx <= outer.xPx + outer.widthPx &&
		inner.yPx + inner.heightPx <= outer.yPx + outer.heightPx
	);
}

/** What of a rectangle is not in another, as up to four rectangles. */
export function subtract(rect: Rect, other: Rect): readonly Rect[] {
	const hole = intersect(rect, other);
	if (hole === null) return [rect];
	const { xPx, yPx, widthPx, heightPx } = rect;
	const holeEndX = hole.xPx + hole.widthPx;
	const holeEndY = hole.yPx + hole.heightPx;
	return [
		{ xPx, yPx, widthPx, heightPx: hole.yPx - yPx },
		{ xPx, yPx: hole.yPx, widthPx: hole.xPx - xPx, heightPx: hole.heightPx },
		{ xPx: holeEndX, yPx: hole.yPx, widthPx: xPx + widthPx - holeEndX, heightPx: hole.heightPx },
		{ xPx, yPx: holeEndY, widthPx, heightPx: yPx + heightPx - holeEndY },
	].filter((part) => part.widthPx > 0 && part.heightPx > 0);
}

/** The rectangle with so much more at each side. */
export function grow({ xPx, yPx, widthPx, heightPx }: Rect, byPx: number): Rect {
	return {
		...{ xPx: xPx - byPx, yPx: yPx - byPx },
		...{ widthPx: widthPx + 2 * byPx, heightPx: heightPx + 2 * byPx },
	};
}
