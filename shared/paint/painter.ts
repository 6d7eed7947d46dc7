import { allocatePicture, type I420Picture, type RowSpan } from "../core/picture.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Scene } from "../layout/scene.ts";
import { clearRows, drawPicture, repeatLastRow } from "./compose.ts";
import type { Fonts } from "./open-fonts.ts";
import { createRasteriser } from "./rasterise.ts";
import { yuvOf } from "./yuv.ts";

export type Painter = {
	/**
	 * Draws a scene and returns the picture, which stays the painter's: the next call draws on it. `dirty` are the rows
	 * that differ from the scene before; only they are drawn. Default: all. The picture is the same either way.
	 */
	readonly pictureAt: (scene: Scene, dirty?: RowSpan) => I420Picture;
	/**
	 * Draws only these rows of a scene, as a picture of their height; rows below the screen repeat its last one. It stays
	 * the painter's: the next call with as many rows draws on it.
	 */
	readonly rowsAt: (scene: Scene, rows: RowSpan) => I420Picture;
	/** What was done so far; a sprite counts once, however often it was placed. */
	readonly counts: () => { readonly spritesRasterised: number; readonly rowsDrawn: number };
};

/** A painter with one picture of each height that it was asked for: of the screen's, and of some of its rows. */
export function createPainter(layout: ChatLayout, fonts: Fonts): Painter {
	const { widthPx, heightPx } = layout;
	const background = yuvOf(layout.background);
	const pictures = new Map<number, I420Picture>();
	const rasterise = createRasteriser(fonts);
	const drawn = new Map<number, I420Picture>();
	let rowsDrawn = 0;

	const spritePicture = (index: number) => {
		const known = drawn.get(index);
		if (known !== undefined) return known;
		const sprite = layout.sprites[index];
		if (sprite === undefined)
			throw new RangeError(`expected a sprite below ${layout.sprites.length}, received ${index}`);
		const made = rasterise(sprite);
		drawn.set(index, made);
		return made;
	};

	/** All background colour where it was not there before. */
	const pictureOf = (rowCount: number) => {
		const known = pictures.get(rowCount);
		if (known !== undefined) return known;
		const made = allocatePicture(widthPx, rowCount);
		clearRows(made, { fromPx: 0, toPx: rowCount }, background);
		pictures.set(rowCount, made);
		return made;
	};

	/** Draws rows of a picture whose first row is the scene's row `topPx`. */
	const draw = (picture: I420Picture, { placements }: Scene, rows: RowSpan, topPx: number) => {
		clearRows(picture, rows, background);
		for (const { sprite, xPx, yPx, alpha } of placements) {
			const spriteHeightPx = layout.sprites[sprite]?.heightPx ?? 0;
			const top = yPx - topPx;
			const isTouched = alpha > 0 && top < rows.toPx && top + spriteHeightPx > rows.fromPx;
			if (isTouched) drawPicture(picture, spritePicture(sprite), { xPx, yPx: top, alpha }, rows, background);
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
		counts: () => ({ spritesRasterised: drawn.size, rowsDrawn }),
	};
}
