import { placementRect } from "../scene/placement-rect.ts";
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
 * Keeps what comes off the messages around it, which may still be on their way to make its room: what grows is no larger than the room
 * there is, the parts of a message as one; what fades in at its place is not seen before it has its room.
 */
export function keepOff(seen: readonly Seen[], timeMs: number): readonly Seen[] {
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

const NEVER = { startMs: Number.NEGATIVE_INFINITY };

/** What grows together has one room. */
const roomName = ({ motion: { growth }, placement }: Seen) =>
	growth === null ? placement.item : blockOf(placement);

function shrink({ motion: { growth }, placement }: Seen, room: number): Placement {
	const scale = growth === null ? undefined : scaleWithin(room, growth);
	return scale === undefined ? placement : { ...placement, scale };
}

/** The largest scale at which it reaches no other message: neither those over it nor those under it. */
function findRoom({ motion, placement }: Seen, all: readonly Seen[]): number {
	const { growth, placement: rest } = motion;
	const { sprite, xPx } = placement;
	// Without a growth it is as high as it is, from any point.
	const overPx = growth?.yPx ?? sprite.heightPx / 2;
	const underPx = sprite.heightPx - overPx;
	const pointPx = placement.yPx + overPx;
	const block = blockOf(placement);
	let room = Number.POSITIVE_INFINITY;
	for (const other of all) {
		const rect = placementRect(other.placement, { dyPx: 0 });
		if (rect.xPx >= xPx + sprite.widthPx || rect.xPx + rect.widthPx <= xPx) continue;
		if (blockOf(other.placement) === block) continue;
		const otherRest = other.motion.placement;
		if (otherRest.yPx + otherRest.sprite.heightPx <= rest.yPx) {
			if (overPx > 0) room = Math.min(room, (pointPx - rect.yPx - rect.heightPx) / overPx);
		} else if (otherRest.yPx >= rest.yPx + sprite.heightPx && underPx > 0)
			room = Math.min(room, (rect.yPx - pointPx) / underPx);
	}
	return room;
}
