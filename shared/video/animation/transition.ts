import type { Rect } from "../scene/rect.ts";
import type { Layer, Placement, Scene } from "../scene/scene.ts";
import type { Motion, Timing } from "../themes/motion.ts";
import { areMoving, type Bars, moveBars, standBars, timingOfBars } from "./bars.ts";
import { changeSprite } from "./change-sprite.ts";
import { type ItemMotion, isItemInMotion, isOnWay, standing } from "./item-motion.ts";
import { isLeaving, type Leaving, startLeaving } from "./leaving.ts";
import { isUnderWay, type Movement, redirect, standingAt } from "./movement.ts";
import { planEntrances } from "./plan-entrances.ts";
import { followFrame, planChanges } from "./reaction-motion.ts";
import { blockOf, isDots, isFrame, isReaction, roleOf } from "./role.ts";
import type { Moment, Rewritten } from "./start-entrance.ts";

/** The way of a chat to a rest, from whatever was seen before. */
export type Transition = {
	readonly rest: Scene;
	/** The rest's. */
	readonly column: Layer;
	/** The column's offset. */
	readonly dy: Movement;
	/** What is under the column. */
	readonly bars: Bars;
	/** In the order of the rest. */
	readonly items: readonly ItemMotion[];
	/** What is not in the rest any more, from back to front, behind what is. */
	readonly leaving: readonly Leaving[];
};

export type TransitionOptions = {
	readonly motion: Motion;
	/** The blocks of one's own messages, such as `message-3`. */
	readonly own: ReadonlySet<string>;
	readonly rewritten: Rewritten;
	/** The text field on the screen, as it was before the step. */
	readonly composer: Rect;
	/** Of the screen. */
	readonly heightPx: number;
};

/** Before the first step everything stands. */
export function standAtRest(rest: Scene): Transition {
	const column = findColumn(rest);
	const items = column.placements.map((placement) => standing(placement, 0));
	return { rest, column, dy: standingAt(column.dyPx), bars: standBars(rest), items, leaving: [] };
}

/**
 * Begins the way to another rest. An item of both moves from where it is to where it comes. A new item has an entrance, unless the
 * look has the column carry it in. What is not in the rest leaves.
 */
export function startTransition(
	before: Transition,
	rest: Scene,
	timeMs: number,
	options: TransitionOptions,
): Transition {
	const { motion } = options;
	const column = findColumn(rest);
	const bars = moveBars(before.bars, before.rest, rest, timeMs, motion);
	const isSameChat = column.placements === before.column.placements;
	const timing = timingOfScroll(before.rest, rest, isSameChat, motion);
	const dy = redirect(before.dy, column.dyPx, timeMs, timing);
	if (isSameChat && dy === before.dy) return { ...before, rest, column, dy, bars };
	const known = new Map(before.items.map((item) => [item.placement.item, item]));
	const moment = {
		...options,
		timeMs,
		dy,
		clip: column.clip,
		...findMoves(before, column, { ...options, known, dy }),
	};
	const enter = planEntrances(column.placements, known, options.own, moment);
	const isCarried = motion.scroll.carriesNew && dy !== before.dy;
	const byReaction = planChanges(column.placements, known, moment);
	const changed: Leaving[] = [];
	const frames = new Map<string, ItemMotion>();
	const items = column.placements.map((placement): ItemMotion => {
		const was = known.get(placement.item);
		if (was === undefined) {
			const frame = isReaction(placement) ? frames.get(blockOf(placement)) : undefined;
			if (frame !== undefined) return followFrame(enter(placement), frame);
			const comes = isCarried ? standing(placement, timeMs) : enter(placement);
			if (isFrame(placement)) frames.set(blockOf(placement), comes);
			return comes;
		}
		const moved = redirectItem(was, placement, before.dy, moment);
		if (isFrame(placement)) frames.set(blockOf(placement), moved);
		if (was.placement.sprite.key === placement.sprite.key) return moved;
		const change = changeSprite(was, moved, before.dy, moment);
		if (change.left !== null) changed.push(change.left);
		return byReaction(was, change.item);
	});
	return { rest, column, dy, bars, items, leaving: [...listLeaving(before, column, moment), ...changed] };
}

