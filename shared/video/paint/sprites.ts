import type { I420Picture } from "../scene/picture.ts";
import { scaledBox } from "../scene/placement-rect.ts";
import type { Rect } from "../scene/rect.ts";
import type { Placement, Sprite } from "../scene/scene.ts";
import { hasScreenPaint } from "../scene/screen-paint.ts";
import { countPieceBytes, drawPiece, type Piece } from "./piece.ts";
import { createRasteriser, type RasteriseOptions } from "./rasterise.ts";
import { createRecent } from "./recent.ts";

/** A sprite at a place of a picture, 0 to 64 opaque. */
export type PlacedSprite = Pick<Placement, "xPx" | "yPx" | "scale" | "screenYPx" | "opacity"> & {
	readonly sprite: Sprite;
};

type Sprites = {
	/** Draws what of a sprite is in an area of a picture. */
	readonly draw: (picture: I420Picture, area: Rect, placed: PlacedSprite) => void;
	/** How many pieces were rasterised, those rasterised again included. */
	readonly made: () => number;
};

/**
 * The height of the pieces in which sprites are rasterised, each when it is first visible: a message may be as high as ten
 * screens, most of them never visible. Even, and high enough that few messages are cut.
 */
const PIECE_HEIGHT_PX = 1024;

/** Rasterises sprites when they are first drawn, and keeps the pieces drawn last, up to `limitBytes` together. */
export function createSprites(limitBytes: number, options: RasteriseOptions): Sprites {
	const rasterise = createRasteriser(options);
	const pieces = createRecent<Piece>({
		limitBytes,
		countBytes: countPieceBytes,
		onForget: ({ y }) => options.releaseMemory?.(y),
	});
	const ofScreen = new WeakMap<Sprite, boolean>();
	const isOfScreen = (sprite: Sprite) => {
		const known = ofScreen.get(sprite) ?? hasScreenPaint(sprite);
		ofScreen.set(sprite, known);
		return known;
	};

	return {
		draw: (picture, area, { sprite, xPx, yPx, scale, screenYPx = 0, opacity }) => {
			const box = scale === undefined ? wholeBox(sprite) : scaledBox(sprite, scale);
			const leftPx = xPx + box.xPx;
			const topPx = yPx + box.yPx;
			const first = Math.max(0, Math.floor((area.yPx - topPx) / PIECE_HEIGHT_PX)) * PIECE_HEIGHT_PX;
			const endPx = Math.min(box.heightPx, area.yPx + area.heightPx - topPx);
			for (let fromPx = first; fromPx < endPx; fromPx += PIECE_HEIGHT_PX) {
				const scaled = scale === undefined ? "" : ` ×${scale.by} ${scale.xPx} ${scale.yPx}`;
				const atRow = isOfScreen(sprite) ? ` at ${screenYPx}` : "";
				const piece = pieces.of(`${sprite.key} ${fromPx}${scaled}${atRow}`, () => {
					const toPx = Math.min(fromPx + PIECE_HEIGHT_PX, box.heightPx);
					return rasterise({
						sprite,
						box: { ...box, yPx: box.yPx + fromPx, heightPx: toPx - fromPx },
						scale,
						screenYPx,
					});
				});
				drawPiece(picture, piece, { xPx: leftPx, yPx: topPx + fromPx }, area, opacity);
			}
		},
		made: pieces.made,
	};
}

const wholeBox = ({ widthPx, heightPx }: Sprite): Rect => ({ xPx: 0, yPx: 0, widthPx, heightPx });
