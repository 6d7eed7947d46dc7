import type { Placement, Sprite } from "../scene/scene.ts";
import type { Timing } from "../themes/motion.ts";
import { durationMs, progressAt } from "./timing.ts";

/** An item grows to its size, or comes back to it from a larger one. */
export type Growth = {
	readonly startMs: number;
	readonly timing: Timing;
	readonly fromScale: number;
	/** About this point, in px from the sprite's corner. */
	readonly xPx: number;
	readonly yPx: number;
	/** How far it reaches from there. */
	readonly reachPx: number;
};

type Point = { readonly xPx: number; readonly yPx: number };

/** The point from which a sprite grows when it appears. */
export const anchorOf = ({ anchor, widthPx, heightPx }: Sprite): Point =>
	anchor ?? { xPx: widthPx / 2, yPx: heightPx / 2 };

/** From a point of a sprite to its edge that is farthest. */
export const reachFrom = ({ xPx, yPx }: Point, { widthPx, heightPx }: Sprite) =>
	Math.max(xPx, widthPx - xPx, yPx, heightPx - yPx);

/** The scale at a time; undefined: none. */
export function growthAt(growth: Growth, timeMs: number): Placement["scale"] {
	const { startMs, timing, fromScale, xPx, yPx, reachPx } = growth;
	const progress = progressAt(timing, timeMs - startMs, wayPx(growth));
	return scaleBy(1 + (fromScale - 1) * (1 - progress), { xPx, yPx }, reachPx);
}

/** The scale next below a given one, about the point that something grows from. */
export function scaleWithin(most: number, { xPx, yPx, reachPx }: Growth): Placement["scale"] {
	return scaleBy(1 + (2 * Math.floor(((most - 1) * reachPx) / 2)) / reachPx, { xPx, yPx }, reachPx);
}

/** In steps of two pixels at the farthest edge, as places have: each picture at a scale of its own is drawn whole. */
export function scaleBy(by: number, { xPx, yPx }: Point, reachPx: number): Placement["scale"] {
	const morePx = 2 * Math.round(((by - 1) * reachPx) / 2);
	return morePx === 0 ? undefined : { by: (reachPx + morePx) / reachPx, xPx, yPx };
}

export const isGrowing = (growth: Growth, timeMs: number) =>
	timeMs < growth.startMs + durationMs(growth.timing, wayPx(growth));

const wayPx = ({ fromScale, reachPx }: Growth) => Math.abs(1 - fromScale) * reachPx;
