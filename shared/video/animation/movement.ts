/** A way from one even place to another, eased. */
export type Movement = { readonly startMs: number; readonly fromPx: number; readonly toPx: number };

export const standingAt = (px: number): Movement => ({ startMs: 0, fromPx: px, toPx: px });

/** Cubic ease-out: 1 − (1 − x)³. */
export const easeOut = (share: number) => 1 - (1 - Math.min(1, share)) ** 3;

/**
 * Where a movement that takes `ms` is, even. The same way up and down takes the same steps: an item that moves against its layer
 * stands still on the screen.
 */
export function placeAt({ startMs, fromPx, toPx }: Movement, timeMs: number, ms: number): number {
	if (fromPx === toPx) return toPx;
	const wayPx = easeOut((timeMs - startMs) / ms) * Math.abs(toPx - fromPx);
	return fromPx + Math.sign(toPx - fromPx) * 2 * Math.round(wayPx / 2);
}

/** The movement to a new place from where the one before is; the one before itself if it leads there already. */
export function redirect(before: Movement, toPx: number, timeMs: number, ms: number): Movement {
	if (toPx === before.toPx) return before;
	return { startMs: timeMs, fromPx: placeAt(before, timeMs, ms), toPx };
}

export const isUnderWay = ({ startMs, fromPx, toPx }: Movement, timeMs: number, ms: number) =>
	fromPx !== toPx && timeMs < startMs + ms;
