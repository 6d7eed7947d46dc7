import type { Film } from "../../../shared/video/encode/film.ts";

/** The first frame of each hold. */
export function listStarts({ holds }: Pick<Film, "holds">): readonly number[] {
	let frame = 0;
	return holds.map(({ frameCount }) => {
		const start = frame;
		frame += frameCount;
		return start;
	});
}

/** The hold that is shown at a time; before the start the first, after the end the last. */
export function findHold(
	{ fps, frameCount }: Pick<Film, "fps" | "frameCount">,
	starts: readonly number[],
	seconds: number,
): number {
	// 4.2 s times 30 frames a second may come out just below the frame that begins there.
	const frame = Math.min(frameCount - 1, Math.max(0, Math.floor(seconds * fps + 1e-6)));
	let [low, high] = [0, starts.length - 1];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((starts[middle] ?? 0) <= frame) low = middle;
		else high = middle - 1;
	}
	return Math.max(0, low);
}
