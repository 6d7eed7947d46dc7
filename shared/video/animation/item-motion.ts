import type { Loop } from "../layout/chat-layout.ts";
import type { Placement, Sprite } from "../scene/scene.ts";
import { type Fade, fadeAt, isFading } from "./fade.ts";
import { type Growth, growthAt, isGrowing } from "./growth.ts";
import { isUnderWay, type Movement, placeAt, standingAt } from "./movement.ts";

/** The sprites that stand for more than one, by the key of the first. */
export type Loops = ReadonlyMap<string, Loop>;

/** An item of the column on its way to where a rest has it. */
export type ItemMotion = {
	/** As in the rest. */
	readonly placement: Placement;
	/** Its top in the layer. */
	readonly top: Movement;
	/** Its way on the screen, until it and the column have come to rest; null: it goes with the column. */
	readonly way: Way | null;
	readonly fade: Fade | null;
	readonly growth: Growth | null;
	/** Since when it has shown its sprite. */
	readonly sinceMs: number;
	/** What it shows instead until a time. Null: nothing. */
	readonly before: { readonly sprite: Sprite; readonly untilMs: number } | null;
};

/** On the screen. */
export type Way = {
	readonly x: Movement;
	readonly y: Movement;
	/** It is seen in front of the bars as long as it moves. */
	readonly isFlight: boolean;
};

/** An item that stands in its place from a time on. */
export function standing(placement: Placement, sinceMs: number): ItemMotion {
	const top = standingAt(placement.yPx);
	return { placement, top, way: null, fade: null, growth: null, sinceMs, before: null };
}

/**
 * An item in px of the column, which stands at `dy`: the rest's own placement once it stands there. It shows its own sprite, whatever
 * the loops.
 */
export function placementAt(motion: ItemMotion, timeMs: number, dy: Movement): Placement {
	const { placement, fade, growth } = motion;
	const faded = fade !== null && isFading(fade, timeMs) ? fade : null;
	const entering = faded === null ? null : fadeAt(faded, timeMs);
	const scale = growth === null ? undefined : growthAt(growth, timeMs);
	const place = columnPlaceAt(motion, timeMs, dy);
	const yPx = place.yPx + (entering?.belowPx ?? 0);
	const opacity = entering?.opacity ?? placement.opacity;
	const from = opacity < 64 ? faded?.from : null;
	if (
		yPx === placement.yPx &&
		place.xPx === placement.xPx &&
		opacity === placement.opacity &&
		scale === undefined
	)
		return placement;
	return {
		...placement,
		xPx: place.xPx,
		yPx,
		opacity,
		...(scale !== undefined && { scale }),
		...(from && { from }),
	};
}

function columnPlaceAt(motion: ItemMotion, timeMs: number, dy: Movement) {
	const { placement, top, way } = motion;
	if (way === null || !isOnWay(way, timeMs, dy)) return { xPx: placement.xPx, yPx: placeAt(top, timeMs) };
	return { xPx: placeAt(way.x, timeMs), yPx: placeAt(way.y, timeMs) - placeAt(dy, timeMs) };
}

/** Whether an item still has a place of its own on the screen. It goes with the column once both have come to rest. */
export function isOnWay(way: Way, timeMs: number, dy: Movement): boolean {
	return isMoving(way, timeMs) || isUnderWay(dy, timeMs);
}

const isMoving = ({ x, y }: Way, timeMs: number) => isUnderWay(x, timeMs) || isUnderWay(y, timeMs);

/** Whether an item is seen in front of the bars. */
export const isInFlight = ({ way }: ItemMotion, timeMs: number) =>
	way?.isFlight === true && isMoving(way, timeMs);

/** Whether an item is between two places, growing or fading, or shows what it will not show at rest. */
export function isItemInMotion({ top, way, fade, growth, before }: ItemMotion, timeMs: number): boolean {
	return (
		isUnderWay(top, timeMs) ||
		(way !== null && isMoving(way, timeMs)) ||
		(fade !== null && isFading(fade, timeMs)) ||
		(growth !== null && isGrowing(growth, timeMs)) ||
		(before !== null && timeMs < before.untilMs)
	);
}

/** What an item shows: its own sprite, or the one of its loop. */
export function spriteAt(
	{ placement, sinceMs, before = null }: Pick<ItemMotion, "placement" | "sinceMs"> & Partial<ItemMotion>,
	timeMs: number,
	loops: Loops,
): Sprite {
	if (before !== null && timeMs < before.untilMs) return before.sprite;
	const loop = loops.get(placement.sprite.key);
	if (loop === undefined) return placement.sprite;
	const { sprites, periodMs } = loop;
	const phase = Math.floor(((timeMs - sinceMs) / periodMs) * sprites.length) % sprites.length;
	return sprites[phase] ?? placement.sprite;
}
