import { clipCorners } from "./clip-corners.ts";
import { placementRect } from "./placement-rect.ts";
import { contains, intersect, type Rect } from "./rect.ts";
import { type Appearance, groundPeriodPx, isSameClip, isSameGround, isSameLook } from "./same-look.ts";
import type { Ground, Layer, Scene } from "./scene.ts";

/** What stands somewhere on the screen: a ground or a placement, as far as its layer's clip shows it. */
export type Thing = {
	readonly layer: Layer;
	readonly seen: Rect;
	/** The name of the placement; null: a ground. */
	readonly item: string | null;
	/** Null: a ground. */
	readonly look: Appearance | null;
	readonly ground: Ground | null;
	/** The corner of the sprite or of the layer, on the screen. */
	readonly xPx: number;
	readonly yPx: number;
	/** Where the clip is rounded. */
	readonly corners: readonly Rect[];
};

/** All things of a scene, from front to back. */
export function listThings({ layers }: Scene): readonly Thing[] {
	const things: Thing[] = [];
	for (const layer of layers) {
		const { clip, dyPx, ground } = layer;
		const corners = clipCorners(clip);
		if (ground !== undefined)
			things.push({ layer, item: null, seen: clip, look: null, ground, xPx: 0, yPx: dyPx, corners });
		for (const placement of layer.placements) {
			const look = toLook(placement);
			const seen = look === null ? null : intersect(placementRect(placement, layer), clip);
			if (seen === null) continue;
			things.push({
				layer,
				item: placement.item,
				seen,
				look,
				ground: null,
				xPx: placement.xPx,
				yPx: placement.yPx + dyPx,
				corners,
			});
		}
	}
	return things.reverse();
}

/** A fade that has not begun, as what it fades from. Null: it shows nothing. */
function toLook(look: Appearance): Appearance | null {
	if (look.opacity > 0) return look;
	return look.from === undefined ? null : { ...look, sprite: look.from, opacity: 64 };
}

/** Whether a rectangle shows the same as the rectangle `dyPx` higher among other things. Both are on the screen. */
export function isSameAt(
	things: readonly Thing[],
	others: readonly Thing[],
	rect: Rect,
	dyPx: number,
): boolean {
	const { xPx, yPx, widthPx, heightPx } = rect;
	const there = dyPx === 0 ? rect : { xPx, yPx: yPx - dyPx, widthPx, heightPx };
	let [index, other] = [-1, -1];
	for (;;) {
		index = nextIn(things, index + 1, rect);
		other = nextIn(others, other + 1, there);
		const [one, two] = [things[index], others[other]];
		if (one === undefined || two === undefined) return one === two;
		if (!isSameThing(one, two, rect, dyPx)) return false;
		if (isCover(one, rect)) return true;
	}
}

/** The index of the first thing, from `from` on, that is seen in a rectangle. */
export function nextIn(things: readonly Thing[], from: number, rect: Rect): number {
	const right = rect.xPx + rect.widthPx;
	const bottom = rect.yPx + rect.heightPx;
	for (let index = from; ; index++) {
		const seen = things[index]?.seen;
		if (
			seen === undefined ||
			(seen.yPx < bottom &&
				seen.yPx + seen.heightPx > rect.yPx &&
				seen.xPx < right &&
				seen.xPx + seen.widthPx > rect.xPx)
		)
			return index;
	}
}

/** Whether two things show the same in a rectangle and `dyPx` higher. Both are seen there. */
export function isSameThing(one: Thing, other: Thing, rect: Rect, dyPx: number): boolean {
	return isSameHere(one, other, dyPx) && isSameCut(one, other, rect, dyPx);
}

/** Without regard to their clips. */
export function isSameHere(one: Thing, other: Thing, dyPx: number): boolean {
	if (one.look !== null && other.look !== null)
		return one.xPx === other.xPx && one.yPx === other.yPx + dyPx && isSameLook(one.look, other.look);
	if (one.ground === null || other.ground === null) return false;
	if (!isSameGround(one.ground, other.ground)) return false;
	const periodPx = groundPeriodPx(one.ground);
	return periodPx === 0 || (one.yPx - other.yPx - dyPx) % periodPx === 0;
}

/** Whether the clips cut the same from two things in a rectangle and `dyPx` higher. */
export function isSameCut(one: Thing, other: Thing, rect: Rect, dyPx: number): boolean {
	const [upper, lower] = [rect.yPx, rect.yPx + rect.heightPx];
	const [left, right] = [rect.xPx, rect.xPx + rect.widthPx];
	const [a, b] = [one.seen, other.seen];
	const isSamePart =
		Math.max(a.yPx, upper) === Math.max(b.yPx + dyPx, upper) &&
		Math.max(a.xPx, left) === Math.max(b.xPx, left) &&
		Math.min(a.yPx + a.heightPx, lower) === Math.min(b.yPx + b.heightPx + dyPx, lower) &&
		Math.min(a.xPx + a.widthPx, right) === Math.min(b.xPx + b.widthPx, right);
	if (!isSamePart || (a === b && dyPx === 0)) return isSamePart;
	const isAtCorner = isRounded(one, rect, 0) || isRounded(other, rect, dyPx);
	// What is in a corner is mixed with what is behind the whole layer.
	return (
		!isAtCorner || (one.layer.name === other.layer.name && isSameClip(one.layer.clip, other.layer.clip, dyPx))
	);
}

function isRounded({ corners }: Thing, rect: Rect, dyPx: number): boolean {
	return corners.some((corner) => intersect({ ...corner, yPx: corner.yPx + dyPx }, rect) !== null);
}

/** Whether nothing behind a thing can be seen in a rectangle. A tile may have holes. */
export function isCover(thing: Thing, rect: Rect): boolean {
	const { ground, seen } = thing;
	if (ground === null || (typeof ground !== "string" && ground.kind === "tile")) return false;
	return contains(seen, rect) && !isRounded(thing, rect, 0);
}
