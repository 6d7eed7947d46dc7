import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { decodePictures } from "../../shared/video/decode-pictures.ts";
import type { Film as CodedFilm } from "../../shared/video/encode/film.ts";
import { fontsOnDisk } from "../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../shared/video/node/graphics.ts";
import { createPainter } from "../../shared/video/paint/painter.ts";
import { type FilmOptions, type PlannedFilm, planFilm } from "../../shared/video/plan-film.ts";
import type { Draw } from "../../shared/video/scene/draw.ts";
import type { I420Picture } from "../../shared/video/scene/picture.ts";
import type { Hold } from "../../shared/video/scene/scene.ts";

/** A conversation on its real way to pictures, with real fonts, as far as there is no file yet. */
export type Film = PlannedFilm & {
	readonly crf: number;
	readonly preset: string;
	readonly draw: Draw;
	readonly holdAt: (frame: number) => Hold;
	readonly pictureAt: (frame: number) => I420Picture;
};

/** Frames count from 0; a negative one from the end, -1 being the last. */
export async function filmOf(value: object, options?: FilmOptions): Promise<Film> {
	const conversation = parseConversation(value, { maxMessages: 50 });
	const planned = await planFilm(conversation, { graphics, fonts: fontsOnDisk }, options);
	const { film, pictures, typesetter } = planned;
	const scenes = film.holds.map(({ scene }) => scene);
	const images = await decodePictures(pictures, scenes, { graphics });
	const { draw } = createPainter(film, { graphics, typesetter, images });
	const holdAt = (frame: number) => holdOf(film, frame);
	const { crf, preset } = conversation.video;
	return { ...planned, crf, preset, draw, holdAt, pictureAt: (frame) => draw(holdAt(frame).scene) };
}

function holdOf({ holds, frameCount }: CodedFilm, frame: number): Hold {
	const index = frame < 0 ? frameCount + frame : frame;
	let end = 0;
	const hold = holds.find((each) => {
		end += each.frameCount;
		return end > index;
	});
	if (hold === undefined) throw new RangeError(`frame ${frame} of ${frameCount}`);
	return hold;
}
