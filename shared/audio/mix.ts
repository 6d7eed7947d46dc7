import { amplitudeOf, SAMPLE_RATE } from "./format.ts";
import type { Placed } from "./stretches.ts";

/** dBFS. The 1 dB left over is for the peaks that AAC and resampling make (EBU R 128 allows −1 dBTP at most). */
const CEILING_DBFS = -1;

/** Long enough not to click. */
const FADE_SAMPLES = SAMPLE_RATE / 100;

/**
 * The sum of sounds that overlap. A sum above −1 dBFS is made quieter as a whole, until its peak is just there: that
 * keeps the shape, where clipping or a limiter would distort it. One sound alone comes out as it went in.
 */
export function mix(sounds: readonly Placed[], length: number): Float32Array {
	const sum = new Float64Array(length);
	for (const { samples, atSample } of sounds) {
		for (const [index, sample] of samples.entries())
			sum[atSample + index] = (sum[atSample + index] ?? 0) + sample;
	}
	const gain = Math.min(1, amplitudeOf(CEILING_DBFS) / peakOf(sum));
	return Float32Array.from(sum, (sample) => sample * gain);
}

export function peakOf(samples: Float32Array | Float64Array): number {
	return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}

/** The first `length` samples, the last 10 ms of them faded to zero where something is cut off. */
export function endBy(length: number, samples: Float32Array): Float32Array {
	if (length >= samples.length) return samples;
	return samples
		.subarray(0, length)
		.map((sample, index) => sample * Math.min(1, (length - 1 - index) / FADE_SAMPLES));
}
