import type { RenderPlan, Run } from "./plan/render-plan.ts";

/** A poster shows the chat when it is about this far: full enough to be a chat, early enough not to give the end away. */
const POSTER_SHARE = 0.6;

/** A picture that stays this long is at rest; one on its way, or of moving dots, stays for a tenth of a second at most. */
const AT_REST_SECONDS = 0.25;

/** The run whose picture becomes the poster: of those at rest, the one on screen nearest to `POSTER_SHARE` of the video. */
export function posterRun({ runs, frameCount, fps }: RenderPlan): Run {
	let frame = 0;
	const candidates = runs.map((run) => {
		const middle = frame + run.frameCount / 2;
		frame += run.frameCount;
		return { run, distance: Math.abs(middle - POSTER_SHARE * frameCount) };
	});
	const atRest = candidates.filter(({ run }) => run.frameCount >= AT_REST_SECONDS * fps);
	const [nearest] = (atRest.length > 0 ? atRest : candidates).toSorted((a, b) => a.distance - b.distance);
	if (nearest === undefined) throw new RangeError("A plan without frames has no poster");
	return nearest.run;
}
