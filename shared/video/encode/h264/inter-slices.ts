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
		for (const rows of rowsBetween(atMb, toMb, picture.scrolls)) {
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

/** [fromMb, toMb) cut into what moves and what stays between. */
function rowsBetween(fromMb: number, toMb: number, scrolls: readonly Scroll[]): readonly Scroll[] {
	const rows: Scroll[] = [];
	let atMb = fromMb;
	for (const scroll of scrolls) {
		const movesFrom = Math.max(scroll.fromMb, atMb);
		const movesTo = Math.min(scroll.toMb, toMb);
		if (movesFrom >= movesTo || scroll.shiftPx === 0) continue;
		if (atMb < movesFrom) rows.push({ fromMb: atMb, toMb: movesFrom, shiftPx: 0 });
		rows.push({ fromMb: movesFrom, toMb: movesTo, shiftPx: scroll.shiftPx });
		atMb = movesTo;
	}
	return atMb < toMb ? [...rows, { fromMb: atMb, toMb, shiftPx: 0 }] : rows;
}
