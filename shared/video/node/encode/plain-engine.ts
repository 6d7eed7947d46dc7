import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { PICTURE_TICKS } from "../../encode/mp4/describe-movie.ts";
import { throttled } from "../../encode/throttled.ts";
import type { Encode, EncodeCounts } from "../../plan/engine.ts";
import type { RenderPlan } from "../../plan/render-plan.ts";
import { feedPictures } from "./feed-pictures.ts";
import { feedSound } from "./feed-sound.ts";
import { ffmpegFailure, hasSucceeded } from "./ffmpeg-failure.ts";
import { readCpuMs } from "./ffmpeg-output.ts";
import { startFfmpeg } from "./ffmpeg-process.ts";
import { installedFfmpegPath } from "./installed-ffmpeg.ts";
import { plainArguments } from "./plain-arguments.ts";
import { setMovieDuration } from "./set-movie-duration.ts";

type PlainEngineOptions = {
	/** Default: the ffmpeg of @ffmpeg-installer/ffmpeg. */
	readonly ffmpegPath?: string | undefined;
};

const VIDEO_NAME = "video.mp4";

/**
 * The engine that leaves everything to one ffmpeg: every frame goes through its pipe, repeats too, though each picture is drawn
 * once. Rejects with RENDER_FAILED (ffmpeg's last lines in `details.ffmpeg`), with DEPENDENCY_ERROR if ffmpeg does not start,
 * with RESOURCE_EXHAUSTED if the system killed it, and with what `pictureAt` throws.
 */
export function createPlainEngine({ ffmpegPath }: PlainEngineOptions = {}): Encode {
	return async (plan, pictureAt, sound, { dir, signal, onProgress = () => {}, onChild = () => {} }) => {
		signal.throwIfAborted();
		const file = join(dir, VIDEO_NAME);
		const path = ffmpegPath ?? (await installedFfmpegPath());
		const ffmpeg = startFfmpeg(path, plainArguments(plan, sound, VIDEO_NAME), dir);
		if (ffmpeg.pid !== undefined) onChild(ffmpeg.pid);
		signal.addEventListener("abort", ffmpeg.kill, { once: true });
		const feeds = [
			feedPictures(plan, pictureAt, ffmpeg.pictures, { signal, onFrame: throttled(onProgress) }),
			feedSound(sound, plan.frameCount / plan.fps, ffmpeg.sound, signal),
		];
		try {
			const wereAllTaken = await Promise.all(feeds);
			const end = await ffmpeg.ended;
			signal.throwIfAborted();
			if (!hasSucceeded(end) || wereAllTaken.includes(false)) throw ffmpegFailure(end);
			// A second is a whole number of ticks at every whole rate, as in the fast engine's files.
			await setMovieDuration(file, plan.fps * PICTURE_TICKS, plan.frameCount * PICTURE_TICKS);
			onProgress(plan.frameCount);
			return {
				file,
				bytes: (await stat(file)).size,
				counts: countWork(plan),
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
	};
}

/** The plain engine with the installed ffmpeg. */
export const plainEngine: Encode = createPlainEngine();

/** x264 reports no keys, scrolls and bands. */
function countWork({ frameCount, holds, layout, summary }: RenderPlan): EncodeCounts {
	return {
		frames: frameCount,
		pictures: holds.length,
		repeats: frameCount - holds.length,
		keys: 0,
		scrolls: 0,
		bands: 0,
		rowsDrawn: summary.dirtyRowCount,
		bytesToX264: (layout.widthPx * layout.heightPx * 3 * frameCount) / 2,
	};
}
