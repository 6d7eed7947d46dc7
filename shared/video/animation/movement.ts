import type { Timing } from "../themes/motion.ts";
import { durationMs, progressAt } from "./timing.ts";

/** A way from one even place to another. */
export type Movement = {
	readonly startMs: number;
	readonly fromPx: number;
	readonly toPx: number;
	readonly timing: Timing;
};

const NO_TIME: Timing = { kind: "curve", ms: 0, curve: "ease-out" };

export const standingAt = (px: number): Movement => ({
	startMs: 0,
	fromPx: px,
	toPx: px,
	timing: NO_TIME,
});

/**
 * Where a movement is, even. The same way up and down takes the same steps: an item that moves against its layer stands still on
 * the screen.
 */
export function placeAt({ startMs, fromPx, toPx, timing }: Movement, timeMs: number): number {
	if (fromPx === toPx) return toPx;
	const wayPx = Math.abs(toPx - fromPx);
	const movedPx = progressAt(timing, timeMs - startMs, wayPx) * wayPx;
	return fromPx + Math.sign(toPx - fromPx) * 2 * Math.round(movedPx / 2);
}

/** The movement to a new place from where the one before is; the one before itself if it leads there already. */
export function redirect(before: Movement, toPx: number, timeMs: number, timing: Timing): Movement {
	if (toPx === before.toPx) return before;
	return { startMs: timeMs, fromPx: placeAt(before, timeMs), toPx, timing };
}

/** The same movement at another place. */
export const moveBy = ({ fromPx, toPx, ...movement }: Movement, px: number): Movement => ({
	...movement,
	fromPx: fromPx + px,
	toPx: toPx + px,
});

export const isUnderWay = ({ startMs, fromPx, toPx, timing }: Movement, timeMs: number) =>
	fromPx !== toPx && timeMs < startMs + durationMs(timing, Math.abs(toPx - fromPx));
