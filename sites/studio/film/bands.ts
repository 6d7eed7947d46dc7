import type { Rect, RowSpan } from "../../../shared/video/scene/rect.ts";

/** A painter keeps a picture of each size that it was asked for: so there are few. All are powers of two of this. */
const LEAST_PX = 32;

/** Full rows that cover rectangles: few of them, in heights that a painter was asked for before. */
export function listBands(rects: readonly { readonly rect: Rect }[], heightPx: number): readonly RowSpan[] {
	const count = Math.ceil(heightPx / LEAST_PX);
	const isIn = new Uint8Array(count);
	for (const { rect } of rects) {
		const from = Math.max(0, Math.floor(rect.yPx / LEAST_PX));
		isIn.fill(1, from, Math.ceil((rect.yPx + rect.heightPx) / LEAST_PX));
	}
	const bands: RowSpan[] = [];
	for (let from = isIn.indexOf(1); from >= 0; ) {
		const end = isIn.indexOf(0, from);
		const rows = (end === -1 ? count : end) - from;
		const taken = 2 ** Math.floor(Math.log2(rows));
		const toPx = Math.min(heightPx, (from + taken) * LEAST_PX);
		bands.push({ fromPx: from * LEAST_PX, toPx });
		from = isIn.indexOf(1, from + taken);
	}
	return bands;
}
