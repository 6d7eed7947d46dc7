import { createEngines } from "../../shared/video/node/encode/create-engines.ts";
import type { Encoded, EncodeOptions, EngineName, PictureAt } from "../../shared/video/encode/engine.ts";
import type { Film } from "./film.ts";

export type EncodeFilmOptions = Partial<EncodeOptions> & {
	readonly ffmpegPath?: string;
	/** Default: fast. */
	readonly engine?: EngineName;
};

/** Has an engine make a film's video, in `dir`. */
export function encodeFilm(film: Film, dir: string, options: EncodeFilmOptions = {}): Promise<Encoded> {
	const { engine = "fast", ffmpegPath, ...rest } = options;
	const signal = new AbortController().signal;
	return createEngines({ ffmpegPath })[engine](film.plan, pictureAtOf(film), film.sound, {
		dir,
		signal,
		...rest,
	});
}

/** Draws a film's pictures as an engine asks for them. */
export function pictureAtOf({ plan, fonts }: Pick<Film, "plan" | "fonts">): PictureAt {
	const painter = fonts.createPainter(plan.layout);
	return (index, rows) => {
		const hold = plan.holds[index];
		if (hold === undefined) throw new RangeError(`There is no hold ${index}`);
		return rows === undefined ? painter.pictureAt(hold.scene, hold.dirty) : painter.rowsAt(hold.scene, rows);
	};
}
