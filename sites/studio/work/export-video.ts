import { finishSteps } from "../../../shared/core/steps.ts";
import { parseConversation } from "../../../shared/video/conversation/parse.ts";
import { decodePictures } from "../../../shared/video/decode-pictures.ts";
import { encodeSound } from "../../../shared/video/encode/aac/encode-sound.ts";
import { planPlain } from "../../../shared/video/encode/plain/plan-plain.ts";
import { createPainter } from "../../../shared/video/paint/painter.ts";
import { planFilm } from "../../../shared/video/plan-film.ts";
import type { PageMachine } from "../machine/open-machine.ts";
import { drawPoster } from "./draw-poster.ts";
import { encodeFilm } from "./encode-film.ts";
import type { ExportedVideo, VideoSize } from "./messages.ts";
import { nameFile } from "./name-file.ts";
import type { Trial } from "./try-encoder.ts";
import { writeMp4 } from "./write-mp4.ts";

/** This browser cannot encode; the message says why, in words for the maker. */
export class CannotExportError extends Error {
	override readonly name = "CannotExportError";
}

type ExportOptions = {
	/** Ends the work; the call rejects with the signal's reason. */
	readonly signal: AbortSignal;
	/** 0 to 1. */
	readonly onProgress: (done: number) => void;
	/** Finds a configuration of the browser's encoder, or why there is none. */
	readonly tryEncoder: (size: VideoSize) => Promise<Trial>;
};

/**
 * Makes a video and its poster in a browser: planned, drawn and heard as on a server, encoded by WebCodecs at a constant rate, the
 * index first. Rejects with INVALID_INPUT that lists the faults of the conversation or its pictures, with `CannotExportError`, and
 * with what the browser's encoder fails of.
 */
export async function exportVideo(
	conversation: unknown,
	{ graphics, fonts }: PageMachine,
	{ signal, onProgress, tryEncoder }: ExportOptions,
): Promise<ExportedVideo> {
	const parsed = parseConversation(conversation, {});
	const { film, pictures, poster, typesetter, warnings } = await planFilm(parsed, { graphics, fonts });
	signal.throwIfAborted();
	const { widthPx, heightPx, fps, holds, frameCount } = film;
	const trial = await tryEncoder({ widthPx, heightPx, fps });
	if (trial.config === null) throw new CannotExportError(trial.words);
	const scenes = holds.map(({ scene }) => scene);
	const images = await decodePictures(pictures, scenes, { graphics, signal });
	const { draw } = createPainter(film, { graphics, typesetter, images });
	const plan = finishSteps(planPlain(film, parsed.video));
	signal.throwIfAborted();
	const coded = await encodeFilm(plan, draw, { encoder: trial, signal, onProgress });
	const sound = film.sound === null ? null : encodeSound(film.sound, frameCount / fps);
	return {
		file: writeMp4({ widthPx, heightPx, fps }, coded, sound),
		poster: await drawPoster(draw(poster)),
		name: nameFile(parsed),
		durationSeconds: frameCount / fps,
		frames: frameCount,
		...{ widthPx, heightPx, warnings },
	};
}
