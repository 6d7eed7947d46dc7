import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sound } from "../../shared/video/sound/sound.ts";
import { decodePcm } from "./ffmpeg.ts";

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
