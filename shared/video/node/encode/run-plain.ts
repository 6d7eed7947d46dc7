import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { EncodeCounts, Encoded, EncodeOptions, EncodeSettings } from "../../encode/engine.ts";
import type { Film } from "../../encode/film.ts";
import { PICTURE_TICKS } from "../../encode/mp4/describe-movie.ts";
import { throttled } from "../../encode/throttled.ts";
import type { I420Picture } from "../../scene/picture.ts";
import { feedPictures } from "./feed-pictures.ts";
import { feedSound } from "./feed-sound.ts";
import { ffmpegFailure, hasSucceeded } from "./ffmpeg-failure.ts";
import { readCpuMs } from "./ffmpeg-output.ts";
import { startFfmpeg } from "./ffmpeg-process.ts";
import { installedFfmpegPath } from "./installed-ffmpeg.ts";
import { plainArguments } from "./plain-arguments.ts";
import { setMovieDuration } from "./set-movie-duration.ts";

/** What coding frames takes. The caller draws its holds. */
export type FramesJob = {
	readonly film: Omit<Film, "holds"> & { readonly holds: readonly { readonly frameCount: number }[] };
	readonly settings: EncodeSettings;
	readonly work: { readonly drawnPixelCount: number };
};

type RunPlainOptions = EncodeOptions & {
	/** Default: the ffmpeg of @ffmpeg-installer/ffmpeg. */
	readonly ffmpegPath?: string | undefined;
};

const VIDEO_NAME = "video.mp4";

/**
 * Leaves everything to one ffmpeg: every frame goes through its pipe, repeats too, though each hold is drawn once, in order.
 * Rejects with RENDER_FAILED (ffmpeg's last lines in `details.ffmpeg`), with DEPENDENCY_ERROR if ffmpeg does not start, with
 * RESOURCE_EXHAUSTED if the system killed it, and with what `drawHold` throws.
 */
export async function runPlain(
	{ film, settings, work }: FramesJob,
	drawHold: (hold: number) => I420Picture,
	{ ffmpegPath, dir, signal, onProgress = () => {}, onChild = () => {} }: RunPlainOptions,
): Promise<Encoded> {
	const { fps, frameCount, sound } = film;
	signal.throwIfAborted();
	const file = join(dir, VIDEO_NAME);
	const path = ffmpegPath ?? (await installedFfmpegPath());
	const ffmpeg = startFfmpeg(path, plainArguments(film, settings, VIDEO_NAME), dir);
	if (ffmpeg.pid !== undefined) onChild(ffmpeg.pid);
	signal.addEventListener("abort", ffmpeg.kill, { once: true });
	const feeds = [
		feedPictures(film, drawHold, ffmpeg.pictures, { signal, onFrame: throttled(onProgress) }),
		feedSound(sound, frameCount / fps, ffmpeg.sound, signal),
	];
	try {
		const wereAllTaken = await Promise.all(feeds);
		const end = await ffmpeg.ended;
		signal.throwIfAborted();
		if (!hasSucceeded(end) || wereAllTaken.includes(false)) throw ffmpegFailure(end);
		// A second is a whole number of ticks at every whole rate, as in the fast engine's files.
		await setMovieDuration(file, fps * PICTURE_TICKS, frameCount * PICTURE_TICKS);
		onProgress(frameCount);
		return {
			file,
			bytes: (await stat(file)).size,
			counts: countFrames(film, work.drawnPixelCount),
			childCpuMs: readCpuMs(end.stderr),
			engine: "plain",
			stages: { ffmpeg: readCpuMs(end.stderr) },
			warnings: [],
		};
	} catch (error) {
		ffmpeg.kill();
		await Promise.allSettled([ffmpeg.ended, ...feeds]);
		await rm(file, { force: true });
		signal.throwIfAborted();
		throw error;
	} finally {
		signal.removeEventListener("abort", ffmpeg.kill);
	}
}

/** x264 reports no keys, scrolls and bands. */
function countFrames(
	{ widthPx, heightPx, frameCount, holds }: FramesJob["film"],
	drawnPixelCount: number,
): EncodeCounts {
	return {
		frames: frameCount,
		pictures: holds.length,
		repeats: frameCount - holds.length,
		...{ keys: 0, scrolls: 0, bands: 0 },
		rowsDrawn: drawnPixelCount / widthPx,
		bytesToX264: (widthPx * heightPx * 3 * frameCount) / 2,
	};
}
