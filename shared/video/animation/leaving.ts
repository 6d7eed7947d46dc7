import type { Placement } from "../scene/scene.ts";
import type { Leave } from "../themes/motion.ts";
import { shareAt } from "./fade.ts";
import { anchorOf, reachFrom, scaleBy } from "./growth.ts";
import { type ItemMotion, type Loops, placementAt, spriteAt } from "./item-motion.ts";
import { type Movement, placeAt } from "./movement.ts";

/** An item that is in no rest any more, and still seen. */
export type Leaving = {
	/** As it was seen last, in px of the column. */
	readonly placement: Placement;
	readonly startMs: number;
	readonly leave: Exclude<Leave, { kind: "none" }>;
	/** Since when it has shown its sprite. */
	readonly sinceMs: number;
	/** Its top meanwhile, in px of the column; null: it stays in its place. */
	readonly top: Movement | null;
};

/** How an item leaves from where and as what it is seen. */
export function startLeaving(
	item: ItemMotion,
	leave: Leaving["leave"],
	timeMs: number,
	dy: Movement,
): Leaving {
	const { from, ...placement } = placementAt(item, timeMs, dy);
	return { placement, startMs: timeMs, leave, sinceMs: item.sinceMs, top: null };
}

/** In px of the column; null: it is not seen any more. */
export function leavingAt(leaving: Leaving, timeMs: number, loops: Loops): Placement | null {
	const { startMs, leave, sinceMs, top } = leaving;
	const placement = top === null ? leaving.placement : { ...leaving.placement, yPx: placeAt(top, timeMs) };
	const share = timeMs < startMs ? 0 : shareAt(timeMs - startMs, leave.ms);
	const opacity = Math.round(placement.opacity * (1 - share));
	if (opacity === 0) return null;
	const sprite = spriteAt({ placement, sinceMs }, timeMs, loops);
	if (leave.kind === "fade") return { ...placement, sprite, opacity };
	const point = placement.scale ?? anchorOf(sprite);
	const by = (placement.scale?.by ?? 1) * (1 + (leave.toScale - 1) * share);
	const scale = scaleBy(by, point, reachFrom(point, sprite));
	const { scale: _, ...unscaled } = placement;
	return { ...unscaled, sprite, opacity, ...(scale !== undefined && { scale }) };
}

export const isLeaving = ({ startMs, leave }: Leaving, timeMs: number) => timeMs < startMs + leave.ms;
