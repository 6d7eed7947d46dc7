import { FRAME_SAMPLES, SAMPLE_RATE, toAmplitude } from "./format.ts";
import { findPeak, scaled } from "./mix.ts";

/** Both sounds are ours, made of sines; they begin and end at exactly zero, and peak at −6 dBFS. */
const PEAK_DBFS = -6;

/** Seconds from silence to full level: soft, but heard at the message. */
const ATTACK_SECONDS = 0.006;

/**
 * Whole AAC frames, 0.23 s and 0.45 s: less than the 0.5 s that the last message of a video stands at the least, so no
 * sound is cut off.
 */
const SEND_SAMPLES = 11 * FRAME_SAMPLES;
const RECEIVE_SAMPLES = 21 * FRAME_SAMPLES;

/** A drop of water that flies off: one tone that glides up from A4 by a ninth, quickly at first. */
export function sendSound(): Float32Array {
	const lowHz = 440;
	const riseHz = 560;
	const glideSeconds = 0.07;
	return shaped(SEND_SAMPLES, (seconds) => {
		const glide = glideSeconds * (1 - Math.exp(-seconds / glideSeconds));
		// The integral of a frequency that goes from lowHz to lowHz + riseHz.
		const turns = (lowHz + riseHz) * seconds - riseHz * glide;
		return ring(seconds, turns, 0.08, [1, 0.18, 0.05]);
	});
}

/** Two small bells, A5 and then the E6 above it. */
export function receiveSound(): Float32Array {
	const secondAt = 0.085;
	return shaped(RECEIVE_SAMPLES, (seconds) => {
		const first = ring(seconds, 880 * seconds, 0.09, BELL);
		const late = seconds - secondAt;
		const second = late < 0 ? 0 : ring(late, 1318.51 * late, 0.12, BELL);
		return 0.8 * first + second;
	});
}

/** Levels of the first partials; the fourth, without the third, is what makes a struck bar sound like one. */
const BELL = [1, 0.12, 0, 0.1] as const;

/** A tone struck at 0 that rings off; higher partials ring off sooner. `turns` is the phase of the lowest. */
function ring(seconds: number, turns: number, decaySeconds: number, levels: readonly number[]): number {
	let sum = 0;
	for (let partial = 1; partial <= levels.length; partial++) {
		const level = levels[partial - 1] ?? 0;
		if (level === 0) continue;
		const decay = Math.exp((-seconds * partial) / decaySeconds);
		sum += level * decay * Math.sin(2 * Math.PI * partial * turns);
	}
	return smoothStep(seconds / ATTACK_SECONDS) * sum;
}

/** From 0 at 0 to 1 at 1 and after, level at both ends. */
function smoothStep(x: number): number {
	const share = Math.min(1, x);
	return share * share * (3 - 2 * share);
}

/** A wave brought to exactly zero at its last sample, and to the common peak. */
function shaped(length: number, wave: (seconds: number) => number): Float32Array {
	const raw = new Float64Array(length);
	for (let index = 0; index < length; index++) {
		const left = 1 - index / (length - 1);
		raw[index] = wave(index / SAMPLE_RATE) * left * left;
	}
	return scaled(raw, toAmplitude(PEAK_DBFS) / findPeak(raw));
}
