import { buffer } from "node:stream/consumers";
import type { PictureAt } from "../plan/engine.ts";
import type { RenderPlan } from "../plan/render-plan.ts";
import { feedStrips } from "./feed-strips.ts";
import { ffmpegFailure, hasSucceeded } from "./ffmpeg-failure.ts";
import { cpuMsOf } from "./ffmpeg-output.ts";
import { startFfmpeg } from "./ffmpeg-process.ts";
import { type CodedStrip, readCodedStrips } from "./h264/coded-strip.ts";
import { refuseIf } from "./h264/unsupported-stream-error.ts";
import { stripArguments } from "./strip-arguments.ts";

export type CodeStripsOptions = {
	readonly ffmpegPath: string;
	/** Where ffmpeg runs; it writes nothing there. */
	readonly dir: string;
	readonly signal: AbortSignal;
	readonly onStrips: (stripsDone: number) => void;
	readonly onChild: (pid: number) => void;
	/** Told as soon as it has ended, whatever it made. */
	readonly onChildCpu: (ms: number) => void;
};

export type CodedStrips = { readonly strips: readonly CodedStrip[]; readonly childCpuMs: number };

/**
 * Has x264 code each strip of a plan, in one process. Coded they are as large as their part of the file: they are kept.
 * Throws UnsupportedStreamError where x264 gives what cannot be put together; else as the plain engine does.
 */
export async function codeStrips(
	plan: RenderPlan,
	pictureAt: PictureAt,
	{ ffmpegPath, dir, signal, onStrips, onChild, onChildCpu }: CodeStripsOptions,
): Promise<CodedStrips> {
	signal.throwIfAborted();
	const ffmpeg = startFfmpeg(ffmpegPath, stripArguments(plan), dir, { hasOutput: true });
	if (ffmpeg.pid !== undefined) onChild(ffmpeg.pid);
	signal.addEventListener("abort", ffmpeg.kill, { once: true });
	const feed = feedStrips(plan, pictureAt, ffmpeg.pictures, { signal, onStrips });
	const output = buffer(ffmpeg.output);
	try {
		const wereAllTaken = await feed;
		const end = await ffmpeg.ended;
		signal.throwIfAborted();
		if (!hasSucceeded(end) || !wereAllTaken) throw ffmpegFailure(end);
		const childCpuMs = cpuMsOf(end.stderr);
		onChildCpu(childCpuMs);
		const strips = readCodedStrips(await output);
		const expected = plan.pictures.strips.length;
		refuseIf(strips.length !== expected, `${strips.length} pictures where ${expected} strips were given`);
		return { strips, childCpuMs };
	} catch (error) {
		ffmpeg.kill();
		await Promise.allSettled([ffmpeg.ended, feed, output]);
		signal.throwIfAborted();
		throw error;
	} finally {
		signal.removeEventListener("abort", ffmpeg.kill);
	}
}
