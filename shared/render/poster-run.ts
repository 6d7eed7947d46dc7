import type { RenderPlan, Run } from "../plan/render-plan.ts";

/** A poster shows the chat when it is about this far: full enough to be a chat, early enough not to give the end away. */
const POSTER_SHARE = 0.6;

/** The run whose picture becomes the poster: of those that rest, the one on screen nearest to `POSTER_SHARE` of the video. */
export function posterRun({ runs, frameCount }: RenderPlan): Run {
	const longest = Math.max(...runs.map((run) => run.frameCount));
	// A picture that stays for a third of the longest hold is at rest, not on its way.
	const isAtRest = (run: Run) => run.frameCount * 3 >= longest;
	let frame = 0;
	let best = runs[0];
	let bestDistance = Number.POSITIVE_INFINITY;
	for (const run of runs) {
		const distance = Math.abs(frame + run.frameCount / 2 - POSTER_SHARE * frameCount);
		if (isAtRest(run) && distance < bestDistance) {
			best = run;
			bestDistance = distance;
		}
		frame += run.frameCount;
	}
	if (best === undefined) throw new RangeError("A plan without frames has no poster");
	return best;
}
