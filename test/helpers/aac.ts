import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sound } from "../../shared/video/sound/sound.ts";
import { decodePcm, ffmpeg } from "./ffmpeg.ts";

/** Frames of mono AAC-LC at 48 kHz as a stream with ADTS headers (ISO/IEC 14496-3, 1.A.2.2). */
export function adtsOf(frames: Iterable<Uint8Array>): Buffer {
	const parts = [...frames].flatMap((frame) => {
		const length = frame.length + 7;
		const header = [
			0xff,
			0xf1,
			0x4c,
			0x40 | (length >> 11),
			(length >> 3) & 255,
			((length & 7) << 5) | 31,
			252,
		];
		return [Buffer.from(header), frame];
	});
	return Buffer.concat(parts);
}

/** What the frames sound like, the encoder's delay of 1024 samples left out. */
export function decodeFrames(frames: Iterable<Uint8Array>): Float32Array {
	const dir = mkdtempSync(join(tmpdir(), "chatreel-aac-"));
	try {
		const file = join(dir, "sound.aac");
		writeFileSync(file, adtsOf(frames));
		return decodePcm(file).subarray(1024);
	} finally {
		rmSync(dir, { recursive: true });
	}
}

/** The frames that ffmpeg's encoder makes of samples of 48 kHz, without their ADTS headers. */
export function framesByFfmpeg(samples: Float32Array): readonly Uint8Array[] {
	const dir = mkdtempSync(join(tmpdir(), "chatreel-aac-"));
	try {
		const [raw, file] = [join(dir, "sound.raw"), join(dir, "sound.aac")];
		writeFileSync(raw, samples);
		const input = ["-f", "f32le", "-ar", "48000", "-ac", "1", "-i", raw];
		ffmpeg([...input, "-c:a", "aac", "-b:a", "96000", "-f", "adts", file]);
		const stream = readFileSync(file);
		const frames: Uint8Array[] = [];
		for (let at = 0; at < stream.length; ) {
			const [, , , b3 = 0, b4 = 0, b5 = 0] = stream.subarray(at, at + 6);
			const length = ((b3 & 3) << 11) | (b4 << 3) | (b5 >> 5);
			frames.push(stream.subarray(at + 7, at + length));
			at += length;
		}
		return frames;
	} finally {
		rmSync(dir, { recursive: true });
	}
}

/** The whole track, as whoever plays it should hear it. */
export function trackOf({ effects, starts }: Sound, sampleCount: number): Float32Array {
	const track = new Float32Array(sampleCount);
	for (const { effect, atSample } of starts) {
		const room = Math.max(0, sampleCount - atSample);
		track.set(effects[effect]?.samples.subarray(0, room) ?? [], Math.min(atSample, sampleCount));
	}
	return track;
}

/** The highest difference of two sounds, silence after the shorter. */
export function maxDifference(one: Float32Array, other: Float32Array): number {
	let max = 0;
	for (let i = 0; i < Math.max(one.length, other.length); i++)
		max = Math.max(max, Math.abs((one[i] ?? 0) - (other[i] ?? 0)));
	return max;
}

/** Signal-to-noise ratio in dB of a sound beside what it should be. */
export function snrOf(actual: Float32Array, expected: Float32Array): number {
	let [signal, noise] = [0, 0];
	for (let i = 0; i < expected.length; i++) {
		signal += (expected[i] ?? 0) ** 2;
		noise += ((actual[i] ?? 0) - (expected[i] ?? 0)) ** 2;
	}
	return 10 * Math.log10(signal / noise);
}
