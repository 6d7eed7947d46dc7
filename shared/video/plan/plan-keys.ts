import { STRIP_HEIGHT_PX } from "./picture-plan.ts";
import type { Hold } from "./render-plan.ts";

/** The longest time between two key frames, so that a player seeks quickly and a cut finds a place. */
const KEY_INTERVAL_SECONDS = 5;

/** How much earlier a key frame may be, to fall on a column at rest. Key frames are about half of a file, so not more. */
const LEAST_SHARE = 0.75;

/**
 * The numbers of the key frames, ascending from 0. Each is as late as allowed, but if possible not while the column moves: the
 * strips of a moving column appear in no other picture, and all of them would be coded for this one.
 */
export function planKeys(holds: readonly Hold[], fps: number): readonly number[] {
	const interval = KEY_INTERVAL_SECONDS * fps;
	const ends = endsOf(holds);
	const frameCount = ends.at(-1) ?? 0;
	const keys = [0];
	let hold = 0;
	for (let last = 0; last + interval < frameCount; ) {
		const latest = last + interval;
		const earliest = last + Math.ceil(LEAST_SHARE * interval);
		while ((ends[hold] ?? Number.POSITIVE_INFINITY) <= latest) hold++;
		let chosen = hold;
		while (isMoving(holds[chosen]) && (ends[chosen - 1] ?? 0) > earliest) chosen--;
		last = isMoving(holds[chosen]) ? latest : Math.min(latest, (ends[chosen] ?? latest + 1) - 1);
		keys.push(last);
	}
	return keys;
}

/** Whether the column is between two resting offsets. */
function isMoving(hold: Hold | undefined): boolean {
	return hold !== undefined && hold.scene.scrollPx % STRIP_HEIGHT_PX !== 0;
}

/** For each hold, the frame after its last. */
function endsOf(holds: readonly Hold[]): readonly number[] {
	let end = 0;
	return holds.map(({ frameCount }) => {
		end += frameCount;
		return end;
	});
}
