import type { Film } from "../../shared/video/encode/film.ts";
import type { FramesJob } from "../../shared/video/node/encode/run-plain.ts";
import { emptyFilm } from "./test-film.ts";

export type FramesOptions = Partial<Omit<Film, "holds">> & {
	/** Their numbers of frames. */
	readonly holds: readonly number[];
	readonly preset?: string;
};

/** What the plain engine codes of holds whose pictures the caller draws, each of them whole. */
export function framesJob({ holds, preset = "veryfast", ...format }: FramesOptions): FramesJob {
	const film = emptyFilm(holds, format);
	const drawnPixelCount = holds.length * film.widthPx * film.heightPx;
	return { film, settings: { crf: 20, preset }, work: { drawnPixelCount } };
}
