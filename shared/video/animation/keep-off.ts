import { placementRect } from "../scene/placement-rect.ts";
import { ceilToEven } from "../scene/rounding.ts";
import type { Placement } from "../scene/scene.ts";
import { scaleWithin } from "./growth.ts";
import type { ItemMotion } from "./item-motion.ts";
import { blockOf } from "./role.ts";

/** An item as it is seen, in px of the column. */
type Seen = { readonly motion: ItemMotion; readonly placement: Placement };

/** So long after something has come, the column has made its room. */
const ROOM_MS = 800;

/** What has less room than for such a share of it is not seen yet. */
const LEAST_SCALE = 0.3;

/**
 * Keeps what comes off the messages around it, which may still be on their way to make its room: what rises stays below those over it;
 * what grows is no larger than the room there is; what fades in at its place is not seen before it has its room. The parts of a message
 * do it as one.
 */
export function keepOff(all: readonly Seen[], timeMs: number): readonly Seen[] {
	const seen = keepBelow(all, timeMs);
	const rooms = new Map<string, number>();
	const isComing = ({ motion: { growth, fade, way } }: Seen) =>
		timeMs < (growth ?? (way === null ? fade : null) ?? NEVER).startMs + ROOM_MS;
	for (const each of seen) {
		if (!isComing(each)) continue;
		const name = roomName(each);
		rooms.set(name, Math.min(rooms.get(name) ?? Number.POSITIVE_INFINITY, findRoom(each, seen)));
	}
	if (rooms.size === 0) return seen;
	return seen.flatMap((each) => {
		const room = isComing(each) ? rooms.get(roomName(each)) : undefined;
		if (room === undefined || room >= (each.placement.scale?.by ?? 1)) return each;
		return each.motion.growth === null || room < LEAST_SCALE
			? []
			: { ...each, placement: shrink(each, room) };
	});
}

/** Moves what rises down to the end of what is over it, where it would lie over that. */
function keepBelow(seen: readonly Seen[], timeMs: number): readonly Seen[] {
	const down = new Map<string, number>();
	const isRising = ({ motion: { growth, way } }: Seen) =>
		growth === null && way !== null && timeMs < way.y.startMs + ROOM_MS;
	for (const each of seen) {
		if (!isRising(each)) continue;
		const byPx = ceilToEven(findBounds(each, seen).topPx - each.placement.yPx);
		const block = blockOf(each.placement);
		if (byPx > (down.get(block) ?? 0)) down.set(block, byPx);
	}
	if (down.size === 0) return seen;
	return seen.map((each) => {
		const byPx = isRising(each) ? down.get(blockOf(each.placement)) : undefined;
		if (byPx === undefined) return each;
		const { placement } = each;
		return { ...each, placement: { ...placement, yPx: placement.yPx + byPx } };
	});
}

const NEVER = { startMs: Number.NEGATIVE_INFINITY };

/** What grows together has one room. */
const roomName = ({ motion: { growth }, placement }: Seen) =>
	growth === null ? placement.item : blockOf(placement);

function shrink({ motion: { growth }, placement }: Seen, room: number): Placement {
	const scale = growth === null ? undefined : scaleWithin(room, growth);
	return scale === undefined ? placement : { ...placement, scale };
}

/** The largest scale at which it reaches no other message: neither those over it nor those under it. */
function findRoom(each: Seen, all: readonly Seen[]): number {
	const { growth, placement: rest } = each.motion;
	// Without a growth it is as high as it is, from any point.
	const overPx = growth?.yPx ?? rest.sprite.heightPx / 2;
	const underPx = rest.sprite.heightPx - overPx;
	const pointPx = each.placement.yPx + overPx;
	const { topPx, endPx } = findBounds(each, all);
	const over = overPx > 0 ? (pointPx - topPx) / overPx : Number.POSITIVE_INFINITY;
	return Math.min(over, underPx > 0 ? (endPx - pointPx) / underPx : Number.POSITIVE_INFINITY);
}

/** How far the messages over an item reach down, and those under it up. */
function findBounds({ motion, placement }: Seen, all: readonly Seen[]) {
	const { sprite, xPx, yPx: restTopPx } = motion.placement;
	const restEndPx = restTopPx + sprite.heightPx;
	const block = blockOf(placement);
	let [topPx, endPx] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
	for (const other of all) {
		const rect = placementRect(other.placement, { dyPx: 0 });
		if (rect.xPx >= xPx + sprite.widthPx || rect.xPx + rect.widthPx <= xPx) continue;
		if (blockOf(other.placement) === block) continue;
		const { yPx: otherTopPx, sprite: otherSprite } = other.motion.placement;
		const otherEndPx = otherTopPx + otherSprite.heightPx;
		// A tail may reach into the room of another at rest, and so it may on the way.
		if (otherTopPx < restTopPx && otherEndPx < restEndPx)
			topPx = Math.max(topPx, rect.yPx + rect.heightPx - Math.max(0, otherEndPx - restTopPx));
		else if (otherTopPx > restTopPx && otherEndPx > restEndPx)
			endPx = Math.min(endPx, rect.yPx + Math.max(0, restEndPx - otherTopPx));
	}
	return { topPx, endPx };
}
