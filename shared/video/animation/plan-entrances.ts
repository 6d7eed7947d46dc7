import type { Placement } from "../scene/scene.ts";
import type { Entrance, Motion } from "../themes/motion.ts";
import { type ItemMotion, placementAt } from "./item-motion.ts";
import { blockOf, isFrame, type Role, roleOf } from "./role.ts";
import { type Group, type Moment, startEntrance } from "./start-entrance.ts";

/** How each new item of a rest comes. */
export function planEntrances(
	placements: readonly Placement[],
	known: ReadonlyMap<string, ItemMotion>,
	own: ReadonlySet<string>,
	moment: Moment,
): (placement: Placement) => ItemMotion {
	const fresh = placements.filter(({ item }) => !known.has(item));
	const withFrame = new Set(fresh.filter(isFrame).map(blockOf));
	const groupOf = (placement: Placement, role: Role): Group => {
		const block = blockOf(placement);
		const isMessage = role === "message";
		const all = fresh.filter((each) => blockOf(each) === block && roleOf(each, withFrame) === role);
		const dots = isMessage ? known.get(`${block}/typing`) : undefined;
		// Dots stood where the first frame comes; without them all grows out of the last, which has the tail.
		const frames = isMessage ? all.filter(isFrame) : [];
		const lead = frames.at(dots === undefined ? -1 : 0) ?? placement;
		return {
			lead,
			endPx: Math.max(...(isMessage ? all : [placement]).map(({ yPx, sprite }) => yPx + sprite.heightPx)),
			dots: dots === undefined ? null : placementAt(dots, moment.timeMs, moment.dy),
		};
	};
	return (placement) => {
		const role = roleOf(placement, withFrame);
		const group = groupOf(placement, role);
		const isOwn = own.has(blockOf(placement));
		const entrance = entranceOf(role, moment.motion, isOwn, group.dots !== null);
		return startEntrance(placement, group, entrance, moment);
	};
}

function entranceOf(role: Role, motion: Motion, isOwn: boolean, hadDots: boolean): Entrance {
	if (role !== "message") return motion[role].enter;
	if (hadDots) return motion.replace;
	return isOwn ? motion.arrive.own : motion.arrive.theirs;
}
