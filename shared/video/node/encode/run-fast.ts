import { join } from "node:path";
import { encodeSound } from "../../encode/aac/encode-sound.ts";
import type { Encoded, EncodeOptions } from "../../encode/engine.ts";
import type { StreamJob } from "../../encode/fast/stream-plan.ts";
import { fastCounts } from "../../encode/fast-counts.ts";
import { throttled } from "../../encode/throttled.ts";
import { ownCpuMs } from "../own-cpu.ts";
import { codeStrips } from "./code-strips.ts";
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
 * the video together from them; each sound is encoded once, by our own encoder. Rejects with UnsupportedStreamError if what this x264 makes cannot be
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
	const stages = createStages();
	const tell = throttled(onProgress);
	let strips: StripFile | null = null;
	try {
		const stripCount = stream.slices.length;
		const coded = await codeStrips(job, drawSlice, {
			...{ ffmpegPath: path, dir, signal, onChild, onChildCpu },
			onStrips: (done) => tell(Math.floor((CODING_SHARE * film.frameCount * done) / stripCount)),
		});
		strips = coded.strips;
		stages.own("drawing");
		stages.child("x264", coded.childCpuMs);
		const track = film.sound === null ? null : encodeSound(film.sound, film.frameCount / film.fps);
		stages.own("sound");
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
			childCpuMs: coded.childCpuMs,
			stages: stages.seen(),
		};
	} finally {
		await strips?.drop();
	}
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
