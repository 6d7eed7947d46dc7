import type { Film } from "../../shared/video/encode/film.ts";
import type { Hold } from "../../shared/video/scene/scene.ts";

/** A film of empty scenes that stay for the given numbers of frames. */
export function emptyFilm(frameCounts: readonly number[], format: Partial<Omit<Film, "holds">> = {}): Film {
	return filmOfHolds(
		frameCounts.map((frameCount) => ({ scene: { layers: [] }, frameCount, settled: true })),
		format,
	);
}

/** A film without sound, of 320×568 pixels at 30 frames a second. */
export function filmOfHolds(holds: readonly Hold[], format: Partial<Omit<Film, "holds">> = {}): Film {
	const frameCount = holds.reduce((sum, hold) => sum + hold.frameCount, 0);
	return { widthPx: 320, heightPx: 568, fps: 30, frameCount, holds, sound: null, ...format };
}
