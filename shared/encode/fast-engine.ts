import { join } from "node:path";
import type { Encode } from "../plan/engine.ts";
import { encodeSparseSound } from "./aac/sparse-sound.ts";
import { codeStrips } from "./code-strips.ts";
import { fastCounts } from "./fast-counts.ts";
import { installedFfmpegPath } from "./installed-ffmpeg.ts";
import { createStages } from "./stages.ts";
import { throttled } from "./throttled.ts";
import { writeVideo } from "./write-video.ts";

export type FastEngineOptions = {
	/** The ffmpeg to run. Default: the one that @ffmpeg-installer/ffmpeg brought along. */
	readonly ffmpegPath?: string | undefined;
	/** Told the CPU milliseconds of each child that has ended, also where the engine then fails. */
	readonly onChildCpu?: (ms: number) => void;
};

const VIDEO_NAME = "video.mp4";

/** Drawing and coding strips is about this share of the work; the rest is writing pictures. */
const CODING_SHARE = 0.8;

/**
 * The engine that spends CPU on what moves alone: x264 codes each strip that looks different once, as a picture of its
 * own, and the pictures of the video are put together from them by `h264/`; each sound is encoded once. Rejects with
 * UnsupportedStreamError where this x264 gives what cannot be put together, else as the plain engine does. The memory it
 * takes grows with what there is to see, not with how long it is seen.
 */
export function createFastEngine({ ffmpegPath, onChildCpu = () => {} }: FastEngineOptions = {}): Encode {
	return async (plan, pictureAt, sound, options) => {
		const { dir, signal, onProgress = () => {}, onChild = () => {} } = options;
		signal.throwIfAborted();
		const path = ffmpegPath ?? (await installedFfmpegPath());
		const failed = new AbortController();
		const either = AbortSignal.any([signal, failed.signal]);
		const stages = createStages();
		const tell = throttled(onProgress);
		const soundWork =
			sound &&
			encodeSparseSound(sound, plan.frameCount / plan.fps, {
				ffmpegPath: path,
				signal: either,
				onChild,
			});
		// Waited for below; until then a rejection is nobody's.
		soundWork?.catch(() => {});
		try {
			const stripCount = plan.pictures.strips.length;
			const coded = await codeStrips(plan, pictureAt, {
				...{ ffmpegPath: path, dir, signal: either, onChild },
				onChildCpu,
				onStrips: (done) => tell(Math.floor((CODING_SHARE * plan.frameCount * done) / stripCount)),
			});
			stages.own("drawing");
			stages.child("x264", coded.childCpuMs);
			const track = await soundWork;
			if (track !== null) onChildCpu(track.childCpuMs);
			stages.child("aac", track?.childCpuMs ?? 0);
			const file = join(dir, VIDEO_NAME);
			const onFrames = (done: number) =>
				tell(Math.floor(CODING_SHARE * plan.frameCount + (1 - CODING_SHARE) * done));
			const { bytes } = await writeVideo(file, plan, coded.strips, track, { signal, onFrames });
			stages.own("writing");
			onProgress(plan.frameCount);
			return {
				...{ file, bytes, counts: fastCounts(plan), engine: "fast", warnings: [] },
				childCpuMs: coded.childCpuMs + (track?.childCpuMs ?? 0),
				stages: stages.seen(),
			};
		} catch (error) {
			failed.abort(error);
			await Promise.allSettled([soundWork]);
			signal.throwIfAborted();
			throw error;
		}
	};
}
