import type { Clip, Ground, Placement, Sprite } from "./scene.ts";
import { hasScreenPaint } from "./screen-paint.ts";

/** What of a placement decides its pixels, but for its place. */
export type Appearance = Pick<Placement, "sprite" | "opacity" | "scale" | "screenYPx" | "from">;

/** Whether two placements look the same, wherever they stand. */
export function isSameLook(one: Appearance, other: Appearance): boolean {
	return (
		one.opacity === other.opacity &&
		isSameSprite(one.sprite, other.sprite) &&
		(one.opacity === 64 || isSameFrom(one.from, other.from)) &&
		isSameScale(one.scale, other.scale) &&
		((one.screenYPx ?? 0) === (other.screenYPx ?? 0) ||
			!(hasScreenPaint(one.sprite) || (one.from !== undefined && hasScreenPaint(one.from))))
	);
}

export function isSameSprite(one: Sprite, other: Sprite): boolean {
	return one === other || one.key === other.key;
}

function isSameFrom(one: Sprite | undefined, other: Sprite | undefined): boolean {
	return one === other || (one !== undefined && other !== undefined && isSameSprite(one, other));
}

function isSameScale(one: Placement["scale"], other: Placement["scale"]): boolean {
	if (one === other) return true;
	return one?.by === other?.by && one?.xPx === other?.xPx && one?.yPx === other?.yPx;
}

/** Whether two grounds are equal, each at the place of its layer. */
export function isSameGround(one: Ground | undefined, other: Ground | undefined): boolean {
	if (one === other) return true;
	if (one === undefined || other === undefined) return false;
	if (typeof one === "string" || typeof other === "string") return false;
	if (one.kind === "tile") return other.kind === "tile" && isSameSprite(one.tile, other.tile);
	if (one.kind === "picture")
		return other.kind === "picture" && one.xPx === other.xPx && isSameSprite(one.picture, other.picture);
	return (
		other.kind === "gradient" &&
		one.heightPx === other.heightPx &&
		one.stops.length === other.stops.length &&
		one.stops.every(
			({ at, colour }, index) => at === other.stops[index]?.at && colour === other.stops[index]?.colour,
		)
	);
}

/** After how many rows a ground repeats; 0: it is the same everywhere. */
export function groundPeriodPx(ground: Ground): number {
	if (typeof ground === "string") return 0;
	if (ground.kind === "tile") return ground.tile.heightPx;
	return 2 * (ground.kind === "picture" ? ground.picture : ground).heightPx;
}

/** Whether one clip is the other `dyPx` lower. */
export function isSameClip(one: Clip, other: Clip, dyPx = 0): boolean {
	return (
		(one === other && dyPx === 0) ||
		(one.xPx === other.xPx &&
			one.yPx === other.yPx + dyPx &&
			one.widthPx === other.widthPx &&
			one.heightPx === other.heightPx &&
			(one.radiusPx ?? 0) === (other.radiusPx ?? 0) &&
			one.rounded === other.rounded)
	);
}
