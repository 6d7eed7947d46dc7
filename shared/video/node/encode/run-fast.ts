import { join } from "node:path";
import type { AacTrack } from "../../encode/aac/aac-track.ts";
import type { Encoded, EncodeOptions } from "../../encode/engine.ts";
import type { StreamJob } from "../../encode/fast/stream-plan.ts";
import { fastCounts } from "../../encode/fast-counts.ts";
import { UnsupportedStreamError } from "../../encode/h264/unsupported-stream-error.ts";
import { throttled } from "../../encode/throttled.ts";
import { ownCpuMs } from "../own-cpu.ts";
import { codeStrips } from "./code-strips.ts";
import { encodeEffectTrack } from "./effect-track.ts";
import type { AacEncoderOptions } from "./encode-aac.ts";
import type { DrawSlice } from "./feed-strips.ts";
import { installedFfmpegPath } from "./installed-ffmpeg.ts";
import type { StripFile } from "./strip-file.ts";
import { writeVideo } from "./write-video.ts";

type RunFastOptions = EncodeOptions & {
	/** Default: the ffmpeg of @ffmpeg-installer/ffmpeg. */
	readonly ffmpegPath?: string | undefined;
	/** Called with the CPU milliseconds of each child that has ended, also if the call then rejects. */
	readonly onChildCpu?: (ms: number) => void;
};

const VIDEO_NAME = "video.mp4";

/** Drawing and coding strips is about this share of the work; the rest is writing pictures. */
const CODING_SHARE = 0.8;

/**
 * Spends CPU on what moves alone: x264 codes each distinct slice once, as a picture of its own, and `h264/` puts the pictures of
 * the video together from them; each sound is encoded once. Rejects with UnsupportedStreamError if what this x264 makes cannot be
 * put together, else as `runPlain` does. What is coded waits in a file, so memory does not grow with the length of the video, and
 * only a little with how much it shows.
 */
export async function runFast(
	job: StreamJob,
	drawSlice: DrawSlice,
	{
		ffmpegPath,
		dir,
		signal,
		onProgress = () => {},
		onChild = () => {},
		onChildCpu = () => {},
	}: RunFastOptions,
): Promise<Encoded> {
	const { film, stream } = job;
	signal.throwIfAborted();
	const path = ffmpegPath ?? (await installedFfmpegPath());
	const failed = new AbortController();
	const either = AbortSignal.any([signal, failed.signal]);
	const stages = createStages();
	const tell = throttled(onProgress);
	const child = { ffmpegPath: path, signal: either, onChild, onChildCpu };
	const soundWork = encodeSound(film, child);
	// Awaited below. Without a handler until then, a rejection would end the process.
	soundWork.catch(() => {});
	let strips: StripFile | null = null;
	try {
		const stripCount = stream.slices.length;
		const coded = await codeStrips(job, drawSlice, {
			...child,
			dir,
			onStrips: (done) => tell(Math.floor((CODING_SHARE * film.frameCount * done) / stripCount)),
		});
		strips = coded.strips;
		stages.own("drawing");
		stages.child("x264", coded.childCpuMs);
		const track = await soundWork;
		stages.child("aac", track?.childCpuMs ?? 0);
		const file = join(dir, VIDEO_NAME);
		const onFrames = (done: number) =>
			tell(Math.floor(CODING_SHARE * film.frameCount + (1 - CODING_SHARE) * done));
		const { bytes } = await writeVideo(file, job, strips.stripsAt, track, { signal, onFrames });
		stages.own("writing");
		onProgress(film.frameCount);
		return {
			file,
			bytes,
			counts: fastCounts(job),
			engine: "fast",
			warnings: [],
			childCpuMs: coded.childCpuMs + (track?.childCpuMs ?? 0),
			stages: stages.seen(),
		};
	} catch (error) {
		// After a refusal the plain engine makes the video: the sound is not aborted, so that its CPU is counted.
		if (!(error instanceof UnsupportedStreamError)) failed.abort(error);
		await Promise.allSettled([soundWork]);
		signal.throwIfAborted();
		throw error;
	} finally {
		await strips?.drop();
	}
}

type EncodeSoundOptions = AacEncoderOptions & { readonly onChildCpu: (ms: number) => void };

/** Null for a video without sound. */
async function encodeSound(
	{ sound, frameCount, fps }: StreamJob["film"],
	{ onChildCpu, ...options }: EncodeSoundOptions,
): Promise<AacTrack | null> {
	if (sound === null) return null;
	const track = await encodeEffectTrack(sound, frameCount / fps, options);
	onChildCpu(track.childCpuMs);
	return track;
}

/** CPU milliseconds by stage, for benchmarks. They include other work of this process at the same time. */
type Stages = {
	/** Adds what this process has used since the last call. */
	readonly own: (stage: string) => void;
	readonly child: (stage: string, ms: number) => void;
	readonly seen: () => Readonly<Record<string, number>>;
};

function createStages(usedMs: () => number = ownCpuMs): Stages {
	const seen: Record<string, number> = {};
	let lastMs = usedMs();
	const add = (stage: string, ms: number) => {
		seen[stage] = Math.round((seen[stage] ?? 0) + ms);
	};
	return {
		own: (stage) => {
			const nowMs = usedMs();
			add(stage, nowMs - lastMs);
			lastMs = nowMs;
		},
		child: add,
		seen: () => seen,
	};
}
