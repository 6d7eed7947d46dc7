import { toAmplitude } from "./format.ts";
import type { Stretch } from "./stretches.ts";

/** dBFS. The 1 dB left over is for the peaks that AAC and resampling make (EBU R 128 allows −1 dBTP at most). */
const CEILING_DBFS = -1;

/**
 * Sums sounds that overlap, at a share of their amplitude. A sum above −1 dBFS is made quieter as a whole, until its peak is just
 * there: that keeps the shape, which clipping or a limiter would distort. At full volume a single sound is not changed, and is the
 * same array.
 */
export function mix({ sounds, length }: Stretch, volume: number): Float32Array {
	const [first, ...others] = sounds;
	const isAlone = first !== undefined && others.length === 0 && first.samples.length === length;
	if (isAlone && volume === 1 && findPeak(first.samples) <= toAmplitude(CEILING_DBFS)) return first.samples;
	const sum = new Float64Array(length);
	for (const { samples, atSample } of sounds) {
		for (let index = 0; index < samples.length; index++)
			sum[atSample + index] = (sum[atSample + index] ?? 0) + (samples[index] ?? 0);
	}
	const gain = Math.min(volume, toAmplitude(CEILING_DBFS) / findPeak(sum));
	return scaled(sum, gain);
}

export function findPeak(samples: Float32Array | Float64Array): number {
	let peak = 0;
	for (let index = 0; index < samples.length; index++) peak = Math.max(peak, Math.abs(samples[index] ?? 0));
	return peak;
}

export function scaled(samples: Float64Array, gain: number): Float32Array {
	const result = new Float32Array(samples.length);
	for (let index = 0; index < samples.length; index++) result[index] = (samples[index] ?? 0) * gain;
	return result;
}
