import type { Placement } from "../scene/scene.ts";
import type { Entrance } from "../themes/motion.ts";
import { anchorOf, type Growth, reachFrom } from "./growth.ts";
import type { ItemMotion } from "./item-motion.ts";
import { moveBy } from "./movement.ts";
import { blockOf, isFrame, isReaction } from "./role.ts";
import type { Moment } from "./start-entrance.ts";

/** A new reaction goes where the frame goes that it lies on. */
export function followFrame(reaction: ItemMotion, frame: ItemMotion): ItemMotion {
	const rightPx = reaction.placement.xPx - frame.placement.xPx;
	const downPx = reaction.placement.yPx - frame.placement.yPx;
	const { top, way } = frame;
	return {
		...reaction,
		top: moveBy(top, downPx),
		way: way && { ...way, x: moveBy(way.x, rightPx), y: moveBy(way.y, downPx) },
	};
}

/** How an item that has got another sprite comes to it. */
type ChangeByReaction = (was: ItemMotion, changed: ItemMotion) => ItemMotion;

/**
 * What a reaction that comes or changes does to other items: what it cuts out of frames, and of other reactions, is not seen before it has
 * grown; a pill that says something else grows again.
 */
export function planChanges(
	placements: readonly Placement[],
	known: ReadonlyMap<string, ItemMotion>,
	{ timeMs, motion }: Pick<Moment, "timeMs" | "motion">,
): ChangeByReaction {
	const { enter } = motion.reaction;
	const reactions = placements.filter(isReaction);
	const fresh = new Set(reactions.filter(({ item }) => !known.has(item)).map(blockOf));
	const touched = new Set(
		reactions.filter(({ item, sprite }) => known.get(item)?.placement.sprite.key !== sprite.key).map(blockOf),
	);
	return (was, changed) => {
		const { placement } = changed;
		const block = blockOf(placement);
		const waits = isFrame(placement) ? touched.has(block) : isReaction(placement) && fresh.has(block);
		if (waits && isSameSize(was.placement, placement)) {
			const sprite = was.before?.sprite ?? was.placement.sprite;
			return { ...changed, before: { sprite, untilMs: timeMs + grownAfterMs(enter) } };
		}
		if (!isReaction(placement) || enter.kind !== "grow") return changed;
		return { ...changed, growth: growAgain(placement, enter, timeMs) };
	};
}

function isSameSize({ sprite: one }: Placement, { sprite: other }: Placement): boolean {
	return one.widthPx === other.widthPx && one.heightPx === other.heightPx;
}

/** When what comes so is as large as it will be, though it may still swing. */
function grownAfterMs(enter: Entrance): number {
	if (enter.kind !== "grow") return "fadeMs" in enter ? enter.fadeMs : 0;
	return enter.timing.kind === "curve" ? enter.timing.ms : enter.timing.responseMs;
}

/** Another number, or one more emoji, makes a pill grow from so much of its size. */
const CHANGED_SCALE = 0.85;

function growAgain(
	{ sprite }: Placement,
	{ timing }: Extract<Entrance, { kind: "grow" }>,
	startMs: number,
): Growth {
	const anchor = anchorOf(sprite);
	return { startMs, timing, fromScale: CHANGED_SCALE, ...anchor, reachPx: reachFrom(anchor, sprite) };
}
