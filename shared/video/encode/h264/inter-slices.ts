import { bandSlice } from "./band-slice.ts";
import type { InterPicture, Scroll } from "./coded-picture.ts";
import type { EmptySlices } from "./empty-slices.ts";
import { checkInter, checkMovedRows, type Frame } from "./frame-rules.ts";
import type { Slice } from "./slice.ts";

/** A picture's slices from top to bottom. Throws RangeError or UnsupportedStreamError as `frame-rules.ts` says. */
export function interSlices(frame: Frame, picture: InterPicture, empty: EmptySlices): readonly Slice[] {
	checkInter(frame, picture);
	const slices: Slice[] = [];
	let atMb = 0;
	const fillTo = (toMb: number) => {
		for (const rows of rowsBetween(atMb, toMb, picture.scroll)) {
			checkMovedRows(frame, rows);
			slices.push(empty.of(rows));
		}
	};
	for (const band of picture.bands) {
		fillTo(band.atMb);
		slices.push(bandSlice(band));
		atMb = band.atMb + band.strip.heightMbs;
	}
	fillTo(frame.heightMbs);
	return slices;
}

/** [fromMb, toMb) cut into what stays above the scroll, what moves, and what stays below. */
function rowsBetween(fromMb: number, toMb: number, scroll: Scroll | null): readonly Scroll[] {
	if (scroll === null || scroll.shiftPx === 0) return notEmpty([{ fromMb, toMb, shiftPx: 0 }]);
	const movesFrom = Math.min(Math.max(scroll.fromMb, fromMb), toMb);
	const movesTo = Math.max(Math.min(scroll.toMb, toMb), movesFrom);
	if (movesFrom === movesTo) return notEmpty([{ fromMb, toMb, shiftPx: 0 }]);
	return notEmpty([
		{ fromMb, toMb: movesFrom, shiftPx: 0 },
		{ fromMb: movesFrom, toMb: movesTo, shiftPx: scroll.shiftPx },
		{ fromMb: movesTo, toMb, shiftPx: 0 },
	]);
}

function notEmpty(rows: readonly Scroll[]): readonly Scroll[] {
	return rows.filter(({ fromMb, toMb }) => fromMb < toMb);
}
