import { bandSlice } from "./band-slice.ts";
import type { BetweenPicture, Move } from "./coded-picture.ts";
import type { EmptySlices } from "./empty-slices.ts";
import { checkBetween, checkMovedRows, type Frame } from "./frame-rules.ts";
import type { Slice } from "./slice.ts";

/** A disposable picture's slices from top to bottom. Throws RangeError or UnsupportedStreamError as `frame-rules.ts` says. */
export function betweenSlices(frame: Frame, picture: BetweenPicture, empty: EmptySlices): readonly Slice[] {
	checkBetween(frame, picture);
	const slices: Slice[] = [];
	let atMb = 0;
	const fillTo = (toMb: number) => {
		for (const rows of rowsBetween(atMb, toMb, picture)) {
			if (rows.of !== "both") checkMovedRows(frame, rows);
			slices.push(...emptyRows(rows, frame.heightMbs, empty));
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

type Rows = Omit<Move, "of"> & { readonly of: Move["of"] | "both" };

/** The last row of the picture becomes a B slice. */
function emptyRows(rows: Rows, heightMbs: number, empty: EmptySlices): readonly Slice[] {
	const { fromMb, toMb, shiftPx, of } = rows;
	if (of === "both") return [empty.mixed({ fromMb, toMb })];
	if (toMb < heightMbs) return [empty.moved({ fromMb, toMb, shiftPx, of })];
	const last = empty.listed({ fromMb: toMb - 1, shiftPx, of });
	return fromMb === toMb - 1 ? [last] : [empty.moved({ fromMb, toMb: toMb - 1, shiftPx, of }), last];
}

/** [fromMb, toMb) cut into what is of one reference and what is of both. */
function rowsBetween(fromMb: number, toMb: number, { moves, weight }: BetweenPicture): readonly Rows[] {
	const rows: Rows[] = [];
	const add = (next: Rows) => {
		const last = rows.at(-1);
		if (next.fromMb >= next.toMb) return;
		if (last?.of !== next.of || last.shiftPx !== next.shiftPx) rows.push(next);
		else rows[rows.length - 1] = { ...last, toMb: next.toMb };
	};
	const others = { shiftPx: 0, of: weight === null ? "after" : "both" } as const;
	let atMb = fromMb;
	for (const move of moves) {
		const movesFrom = Math.max(move.fromMb, atMb);
		const movesTo = Math.min(move.toMb, toMb);
		if (movesFrom >= movesTo) continue;
		add({ ...others, fromMb: atMb, toMb: movesFrom });
		add({ ...move, fromMb: movesFrom, toMb: movesTo });
		atMb = movesTo;
	}
	add({ ...others, fromMb: atMb, toMb });
	return rows;
}
