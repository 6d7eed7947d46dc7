import type { Hold } from "../../scene/scene.ts";

/** Longer ones are not settled for so long that a chain of differences is as good, and a player need not look further ahead. */
const MOST_PICTURES = 32;

/** Holds `[from, to)` that lead from one settled hold to the next, which is `to`. */
export type Transition = { readonly from: number; readonly to: number };

/**
 * Where nothing comes to rest between two settled holds, by its first hold. None holds a key frame (`keys`, ascending) or ends in
 * one: what comes after a key frame in the stream is not shown before it.
 */
export function findTransitions(
	holds: readonly Hold[],
	keys: readonly number[],
): ReadonlyMap<number, Transition> {
	const transitions = new Map<number, Transition>();
	let [frame, key] = [0, 0];
	let from: number | null = null;
	let fromFrame = 0;
	for (const [index, { settled, frameCount }] of holds.entries()) {
		if (!settled && from === null && holds[index - 1]?.settled === true) [from, fromFrame] = [index, frame];
		if (settled && from !== null) {
			while ((keys[key] ?? Number.POSITIVE_INFINITY) < fromFrame) key++;
			const isWithoutKey = (keys[key] ?? Number.POSITIVE_INFINITY) > frame;
			if (isWithoutKey && frame - fromFrame <= MOST_PICTURES) transitions.set(from, { from, to: index });
			from = null;
		}
		frame += frameCount;
	}
	return transitions;
}
