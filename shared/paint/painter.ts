import { allocatePicture, type I420Picture, type RowSpan } from "../core/picture.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Scene } from "../layout/scene.ts";
import { clearRows, drawPicture } from "./compose.ts";
import type { Fonts } from "./open-fonts.ts";
import { rasterise } from "./rasterise.ts";
import { yuvOf } from "./yuv.ts";

export type Painter = {
	/**
	 * Draws a scene and returns the picture, which stays the painter's: the next call draws on it. `dirty` are the rows
	 * that differ from the scene before; only they are drawn. Default: all. The picture is the same either way.
	 */
	readonly pictureAt: (scene: Scene, dirty?: RowSpan) => I420Picture;
	/** What was done so far; a sprite counts once, however often it was placed. */
	readonly counts: () => { readonly spritesRasterised: number; readonly rowsDrawn: number };
};

/** A painter with one picture of the screen's size, which is all background colour before the first call. */
export function createPainter(layout: ChatLayout, fonts: Fonts): Painter {
	const { widthPx, heightPx } = layout;
	const picture = allocatePicture(widthPx, heightPx);
	const background = yuvOf(layout.background);
	clearRows(picture, { fromPx: 0, toPx: heightPx }, background);
	const drawn = new Map<number, I420Picture>();
	let rowsDrawn = 0;

	const spritePicture = (index: number) => {
		const known = drawn.get(index);
		if (known !== undefined) return known;
		const sprite = layout.sprites[index];
		if (sprite === undefined)
			throw new RangeError(`expected a sprite below ${layout.sprites.length}, received ${index}`);
		const made = rasterise(sprite, fonts);
		drawn.set(index, made);
		return made;
	};

	return {
		pictureAt: ({ placements }, dirty = { fromPx: 0, toPx: heightPx }) => {
			clearRows(picture, dirty, background);
			for (const { sprite, xPx, yPx, alpha } of placements) {
				const spriteHeightPx = layout.sprites[sprite]?.heightPx ?? 0;
				const isTouched = alpha > 0 && yPx < dirty.toPx && yPx + spriteHeightPx > dirty.fromPx;
				if (isTouched) drawPicture(picture, spritePicture(sprite), { xPx, yPx, alpha }, dirty, background);
			}
			rowsDrawn += dirty.toPx - dirty.fromPx;
			return picture;
		},
		counts: () => ({ spritesRasterised: drawn.size, rowsDrawn }),
	};
}
