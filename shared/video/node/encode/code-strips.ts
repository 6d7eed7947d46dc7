import { join } from "node:path";
import type { StreamJob } from "../../encode/fast/stream-plan.ts";
import { refuseIf } from "../../encode/h264/unsupported-stream-error.ts";
import { type DrawSlice, feedStrips } from "./feed-strips.ts";
import { ffmpegFailure, hasSucceeded } from "./ffmpeg-failure.ts";
import { readCpuMs } from "./ffmpeg-output.ts";
import { startFfmpeg } from "./ffmpeg-process.ts";
import { stripArguments } from "./strip-arguments.ts";
import { collectStrips, type StripFile } from "./strip-file.ts";

const STRIPS_NAME = "strips.part";

type CodeStripsOptions = {
	readonly ffmpegPath: string;
	/** The working directory of ffmpeg, and of the file of strips. */
	readonly dir: string;
	readonly signal: AbortSignal;
	readonly onStrips: (stripsDone: number) => void;
	readonly onChild: (pid: number) => void;
	/** Called when ffmpeg has ended, also if it failed. */
	readonly onChildCpu: (ms: number) => void;
};

type CodedStrips = {
	/** Call `drop` when the strips are no longer needed. */
	readonly strips: StripFile;
	readonly childCpuMs: number;
};

/**
 * Codes each slice of a stream as a strip with x264, in one process. Throws UnsupportedStreamError if strips of this x264 cannot be put
 * together, else as the plain engine does. If it throws, no file remains.
 */
export async function codeStrips(
	job: StreamJob,
	drawSlice: DrawSlice,
	{ ffmpegPath, dir, signal, onStrips, onChild, onChildCpu }: CodeStripsOptions,
): Promise<CodedStrips> {
	signal.throwIfAborted();
	const ffmpeg = startFfmpeg(ffmpegPath, stripArguments(job), dir, { hasOutput: true });
	if (ffmpeg.pid !== undefined) onChild(ffmpeg.pid);
	signal.addEventListener("abort", ffmpeg.kill, { once: true });
	const feed = feedStrips(job, drawSlice, ffmpeg.pictures, { signal, onStrips });
	const output = collectStrips(ffmpeg.output, join(dir, STRIPS_NAME));
	try {
		const [wereAllTaken, { strips, refusal }, end] = await Promise.all([feed, output, ffmpeg.ended]);
		const childCpuMs = readCpuMs(end.stderr);
		onChildCpu(childCpuMs);
		signal.throwIfAborted();
		if (!hasSucceeded(end) || !wereAllTaken) throw ffmpegFailure(end);
		if (refusal !== null) throw refusal;
		const expected = job.stream.slices.length;
		refuseIf(strips.count !== expected, `${strips.count} pictures where ${expected} strips were given`);
		return { strips, childCpuMs };
	} catch (error) {
		ffmpeg.kill();
		const [collected] = await Promise.allSettled([output, feed, ffmpeg.ended]);
		if (collected.status === "fulfilled") await collected.value.strips.drop();
		signal.throwIfAborted();
		throw error;
	} finally {
		signal.removeEventListener("abort", ffmpeg.kill);
	}
}
