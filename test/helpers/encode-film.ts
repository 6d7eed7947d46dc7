import { finishSteps } from "../../shared/core/steps.ts";
import type { Encoded, EncodeOptions, EngineName } from "../../shared/video/encode/engine.ts";
import { createEngines } from "../../shared/video/node/encode/create-engines.ts";
import type { Film } from "./film.ts";

export type EncodeFilmOptions = Partial<EncodeOptions> & {
	readonly ffmpegPath?: string;
	/** Default: fast. */
	readonly engine?: EngineName;
};

/** Has an engine make a film's video, in `dir`. */
export function encodeFilm(
	{ film, crf, preset, draw }: Pick<Film, "film" | "crf" | "preset" | "draw">,
	dir: string,
	{ engine: name = "fast", ffmpegPath, ...options }: EncodeFilmOptions = {},
): Promise<Encoded> {
	const engine = createEngines({ ffmpegPath })[name];
	const plan = finishSteps(engine.plan(film, { crf, preset }));
	return engine.run(plan, draw, { dir, signal: new AbortController().signal, ...options });
}
