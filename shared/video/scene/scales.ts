import { placementRect } from "./placement-rect.ts";
import { contains, type Rect } from "./rect.ts";
import { isSameLook } from "./same-look.ts";
import type { Layer, Placement, Scene } from "./scene.ts";
import { isCover, nextIn, type Thing } from "./standing.ts";

/** A rectangle that shows one scaled thing, which a reference shows as it is: both alone on one flat colour. */
type Scaled = {
	readonly rect: Rect;
	readonly by: number;
	readonly xPx: number;
	readonly yPx: number;
	readonly dxPx: number;
	readonly dyPx: number;
};

/** The scaled things of a scene that can be made from a reference. */
export function findScaled(
	scene: Scene,
	things: readonly Thing[],
	reference: Scene,
	others: readonly Thing[],
): readonly Scaled[] {
	const found: Scaled[] = [];
	for (const layer of scene.layers)
		for (const placement of layer.placements) {
			if (placement.scale === undefined || placement.opacity < 64) continue;
			const { scale, ...unscaled } = placement;
			const old = findItem(reference, placement.item);
			if (old === null || !isSameLook(old.placement, unscaled)) continue;
			const rect = placementRect(placement, layer);
			const there = placementRect(old.placement, old.layer);
			const scaled = {
				by: scale.by,
				xPx: there.xPx + scale.xPx,
				yPx: there.yPx + scale.yPx,
				dxPx: placement.xPx - there.xPx,
				dyPx: placement.yPx + layer.dyPx - there.yPx,
			};
			if (!contains(layer.clip, rect) || !contains(old.layer.clip, there)) continue;
			const ground = groundUnder(things, rect, placement.item);
			if (ground === null || ground !== groundUnder(others, unscaleRect(rect, scaled), placement.item))
				continue;
			found.push({ rect, ...scaled });
		}
	return found;
}

function findItem(
	{ layers }: Scene,
	item: string,
): { readonly placement: Placement; readonly layer: Layer } | null {
	for (const layer of layers) {
		const placement = layer.placements.find((each) => each.item === item);
		if (placement !== undefined) return { placement, layer };
	}
	return null;
}

/** The part of the reference from which a scaled rectangle comes, with even edges. */
function unscaleRect(rect: Rect, { by, xPx, yPx, dxPx, dyPx }: Omit<Scaled, "rect">): Rect {
	const backX = (x: number) => xPx + (x - dxPx - xPx) / by;
	const backY = (y: number) => yPx + (y - dyPx - yPx) / by;
	const left = 2 * Math.floor(backX(rect.xPx) / 2);
	const top = 2 * Math.floor(backY(rect.yPx) / 2);
	return {
		xPx: left,
		yPx: top,
		widthPx: 2 * Math.ceil(backX(rect.xPx + rect.widthPx) / 2) - left,
		heightPx: 2 * Math.ceil(backY(rect.yPx + rect.heightPx) / 2) - top,
	};
}

/** The colour on which one thing stands alone in a rectangle; null if it does not. */
function groundUnder(things: readonly Thing[], rect: Rect, item: string): string | null {
	const first = nextIn(things, 0, rect);
	const second = nextIn(things, first + 1, rect);
	const [thing, ground] = [things[first], things[second]];
	if (thing?.item !== item || ground === undefined || !isCover(ground, rect)) return null;
	return typeof ground.ground === "string" ? ground.ground : null;
}
