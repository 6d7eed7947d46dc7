import { STRIP_HEIGHT_PX } from "./picture-plan.ts";
import type { Hold } from "./render-plan.ts";

/** The most that lies between two key frames, so that a player seeks quickly and a cut finds a place. */
export const KEY_INTERVAL_SECONDS = 5;

/** Key pictures are about half of a file: for the sake of a column at rest they are set this much earlier, not more. */
const LEAST_SHARE = 0.75;

/**
 * The frames that are key frames, ascending from 0. Each lies as late as it may, but where it can be helped not while
 * the column moves: then nothing but this picture has its strips, and all of them are coded for it.
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

/** Whether the column stands between two places where it could rest. */
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
