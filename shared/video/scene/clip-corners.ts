import type { Rect } from "./rect.ts";
import type { Clip } from "./scene.ts";

/**
 * The squares in which a rounded clip is not the whole rectangle, even; none if it is. Of a clip that has no room for them,
 * as much as there is: they never overlap, for what is in two would be uncovered twice.
 */
export function clipCorners({ xPx, yPx, widthPx, heightPx, radiusPx = 0, rounded }: Clip): readonly Rect[] {
	if (radiusPx <= 0) return [];
	const sidePx = 2 * Math.ceil(radiusPx / 2);
	const columns = splitEnds(xPx, widthPx, sidePx);
	const rows =
		rounded === undefined ? splitEnds(yPx, heightPx, sidePx) : [endOf(rounded, yPx, heightPx, sidePx)];
	return rows.flatMap((row) =>
		columns.map((column) => ({
			...{ xPx: column.fromPx, yPx: row.fromPx },
			...{ widthPx: column.lengthPx, heightPx: row.lengthPx },
		})),
	);
}

/** The first and the last `sidePx` of a stretch, or about half of it each. */
function splitEnds(fromPx: number, lengthPx: number, sidePx: number) {
	const firstPx = Math.min(sidePx, 2 * Math.ceil(lengthPx / 4));
	const lastPx = Math.min(sidePx, lengthPx - firstPx);
	const ends = [
		{ fromPx, lengthPx: firstPx },
		{ fromPx: fromPx + lengthPx - lastPx, lengthPx: lastPx },
	];
	return ends.filter((end) => end.lengthPx > 0);
}

function endOf(rounded: "upper" | "lower", fromPx: number, lengthPx: number, sidePx: number) {
	const endPx = Math.min(sidePx, lengthPx);
	return { fromPx: rounded === "upper" ? fromPx : fromPx + lengthPx - endPx, lengthPx: endPx };
}
