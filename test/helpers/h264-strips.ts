import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type CodedStrip, createStripReader } from "../../shared/video/encode/h264/coded-strip.ts";
import { splitAnnexB } from "../../shared/video/encode/h264/nal.ts";
import { STRIP_X264_PARAMETERS } from "../../shared/video/encode/h264/strip-parameters.ts";
import { ffmpegPath } from "./ffmpeg.ts";

/** Debian's ffmpeg, a much younger decoder than the installed one. */
const SYSTEM_FFMPEG = "/usr/bin/ffmpeg";

/** The ffmpegs of this machine that decode in these tests; says so where there is but one. */
export function decoders(): readonly string[] {
	if (existsSync(SYSTEM_FFMPEG)) return [ffmpegPath, SYSTEM_FFMPEG];
	console.warn(`${SYSTEM_FFMPEG} is missing: decoded by the installed ffmpeg alone`);
	return [ffmpegPath];
}

export type StripSettings = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly qp: number;
	readonly preset?: string;
	/** In place of STRIP_X264_PARAMETERS. */
	readonly parameters?: string;
	/** In place of High. */
	readonly profile?: string;
};

/** x264's output for pictures of packed I420. */
export function codeStream(pictures: readonly Uint8Array[], settings: StripSettings): Buffer {
	const { widthPx, heightPx, qp, preset = "veryfast" } = settings;
	return run(
		ffmpegPath,
		[
			...["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", `${widthPx}x${heightPx}`, "-i", "-"],
			...["-c:v", "libx264", "-profile:v", settings.profile ?? "high", "-preset", preset, "-qp", `${qp}`],
			...["-x264-params", settings.parameters ?? STRIP_X264_PARAMETERS, "-f", "h264", "-"],
		],
		Buffer.concat(pictures),
	).stdout;
}

/** A picture as x264 coded it, and as it looks decoded on its own. */
export type Strip = { readonly coded: CodedStrip; readonly shown: Buffer };

/** The strips of a whole stream. */
export function readCodedStrips(stream: Uint8Array): readonly CodedStrip[] {
	const read = createStripReader();
	return splitAnnexB(stream).flatMap((nal) => read(nal) ?? []);
}

export function codeStrips(pictures: readonly Uint8Array[], settings: StripSettings): readonly Strip[] {
	const stream = codeStream(pictures, settings);
	const coded = readCodedStrips(stream);
	const shown = decodeRaw(stream, settings);
	if (coded.length !== pictures.length || shown.length !== pictures.length) {
		throw new Error(`${pictures.length} pictures, ${coded.length} coded, ${shown.length} decoded`);
	}
	return coded.map((strip, index) => ({ coded: strip, shown: shown[index] ?? Buffer.alloc(0) }));
}

export type Size = { readonly widthPx: number; readonly heightPx: number };

/**
 * No complaint: no SPS of ours tells how far pictures are reordered (docs/decoders.md), and an ffmpeg of 2018 says when it has seen it.
 * It holds back the very picture that it says so for. In an MP4 it knows from the times.
 */
const NOTICED_REORDERING = /^\[h264 @ 0x[0-9a-f]+\] Increasing reorder buffer to 1\n/;

/** Every picture of a bare stream as packed I420. Throws where the decoder has the least to say about the stream. */
export function decodeRaw(stream: Uint8Array, { widthPx, heightPx }: Size, decoder = ffmpegPath): Buffer[] {
	// Pictures as they come, none dropped or doubled by their times; the option has two names.
	const oneByOne = decoder === SYSTEM_FFMPEG ? ["-fps_mode", "passthrough"] : ["-vsync", "passthrough"];
	const strict = ["-loglevel", "warning", "-err_detect", "explode", "-xerror"];
	const { stdout, stderr } = run(
		decoder,
		[...strict, "-f", "h264", "-i", "-", ...oneByOne, "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"],
		stream,
	);
	if (stderr.replace(NOTICED_REORDERING, "") !== "") throw new Error(`${decoder} says: ${stderr}`);
	const length = (widthPx * heightPx * 3) / 2;
	return Array.from({ length: stdout.length / length }, (_, index) =>
		stdout.subarray(index * length, (index + 1) * length),
	);
}

function run(
	command: string,
	args: readonly string[],
	input: Uint8Array,
): { stdout: Buffer; stderr: string } {
	const done = spawnSync(command, ["-hide_banner", ...args], { input, maxBuffer: 2 ** 31 });
	const stderr = done.stderr.toString();
	if (done.status !== 0) throw new Error(`${command} failed: ${stderr.slice(-2000)}`);
	return { stdout: done.stdout, stderr };
}

/** A picture with flat parts, slopes, hard edges and noise, other for each seed: x264 uses all its intra modes on it. */
export function testPicture({ widthPx, heightPx }: Size, seed: number): Uint8Array {
	const picture = new Uint8Array((widthPx * heightPx * 3) / 2);
	let random = seed * 2654435761 + 1;
	const next = () => {
		random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
		return random >>> 16;
	};
	const fill = (from: number, width: number, height: number) => {
		for (let y = 0; y < height; y++) {
			for (let x = 0; x < width; x++) {
				const kind = (((x >> 3) * 7 + (y >> 3) * 13 + seed * 5) >> 1) % 4;
				const slope = (x * (seed % 5) + y * 3 + seed * 29) % 200;
				const sample = [128, slope, x % 5 < 2 ? 30 : 220, next() % 256][kind] ?? 0;
				picture[from + y * width + x] = 16 + (sample * 219) / 255;
			}
		}
	};
	const luma = widthPx * heightPx;
	fill(0, widthPx, heightPx);
	fill(luma, widthPx / 2, heightPx / 2);
	fill(luma + luma / 4, widthPx / 2, heightPx / 2);
	return picture;
}
