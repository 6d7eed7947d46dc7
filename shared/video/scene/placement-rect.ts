import { intersect, type Rect } from "./rect.ts";
import type { Layer, Placement, Scene, Sprite } from "./scene.ts";

/** The part of the screen that a placement of a layer covers, whatever the layer's clip. Even. */
export function placementRect(placement: Placement, { dyPx }: Pick<Layer, "dyPx">): Rect {
	const { xPx, yPx, sprite } = placement;
	if (placement.scale === undefined)
		return { xPx, yPx: yPx + dyPx, widthPx: sprite.widthPx, heightPx: sprite.heightPx };
	const box = scaledBox(sprite, placement.scale);
	return { ...box, xPx: xPx + box.xPx, yPx: yPx + dyPx + box.yPx };
}

/** The box around a scaled sprite, in px from the corner of the sprite as it is. Even. */
export function scaledBox(
	{ widthPx, heightPx }: Sprite,
	{ by, xPx, yPx }: NonNullable<Placement["scale"]>,
): Rect {
	const left = evenBelow(xPx - xPx * by);
	const top = evenBelow(yPx - yPx * by);
	return {
		xPx: left,
		yPx: top,
		widthPx: -evenBelow(-(xPx + (widthPx - xPx) * by)) - left,
		heightPx: -evenBelow(-(yPx + (heightPx - yPx) * by)) - top,
	};
}

const evenBelow = (valuePx: number) => 2 * Math.floor(valuePx / 2);

/** The placements that can be seen in a rectangle of the screen, from back to front, but for what covers them. */
export function placementsIn(
	{ layers }: Scene,
	rect: Rect,
): readonly { readonly placement: Placement; readonly layer: Layer }[] {
	return layers.flatMap((layer) => {
		const part = intersect(layer.clip, rect);
		if (part === null) return [];
		return layer.placements
			.filter((placement) => intersect(placementRect(placement, layer), part) !== null)
			.map((placement) => ({ placement, layer }));
	});
}
