import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Placement, Scene } from "../layout/scene.ts";
import type { Painter } from "../machine.ts";
import { clearRows, drawPicture, repeatLastRow } from "../paint/compose.ts";
import { createRecent } from "../paint/recent.ts";
import { toYuv } from "../paint/yuv.ts";
import { allocatePicture, type I420Picture, type RowSpan } from "../plan/picture.ts";
import type { Typesetter } from "../text/typesetter.ts";
import { createRasteriser } from "./rasterise.ts";
import { releaseMemory } from "./release-memory.ts";

type CountingPainter = Painter & {
	/** The work done so far. A piece of a sprite counts once, however often it was placed, until it was dropped from memory. */
	readonly counts: () => { readonly piecesRasterised: number; readonly rowsDrawn: number };
};

/**
 * The height of the pieces in which sprites are rasterised, each when it is first visible: a message may be as high as ten
 * screens, most of them never visible. Even, and high enough that few messages are cut.
 */
const PIECE_HEIGHT_PX = 1024;

/**
 * The size of the cache of pieces. The pieces of a screen must fit, or they would be rasterised for each picture. Three times as
 * much saves one piece in twenty of the longest chats.
 */
const KEPT_BYTES = 8 * 2 ** 20;
const KEPT_SCREENS = 2;

/** Creates a painter that keeps one picture of each height it is asked for: the screen's, and that of some of its rows. */
export function createPainter(layout: ChatLayout, typesetter: Typesetter): CountingPainter {
	const { widthPx, heightPx } = layout;
	const background = toYuv(layout.background);
	const pictures = new Map<number, I420Picture>();
	const rasterise = createRasteriser(typesetter);
	const pieces = createRecent<I420Picture>({
		limitBytes: Math.max(KEPT_BYTES, KEPT_SCREENS * countBytes(layout)),
		countBytes,
		onForget: ({ y }) => releaseMemory(y),
	});
	let rowsDrawn = 0;

	const spriteAt = (index: number) => {
		const sprite = layout.sprites[index];
		if (sprite === undefined)
			throw new RangeError(`expected a sprite below ${layout.sprites.length}, received ${index}`);
		return sprite;
	};

	/** A new picture is all background. */
	const pictureOf = (rowCount: number) => {
		const known = pictures.get(rowCount);
		if (known !== undefined) return known;
		const made = allocatePicture(widthPx, rowCount);
		clearRows(made, { fromPx: 0, toPx: rowCount }, background);
		pictures.set(rowCount, made);
		return made;
	};

	/** Draws the pieces of a sprite that are in the rows. */
	const place = (picture: I420Picture, { sprite: index, xPx, yPx, alpha }: Placement, rows: RowSpan) => {
		const sprite = spriteAt(index);
		const first = Math.max(0, Math.floor((rows.fromPx - yPx) / PIECE_HEIGHT_PX)) * PIECE_HEIGHT_PX;
		const endPx = Math.min(sprite.heightPx, rows.toPx - yPx);
		for (let fromPx = first; fromPx < endPx; fromPx += PIECE_HEIGHT_PX) {
			const toPx = Math.min(fromPx + PIECE_HEIGHT_PX, sprite.heightPx);
			const piece = pieces.of(`${index} ${fromPx}`, () => rasterise(sprite, { fromPx, toPx }));
			drawPicture(picture, piece, { xPx, yPx: yPx + fromPx, alpha }, rows, background);
		}
	};

	/** Draws rows of a picture whose first row is the scene's row `topPx`. */
	const draw = (picture: I420Picture, { placements }: Scene, rows: RowSpan, topPx: number) => {
		clearRows(picture, rows, background);
		for (const placement of placements) {
			if (placement.alpha > 0) place(picture, { ...placement, yPx: placement.yPx - topPx }, rows);
		}
		rowsDrawn += rows.toPx - rows.fromPx;
		return picture;
	};

	return {
		pictureAt: (scene, dirty = { fromPx: 0, toPx: heightPx }) => draw(pictureOf(heightPx), scene, dirty, 0),
		rowsAt: (scene, { fromPx, toPx }) => {
			const shown = { fromPx: 0, toPx: Math.min(toPx, heightPx) - fromPx };
			const picture = draw(pictureOf(toPx - fromPx), scene, shown, fromPx);
			repeatLastRow(picture, shown.toPx);
			return picture;
		},
		counts: () => ({ piecesRasterised: pieces.made(), rowsDrawn }),
	};
}

/** Bytes of a picture of this size as I420. */
function countBytes({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): number {
	return (widthPx * heightPx * 3) / 2;
}
