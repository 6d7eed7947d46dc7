import type { Draw } from "../scene/draw.ts";
import { allocatePicture, type I420Picture } from "../scene/picture.ts";
import { placementRect } from "../scene/placement-rect.ts";
import { intersect, type Rect, type Size } from "../scene/rect.ts";
import type { Layer, Placement } from "../scene/scene.ts";
import { saveCorners, uncoverCorners } from "./corners.ts";
import { BLACK, fillColour, repeatEdges } from "./fill.ts";
import { createGrounds } from "./grounds.ts";
import type { RasteriseOptions } from "./rasterise.ts";
import { mixWithSaved, save } from "./saved.ts";
import { createSprites } from "./sprites.ts";

type Painter = {
	readonly draw: Draw;
	/** The work done so far. A piece of a sprite counts once, however often it was placed, until it was dropped from memory. */
	readonly counts: () => { readonly piecesRasterised: number; readonly pixelsDrawn: number };
};

/**
 * The size of the cache of pieces. The pieces of a screen must fit, or they would be rasterised for each picture. Three times as
 * much saves one piece in twenty of the longest chats.
 */
const KEPT_BYTES = 8 * 2 ** 20;
const KEPT_SCREENS = 2;

/** Creates the painter of one video. It keeps one picture of each size it is asked for. */
export function createPainter({ widthPx, heightPx }: Size, options: RasteriseOptions): Painter {
	const screen: Rect = { xPx: 0, yPx: 0, widthPx, heightPx };
	const sprites = createSprites(Math.max(KEPT_BYTES, KEPT_SCREENS * 1.5 * widthPx * heightPx), options);
	const drawGround = createGrounds(sprites.draw);
	const pictures = new Map<string, I420Picture>();
	let pixelsDrawn = 0;

	const pictureOf = (size: Size) => {
		const key = `${size.widthPx}×${size.heightPx}`;
		const picture = pictures.get(key) ?? allocatePicture(size.widthPx, size.heightPx);
		pictures.set(key, picture);
		return picture;
	};

	/** The placement is in px of the picture, and the area is what may be drawn of it. */
	const drawPlacement = (picture: I420Picture, area: Rect, placement: Placement) => {
		const { opacity, from } = placement;
		if (from === undefined || opacity >= 64) {
			if (opacity > 0) sprites.draw(picture, area, placement);
			return;
		}
		const below = save(picture, area);
		sprites.draw(picture, area, { ...placement, sprite: from, opacity: 64 });
		if (opacity <= 0) return;
		const faded = save(picture, area);
		mixWithSaved(picture, below, 0);
		sprites.draw(picture, area, { ...placement, opacity: 64 });
		mixWithSaved(picture, faded, opacity);
	};

	/** Draws what of a layer is in a rectangle of the screen, of which the picture is. */
	const drawLayer = (picture: I420Picture, layer: Layer, shown: Rect) => {
		const clip = { ...layer.clip, xPx: layer.clip.xPx - shown.xPx, yPx: layer.clip.yPx - shown.yPx };
		const area = intersect(clip, { ...shown, xPx: 0, yPx: 0 });
		if (area === null) return;
		const corners = saveCorners(picture, clip, area);
		const origin = { xPx: -shown.xPx, yPx: layer.dyPx - shown.yPx };
		if (layer.ground !== undefined) drawGround(picture, area, layer.ground, origin);
		for (const placement of layer.placements) {
			if (isInOtherRows(placement, layer.dyPx, shown)) continue;
			const rect = placementRect(placement, layer);
			const part = intersect({ ...rect, xPx: rect.xPx - shown.xPx, yPx: rect.yPx - shown.yPx }, area);
			if (part === null) continue;
			const { xPx, yPx } = placement;
			drawPlacement(picture, part, { ...placement, xPx: xPx + origin.xPx, yPx: yPx + origin.yPx });
		}
		uncoverCorners(picture, clip, corners);
	};

	return {
		draw: ({ layers }, rect = screen) => {
			const shown = intersect(rect, screen);
			if (shown === null || shown.xPx !== rect.xPx || shown.yPx !== rect.yPx)
				throw new RangeError(
					`expected a rectangle that begins on the screen, received ${JSON.stringify(rect)}`,
				);
			const picture = pictureOf(rect);
			const drawn = { ...shown, xPx: 0, yPx: 0 };
			const first = layers.findLastIndex((layer) => isCover(layer, shown));
			if (first === -1) fillColour(picture, drawn, BLACK);
			for (const layer of layers.slice(Math.max(0, first))) drawLayer(picture, layer, shown);
			repeatEdges(picture, drawn);
			pixelsDrawn += shown.widthPx * shown.heightPx;
			return picture;
		},
		counts: () => ({ piecesRasterised: sprites.made(), pixelsDrawn }),
	};
}

/** A slice has 16 rows: most of a screen is in others, and is not looked at closely. */
function isInOtherRows({ sprite, yPx, scale }: Placement, dyPx: number, shown: Rect): boolean {
	const topPx = yPx + dyPx;
	if (scale !== undefined) return false;
	return topPx >= shown.yPx + shown.heightPx || topPx + sprite.heightPx <= shown.yPx;
}

/** Whether nothing behind a layer can be seen in a rectangle. A tile may have holes. */
function isCover({ clip, ground }: Layer, rect: Rect): boolean {
	if (ground === undefined || (typeof ground !== "string" && ground.kind === "tile")) return false;
	if ((clip.radiusPx ?? 0) > 0) return false;
	const seen = intersect(clip, rect);
	return seen !== null && seen.widthPx === rect.widthPx && seen.heightPx === rect.heightPx;
}
