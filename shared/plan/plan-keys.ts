import type { Run } from "./render-plan.ts";

/** The most that lies between two key pictures, so that a player seeks quickly and a cut finds a place. */
export const KEY_INTERVAL_SECONDS = 5;

/**
 * The frames that are key pictures, ascending from 0. Each lies as late as it may in the longest run that the second
 * half of its interval meets: so it is a picture at rest where there is one, whose strips are coded in any case.
 */
export function planKeys(runs: readonly Run[], fps: number): readonly number[] {
	const interval = KEY_INTERVAL_SECONDS * fps;
	const ends = endsOf(runs);
	const frameCount = ends.at(-1) ?? 0;
	const keys = [0];
	let firstRun = 0;
	for (let last = 0; last + interval < frameCount; ) {
		const from = last + Math.ceil(interval / 2);
		const to = last + interval;
		while ((ends[firstRun] ?? Number.POSITIVE_INFINITY) <= from) firstRun++;
		let best = firstRun;
		for (let run = firstRun; run < runs.length && (ends[run - 1] ?? 0) <= to; run++) {
			if ((runs[run]?.frameCount ?? 0) >= (runs[best]?.frameCount ?? 0)) best = run;
		}
		last = Math.min(to, (ends[best] ?? to + 1) - 1);
		keys.push(last);
	}
	return keys;
}

/** For each run, the frame after its last. */
function endsOf(runs: readonly Run[]): readonly number[] {
	let end = 0;
	return runs.map(({ frameCount }) => {
		end += frameCount;
		return end;
	});
}
