import { tmpdir } from "node:os";
import { buffer } from "node:stream/consumers";
import { type AdtsStream, parseAdts } from "../../encode/aac/adts.ts";
import { AAC_BITS_PER_SECOND } from "../../sound/format.ts";
import type { Sound } from "../../sound/sound.ts";
import { feedSound } from "./feed-sound.ts";
import { ffmpegFailure, hasSucceeded } from "./ffmpeg-failure.ts";
import { readCpuMs } from "./ffmpeg-output.ts";
import { startFfmpeg } from "./ffmpeg-process.ts";
import { WITHOUT_PROBING } from "./plain-arguments.ts";

export type AacEncoderOptions = {
	readonly ffmpegPath: string;
	/** Ends ffmpeg; the call rejects with the signal's reason. */
	readonly signal: AbortSignal;
	readonly onChild?: (pid: number) => void;
};

/** Encodes a whole sound to frames in memory, with the plain engine's settings. */
export async function encodeAac(
	sound: Sound,
	sampleCount: number,
	{ ffmpegPath, signal, onChild = () => {} }: AacEncoderOptions,
): Promise<AdtsStream & { readonly childCpuMs: number }> {
	signal.throwIfAborted();
	const ffmpeg = startFfmpeg(ffmpegPath, aacArguments(sound.sampleRate), tmpdir(), { hasOutput: true });
	if (ffmpeg.pid !== undefined) onChild(ffmpeg.pid);
	signal.addEventListener("abort", ffmpeg.kill, { once: true });
	const feed = feedSound(sound, sampleCount / sound.sampleRate, ffmpeg.pictures, signal);
	try {
		const [wasAllTaken, output, end] = await Promise.all([feed, buffer(ffmpeg.output), ffmpeg.ended]);
		signal.throwIfAborted();
		if (!hasSucceeded(end) || !wasAllTaken) throw ffmpegFailure(end);
		return { ...parseAdts(output), childCpuMs: readCpuMs(end.stderr) };
	} catch (error) {
		ffmpeg.kill();
		await Promise.allSettled([feed, ffmpeg.ended]);
		signal.throwIfAborted();
		throw error;
	} finally {
		signal.removeEventListener("abort", ffmpeg.kill);
	}
}

function aacArguments(sampleRate: number): readonly string[] {
	return [
		...["-hide_banner", "-nostats", "-benchmark"],
		...WITHOUT_PROBING,
		...["-f", "f32le", "-ar", `${sampleRate}`, "-ac", "1", "-i", "pipe:0"],
		...["-c:a", "aac", "-b:a", `${AAC_BITS_PER_SECOND}`, "-threads", "1"],
		...["-f", "adts", "pipe:1"],
	];
}
