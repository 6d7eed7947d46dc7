import type { Film } from "./encode/film.ts";
import type { Hold } from "./scene/scene.ts";

/** A poster shows the chat when it is about this far: full enough to be a chat, early enough not to give the end away. */
const POSTER_SHARE = 0.6;

/** A settled picture that stays this long is at rest: one of moving dots stays for a tenth of a second. */
const AT_REST_SECONDS = 0.25;

/** Chooses the hold whose picture becomes the poster: of those at rest, the one nearest to `POSTER_SHARE` of the video. */
export function choosePoster({ holds, frameCount, fps }: Pick<Film, "holds" | "frameCount" | "fps">): Hold {
	let frame = 0;
	const candidates = holds.map((hold) => {
		const middle = frame + hold.frameCount / 2;
		frame += hold.frameCount;
		return { hold, distance: Math.abs(middle - POSTER_SHARE * frameCount) };
	});
	const settled = candidates.filter(({ hold }) => hold.settled);
	const atRest = settled.filter(({ hold }) => hold.frameCount >= AT_REST_SECONDS * fps);
	const best = [atRest, settled, candidates].find(({ length }) => length > 0) ?? [];
	const [nearest] = best.toSorted((a, b) => a.distance - b.distance);
	if (nearest === undefined) throw new RangeError("A film without frames has no poster");
	return nearest.hold;
}
