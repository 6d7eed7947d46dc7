import { FRAME_SAMPLES, SAMPLE_RATE, toAmplitude } from "./format.ts";
import { findPeak, scaled } from "./mix.ts";

/** A sound of our own, made of sines. */
export type Tone = {
	/** Its length in whole AAC frames: less than the 0.5 s that the last message of a video stands at the least, so none is cut off. */
	readonly frames: number;
	readonly peakDbfs: number;
	/** `left`: the share of the sound that is still to come, from 1 to 0. */
	readonly wave: (seconds: number, left: number) => number;
};

/** How one playing of a tone differs from the tone itself. */
export type Variant = { readonly gainDb: number; readonly pitch: number };

/** A tone at its peak. It begins and ends at exactly zero, if its wave does. */
export function renderTone({ frames, peakDbfs, wave }: Tone, { gainDb, pitch }: Variant): Float32Array {
	const raw = new Float64Array(frames * FRAME_SAMPLES);
	for (let index = 0; index < raw.length; index++) {
		const left = 1 - index / (raw.length - 1);
		raw[index] = wave((index * pitch) / SAMPLE_RATE, left);
	}
	return scaled(raw, toAmplitude(peakDbfs + gainDb) / findPeak(raw));
}

/** A wave that is brought to exactly zero at the last sample. */
export function fadingOut(wave: (seconds: number) => number): Tone["wave"] {
	return (seconds, left) => wave(seconds) * left * left;
}

/**
 * A tone struck at 0 that rings off; higher partials ring off sooner. `turns` is the phase of the lowest. It is at full level after
 * `attackSeconds`: soft, but heard at the message.
 */
export function ring(
	seconds: number,
	turns: number,
	decaySeconds: number,
	levels: readonly number[],
	attackSeconds = 0.006,
): number {
	let sum = 0;
	for (let partial = 1; partial <= levels.length; partial++) {
		const level = levels[partial - 1] ?? 0;
		if (level === 0) continue;
		const decay = Math.exp((-seconds * partial) / decaySeconds);
		sum += level * decay * Math.sin(2 * Math.PI * partial * turns);
	}
	return smoothStep(seconds / attackSeconds) * sum;
}

/** From 0 at 0 to 1 at 1 and after, level at both ends. */
export function smoothStep(x: number): number {
	const share = Math.min(1, Math.max(0, x));
	return share * share * (3 - 2 * share);
}

/** The integral of `smoothStep` from 0. */
export function smoothStepSum(x: number): number {
	const share = Math.min(1, Math.max(0, x));
	return share ** 3 - share ** 4 / 2 + Math.max(0, x - 1);
}
