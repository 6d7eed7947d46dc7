import type { Rect, Size } from "../../scene/rect.ts";
import { ceilToEven } from "../../scene/rounding.ts";

/** Pictures of a message in their places. */
export type Arrangement = Size & {
	/** In the order of the message. `xPx` and `yPx` from the corner of the whole. */
	readonly cells: readonly Rect[];
};

/** All in px, widths ÷ heights of a picture by itself. */
type Room = {
	readonly widestPx: number;
	readonly highestPx: number;
	readonly narrowest: number;
	readonly flattest: number;
	readonly gapPx: number;
	/** The first picture stands at the right. */
	readonly isMirrored: boolean;
};

/** A cell of a grid in sides and gaps of its squares; `span` squares wide and high. */
type Square = { readonly column: number; readonly row: number; readonly span: number };

const square = (column: number, row: number, span = 1): Square => ({ column, row, span });

/** Two beside each other; a large one with two small ones; two by two. */
const GRIDS: readonly (readonly Square[])[] = [
	[square(0, 0), square(1, 0)],
	[square(0, 0, 2), square(2, 0), square(2, 1)],
	[square(0, 0), square(1, 0), square(0, 1), square(1, 1)],
];

/** Arranges one to four pictures: one keeps its shape within bounds, several are squares in a grid. Small ones are enlarged too. */
export function arrangePictures(sizes: readonly Size[], room: Room): Arrangement {
	const [only] = sizes;
	if (sizes.length === 1 && only !== undefined) return placeAlone(only, room);
	const grid = GRIDS[sizes.length - 2];
	if (grid === undefined) throw new RangeError(`expected 1 to 4 pictures, received ${sizes.length}`);
	const columns = Math.max(...grid.map(({ column, span }) => column + span));
	const rows = Math.max(...grid.map(({ row, span }) => row + span));
	const gapPx = ceilToEven(Math.max(2, room.gapPx));
	const lengthPx = (sidePx: number, span: number) => span * sidePx + (span - 1) * gapPx;
	const sidePx = floorToEven(
		Math.max(
			2,
			Math.min(
				(room.widestPx - (columns - 1) * gapPx) / columns,
				(room.highestPx - (rows - 1) * gapPx) / rows,
			),
		),
	);
	const widthPx = lengthPx(sidePx, columns);
	const cells = grid.map(({ column, row, span }): Rect => {
		const cellPx = lengthPx(sidePx, span);
		const startPx = column * (sidePx + gapPx);
		const xPx = room.isMirrored ? widthPx - startPx - cellPx : startPx;
		return { xPx, yPx: row * (sidePx + gapPx), widthPx: cellPx, heightPx: cellPx };
	});
	return { widthPx, heightPx: lengthPx(sidePx, rows), cells };
}

function placeAlone(size: Size, { widestPx, highestPx, narrowest, flattest }: Room): Arrangement {
	const aspect = Math.min(flattest, Math.max(narrowest, size.widthPx / size.heightPx));
	const exactPx = Math.min(widestPx, highestPx * aspect);
	const widthPx = Math.max(2, floorToEven(exactPx));
	const heightPx = Math.max(2, floorToEven(exactPx / aspect));
	return { widthPx, heightPx, cells: [{ xPx: 0, yPx: 0, widthPx, heightPx }] };
}

const floorToEven = (px: number) => 2 * Math.floor(px / 2);

/** The middle part of a picture that has the shape of a place. */
export function cropToFill(picture: Size, place: Size): Rect {
	const scale = Math.min(picture.widthPx / place.widthPx, picture.heightPx / place.heightPx);
	const [widthPx, heightPx] = [place.widthPx * scale, place.heightPx * scale];
	return {
		xPx: (picture.widthPx - widthPx) / 2,
		yPx: (picture.heightPx - heightPx) / 2,
		widthPx,
		heightPx,
	};
}