/** What of a column comes and moves, as far as the way of each depends on it. */
function findMoves(
	before: Transition,
	{ placements }: Layer,
	{
		known,
		dy,
		rewritten,
	}: { readonly known: ReadonlyMap<string, ItemMotion>; readonly dy: Movement } & Pick<Moment, "rewritten">,
): Pick<Moment, "makesRoom" | "endPx"> {
	const fresh = placements.filter(({ item }) => !known.has(item));
	const isMoving = (placement: Placement) =>
		(known.get(placement.item)?.placement.yPx ?? placement.yPx) !== placement.yPx &&
		!rewritten.has(blockOf(placement));
	return {
		makesRoom: dy !== before.dy || placements.some(isMoving),
		endPx: Math.max(...fresh.map(({ yPx, sprite }) => yPx + sprite.heightPx)),
	};
}

/** The column goes with a keyboard that slides, and with a text field that grows while the chat stays as it is. */
function timingOfScroll(was: Scene, rest: Scene, isSameChat: boolean, motion: Motion): Timing {
	const timing = timingOfBars(was, rest, motion);
	return timing === null || (timing === motion.keyboard.grow && !isSameChat) ? motion.scroll.timing : timing;
}

/** The item on its way to another place. What it shows is that of the new rest. */
function redirectItem(
	was: ItemMotion,
	placement: Placement,
	dyBefore: Movement,
	{ timeMs, dy, motion }: Moment,
): ItemMotion {
	const { timing } = motion.scroll;
	const { way } = was;
	if (way === null || !isOnWay(way, timeMs, dyBefore)) {
		if (was.placement === placement && way === null) return was;
		return { ...was, placement, way: null, top: redirect(was.top, placement.yPx, timeMs, timing) };
	}
	const x = redirect(way.x, placement.xPx, timeMs, timing);
	const y = redirect(way.y, placement.yPx + dy.toPx, timeMs, timing);
	const isFlight = way.isFlight && (isUnderWay(way.x, timeMs) || isUnderWay(way.y, timeMs));
	return { ...was, placement, top: standingAt(placement.yPx), way: { x, y, isFlight } };
}

/** What was seen and is not in the rest. Dots are gone at once where their message takes their place. */
function listLeaving(
	before: Transition,
	column: Layer,
	{ timeMs, motion, rewritten }: Moment,
): readonly Leaving[] {
	const items = new Set(column.placements.map(({ item }) => item));
	const blocks = new Set(column.placements.map(blockOf));
	const withFrame = new Set(
		before.items
			.map(({ placement }) => placement)
			.filter(isFrame)
			.map(blockOf),
	);
	const typing = new Set(
		before.items.flatMap(({ placement }) => (isDots(placement) ? blockOf(placement) : [])),
	);
	const fresh = before.items.flatMap((item): readonly Leaving[] => {
		const { placement } = item;
		if (items.has(placement.item)) return [];
		const block = blockOf(placement);
		// The picture of somebody who stops typing goes with the dots.
		const stops = typing.has(block) && !blocks.has(block);
		const role = stops ? "typing" : roleOf(placement, withFrame);
		if (role === "message" && rewritten.has(block) && motion.rewriteMs > 0)
			return [startLeaving(item, { kind: "fade", ms: motion.rewriteMs }, timeMs, before.dy)];
		if (role === "message" || (role === "typing" && blocks.has(block))) return [];
		const { leave } = motion[role];
		return leave.kind === "none" ? [] : [startLeaving(item, leave, timeMs, before.dy)];
	});
	const old = before.leaving.filter(
		(leaving) => isLeaving(leaving, timeMs) && !items.has(leaving.placement.item),
	);
	return [...old, ...fresh];
}

function findColumn({ layers }: Scene): Layer {
	const column = layers.find(({ name }) => name === "column");
	if (column === undefined) throw new RangeError("A rest has no column");
	return column;
}

/** Whether something is between two places, growing, fading or leaving. */
export function isInMotion({ dy, bars, items, leaving }: Transition, timeMs: number): boolean {
	return (
		isUnderWay(dy, timeMs) ||
		areMoving(bars, timeMs) ||
		items.some((item) => isItemInMotion(item, timeMs)) ||
		leaving.some((each) => isLeaving(each, timeMs))
	);
}
