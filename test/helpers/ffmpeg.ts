import { type StdioOptions, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import installer from "@ffmpeg-installer/ffmpeg";

/** The ffmpeg that the tests decode with: the installed one. */
export const ffmpegPath = installer.path;

/**
 * Runs ffmpeg to its end; throws with its last lines where it fails. What it gives goes through a file: by a pipe, a hundred
 * MB of pictures took a second of CPU.
 */
export function ffmpeg(args: readonly string[]): { stdout: Buffer; stderr: string } {
	const dir = mkdtempSync(join(tmpdir(), "ffmpeg-"));
	const output = openSync(join(dir, "output"), "w");
	try {
		const stdio: StdioOptions = ["ignore", output, "pipe"];
		const run = spawnSync(ffmpegPath, ["-hide_banner", "-nostdin", ...args], { stdio, maxBuffer: 2 ** 31 });
		const stderr = run.stderr.toString();
		if (run.status !== 0) throw new Error(`ffmpeg failed: ${stderr.slice(-2000)}`);
		return { stdout: readFileSync(join(dir, "output")), stderr };
	} finally {
		closeSync(output);
		rmSync(dir, { recursive: true });
	}
}

export type StreamInfo = {
	/** What ffmpeg says of the stream, e.g. `h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709), 320x568, …`. */
	video: string | null;
	audio: string | null;
	widthPx: number;
	heightPx: number;
	fps: number;
};

/** What `ffmpeg -i` prints of a file's streams (the installed packages hold no ffprobe). */
export function streamInfo(file: string): StreamInfo {
	const { stderr } = ffmpeg(["-i", file, "-map", "0", "-c", "copy", "-f", "null", "-"]);
	const input = stderr.slice(0, stderr.indexOf("Output #0"));
	const video = /Video: (.*)/.exec(input)?.[1] ?? null;
	const [, width, height] = /, (\d+)x(\d+)/.exec(video ?? "") ?? [];
	const [, fps] = /, ([\d.]+) fps/.exec(video ?? "") ?? [];
	const audio = /Audio: (.*)/.exec(input)?.[1] ?? null;
	return { video, audio, widthPx: Number(width), heightPx: Number(height), fps: Number(fps) };
}

/** Every frame as packed I420, in the order shown. For small videos: it holds them all. */
export function decodeI420(file: string): Buffer[] {
	const { widthPx, heightPx } = streamInfo(file);
	return cut(rawVideo(file, "null", "yuv420p"), (widthPx * heightPx * 3) / 2);
}

/** One frame as packed I420: Y, then U, then V. */
export function decodeI420At(file: string, index: number): Buffer {
	return rawVideo(file, `select=eq(n\\,${index})`, "yuv420p");
}

/** One frame as RGBA, converted by BT.709, limited range. */
export function decodeRgbaAt(file: string, index: number): Buffer {
	const conversion =
		"scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=bilinear+accurate_rnd+full_chroma_int";
	return rawVideo(file, `select=eq(n\\,${index}),${conversion}`, "rgba");
}

/** The sound as a player hears it, edit lists applied, mono. */
export function decodePcm(file: string, sampleRate = 48_000): Float32Array {
	const { stdout } = ffmpeg([
		"-i",
		file,
		"-map",
		"0:a",
		"-f",
		"f32le",
		"-ac",
		"1",
		"-ar",
		`${sampleRate}`,
		"-",
	]);
	return new Float32Array(new Uint8Array(stdout).buffer);
}

/** Peak signal-to-noise ratio of bytes in dB; Infinity where they are equal. */
export function psnrOf(actual: Uint8Array, expected: Uint8Array): number {
	if (actual.length !== expected.length)
		throw new RangeError(`${actual.length} bytes beside ${expected.length}`);
	let sum = 0;
	for (let at = 0; at < actual.length; at += SUMMED_AT_ONCE)
		sum += squaredError(actual, expected, at, Math.min(at + SUMMED_AT_ONCE, actual.length));
	return 10 * Math.log10(255 ** 2 / (sum / actual.length));
}

/** So many squares of bytes fit 31 bits: to add whole numbers takes half the time, and whole videos are measured. */
const SUMMED_AT_ONCE = 2 ** 14;

function squaredError(actual: Uint8Array, expected: Uint8Array, from: number, to: number): number {
	let sum = 0;
	for (let i = from; i < to; i++) {
		const difference = (actual[i] ?? 0) - (expected[i] ?? 0);
		sum = (sum + difference * difference) | 0;
	}
	return sum;
}

function rawVideo(file: string, filter: string, pixelFormat: string): Buffer {
	const output = ["-vsync", "0", "-f", "rawvideo", "-pix_fmt", pixelFormat, "-"];
	return ffmpeg(["-err_detect", "explode", "-i", file, "-map", "0:v", "-vf", filter, ...output]).stdout;
}

function cut(data: Buffer, length: number): Buffer[] {
	return Array.from({ length: data.length / length }, (_, index) =>
		data.subarray(index * length, (index + 1) * length),
	);
}
