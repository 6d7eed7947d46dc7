/** How waits grow between tries. */
export type Backoff = {
	/** The longest possible wait before the second try; it doubles with each further one. */
	readonly baseMs: number;
	/** No wait is longer than this. */
	readonly capMs: number;
};

/**
 * The wait after failure number `failures` (1 for the first), in whole ms: anything from 0 to the exponential bound,
 * with equal chance ("full jitter"), so that many who failed together do not come back together. Of the ways compared
 * in Marc Brooker's "Exponential Backoff and Jitter" (AWS Architecture Blog, 2015) this one makes the fewest calls.
 */
export function backoffMs(
	{ baseMs, capMs }: Backoff,
	failures: number,
	random: () => number = Math.random,
): number {
	return Math.floor(random() * Math.min(capMs, baseMs * 2 ** (failures - 1)));
}
