import type { Placement } from "../scene/scene.ts";
import { isFading } from "./fade.ts";
import type { ItemMotion } from "./item-motion.ts";
import { type Leaving, startLeaving } from "./leaving.ts";
import { type Movement, moveBy, placeAt } from "./movement.ts";
import { blockOf, isFrame, roleOf } from "./role.ts";
import type { Moment } from "./start-entrance.ts";
import { durationMs } from "./timing.ts";

/** Shows another sprite at once, or fades to it. What cannot be mixed, as it has another size or place, fades out and in. */
export function changeSprite(
	was: ItemMotion,
	moved: ItemMotion,
	dyBefore: Movement,
	moment: Moment,
): { readonly item: ItemMotion; readonly left: Leaving | null } {
	const { placement } = moved;
	const { timeMs } = moment;
	const changed = { ...moved, fade: null, sinceMs: timeMs, before: null };
	const ms = changeMs(placement, moment);
	if (ms === 0) return { item: changed, left: null };
	const { sprite, xPx } = was.placement;
	const isMix =
		sprite.widthPx === placement.sprite.widthPx &&
		sprite.heightPx === placement.sprite.heightPx &&
		xPx === placement.xPx &&
		(was.fade === null || !isFading(was.fade, timeMs));
	const fade = { startMs: timeMs, ms, fromOpacity: 0, risePx: 0, from: isMix ? sprite : null };
	if (isMix) return { item: { ...changed, fade }, left: null };
	const old = startLeaving(was, { kind: "fade", ms }, timeMs, dyBefore);
	const leaving = { ...old, top: moveBy(moved.top, old.placement.yPx - placeAt(moved.top, timeMs)) };
	const isEdited = isFrame(placement) && moment.rewritten.get(blockOf(placement)) === "edited";
	const { item, left } = isEdited
		? coverEdited({ ...changed, fade }, leaving, moment)
		: { item: { ...changed, fade }, left: leaving };
	// Both are seen for a while, and what was before it too if it changes again: each under a name of its own.
	const name = `${placement.item} until ${timeMs}`;
	return { item, left: { ...left, placement: { ...left.placement, item: name } } };
}

/**
 * The new frame of an edited message lies over the old one, which stands until the new one is opaque: else the page would be seen
 * through both. A new one that is smaller is opaque at once, and the end of the old one fades quickly: two texts side by side would be
 * read as one. A higher one waits for its room. (What stands for a deleted message may be an edge alone, which covers nothing.)
 */
function coverEdited(
	item: ItemMotion,
	leaving: Leaving,
	{ makesRoom, motion }: Moment,
): { readonly item: ItemMotion; readonly left: Leaving } {
	const { startMs, leave, placement } = leaving;
	const morePx = item.placement.sprite.heightPx - placement.sprite.heightPx;
	const waitMs = makesRoom && morePx > 0 ? Math.ceil(durationMs(motion.scroll.timing, morePx)) : 0;
	const fade = item.fade && { ...item.fade, startMs: startMs + waitMs };
	const old = { ...leaving, startMs: startMs + waitMs };
	if (isCovered(placement, item.placement))
		return {
			item: { ...item, fade },
			left: { ...old, startMs: old.startMs + leave.ms, leave: { kind: "fade", ms: 0 } },
		};
	const atOnce = fade && { ...fade, ms: 0 };
	return { item: { ...item, fade: atOnce }, left: { ...old, leave: { kind: "fade", ms: leave.ms / 2 } } };
}

/** Whether a frame is under another one that begins as high as it. */
function isCovered({ xPx, sprite }: Placement, { xPx: overPx, sprite: over }: Placement): boolean {
	return xPx >= overPx && xPx + sprite.widthPx <= overPx + over.widthPx && sprite.heightPx <= over.heightPx;
}

function changeMs(placement: Placement, { motion, rewritten }: Moment): number {
	if (isFrame(placement)) return rewritten.has(blockOf(placement)) ? motion.rewriteMs : 0;
	return roleOf(placement, NO_FRAMES) === "receipt" ? motion.receipt.changeMs : 0;
}

const NO_FRAMES: ReadonlySet<string> = new Set();
