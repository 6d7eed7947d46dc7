import type { Film } from "./film.ts";

/** What an engine has to do for a film, counted before a pixel is drawn. Price and size of the file are computed from this alone. */
export type Work = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly fps: number;
	readonly frameCount: number;
	readonly durationMs: number;
	/** Frames that differ from the one before. */
	readonly pictureCount: number;
	/** Milliseconds in which a sound is heard; 0 without a sound track. */
	readonly soundMs: number;
	/** Pixels of pictures to decode, in the sizes of their files. */
	readonly decodedPixelCount: number;
	/** Pixels to rasterise: the areas of all sprites that are seen, each once, and anew at each scale. */
	readonly spritePixelCount: number;
	/** Pixels of scenes that are drawn and handed to the encoder as new. */
	readonly drawnPixelCount: number;
	/** Pixels of pictures of which a part has moved. */
	readonly movedPixelCount: number;
	/** Slices of the stream, repetitions counted. */
	readonly placedSliceCount: number;
	/** Those of them in key pictures. */
	readonly keySliceCount: number;
	/** Text on the placed slices, in ems of its own size. */
	readonly placedTextEms: number;
};

/** What can be counted without an engine. */
export function countFilm({ widthPx, heightPx, fps, frameCount, holds, sound, decodedPixelCount = 0 }: Film) {
	return {
		widthPx,
		heightPx,
		fps,
		frameCount,
		durationMs: (frameCount * 1000) / fps,
		pictureCount: holds.length,
		soundMs: sound === null ? 0 : countSoundMs(sound),
		decodedPixelCount,
	};
}

function countSoundMs({ effects, starts, sampleRate }: NonNullable<Film["sound"]>): number {
	const samples = starts.reduce((total, { effect }) => total + (effects[effect]?.samples.length ?? 0), 0);
	return Math.round((samples * 1000) / sampleRate);
}
