import { amplitudeOf } from "./format.ts";
import type { Stretch } from "./stretches.ts";

/** dBFS. The 1 dB left over is for the peaks that AAC and resampling make (EBU R 128 allows −1 dBTP at most). */
const CEILING_DBFS = -1;

/**
 * The sum of sounds that overlap. A sum above −1 dBFS is made quieter as a whole, until its peak is just there: that
 * keeps the shape, where clipping or a limiter would distort it. One sound alone comes out as it went in.
 */
export function mix({ sounds, length }: Stretch): Float32Array {
	const sum = new Float64Array(length);
	for (const { samples, atSample } of sounds) {
		for (const [index, sample] of samples.entries())
			sum[atSample + index] = (sum[atSample + index] ?? 0) + sample;
	}
	const gain = Math.min(1, amplitudeOf(CEILING_DBFS) / peakOf(sum));
	return Float32Array.from(sum, (sample) => sample * gain);
}

export function peakOf(samples: Iterable<number>): number {
	let peak = 0;
	for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
	return peak;
}
