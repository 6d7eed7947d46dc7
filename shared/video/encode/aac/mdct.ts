import { FRAME_SAMPLES } from "./aac-track.ts";

/** Samples of a window: two frames. */
export const WINDOW_SAMPLES = 2 * FRAME_SAMPLES;

/** AAC computes with samples of 16 bits. */
const FULL_SCALE = 32_768;

const HALF = FRAME_SAMPLES / 2;

/** The sine window (ISO/IEC 14496-3, 4.6.11.3.2), as all frames here have. */
const WINDOW = Float64Array.from({ length: WINDOW_SAMPLES }, (_, n) =>
	Math.sin((Math.PI / WINDOW_SAMPLES) * (n + 0.5)),
);

/**
 * The modified discrete cosine transform of two frames of samples in −1..1, windowed: the inverse of what a decoder does
 * (ISO/IEC 14496-3, 4.6.11.3.1). The window is folded to the samples of one frame, which a DCT-IV transforms.
 */
export function transformWindow(samples: Float32Array): Float64Array {
	const at = (n: number) => 2 * FULL_SCALE * (samples[n] ?? 0) * (WINDOW[n] ?? 0);
	const folded = Float64Array.from({ length: FRAME_SAMPLES }, (_, n) =>
		n < HALF ? -at(3 * HALF - 1 - n) - at(3 * HALF + n) : at(n - HALF) - at(3 * HALF - 1 - n),
	);
	return transformFrame(folded);
}

/**
 * exp(−iπ(n + ⅛) / N), before and after a Fourier transform of N / 2 numbers, makes of it a DCT-IV of N:
 * (2n + ½)(2k + ½) = 4nk + (n + ⅛) + (k + ⅛).
 */
const TWIST = Array.from({ length: HALF }, (_, n) => turn((n + 1 / 8) / (2 * FRAME_SAMPLES)));

/** The DCT-IV: the sum of x[n] cos(π/N (n + ½)(k + ½)). */
function transformFrame(samples: Float64Array): Float64Array {
	const [re, im] = [new Float64Array(HALF), new Float64Array(HALF)];
	for (const [n, [cos, sin]] of TWIST.entries()) {
		const [a, b] = [samples[2 * n] ?? 0, samples[FRAME_SAMPLES - 1 - 2 * n] ?? 0];
		re[n] = a * cos - b * sin;
		im[n] = a * sin + b * cos;
	}
	fourier(re, im);
	const result = new Float64Array(FRAME_SAMPLES);
	for (const [k, [cos, sin]] of TWIST.entries()) {
		const [a, b] = [re[k] ?? 0, im[k] ?? 0];
		result[2 * k] = a * cos - b * sin;
		result[FRAME_SAMPLES - 1 - 2 * k] = -(a * sin + b * cos);
	}
	return result;
}

const ROOTS = Array.from({ length: HALF / 2 }, (_, n) => turn(n / HALF));

/** The Fourier transform of `HALF` numbers in place: radix 2, decimation in time. */
function fourier(re: Float64Array, im: Float64Array): void {
	for (let at = 0; at < HALF; at++) {
		const mirrored = mirrorBits(at);
		if (mirrored <= at) continue;
		[re[at], re[mirrored]] = [re[mirrored] ?? 0, re[at] ?? 0];
		[im[at], im[mirrored]] = [im[mirrored] ?? 0, im[at] ?? 0];
	}
	for (let half = 1; half < HALF; half *= 2) {
		for (let from = 0; from < HALF; from += 2 * half) {
			for (let n = 0; n < half; n++) {
				const [cos, sin] = ROOTS[(n * HALF) / (2 * half)] ?? [1, 0];
				const [upper, lower] = [from + n, from + n + half];
				const [a, b] = [re[lower] ?? 0, im[lower] ?? 0];
				const [turnedRe, turnedIm] = [a * cos - b * sin, a * sin + b * cos];
				re[lower] = (re[upper] ?? 0) - turnedRe;
				im[lower] = (im[upper] ?? 0) - turnedIm;
				re[upper] = (re[upper] ?? 0) + turnedRe;
				im[upper] = (im[upper] ?? 0) + turnedIm;
			}
		}
	}
}

function mirrorBits(value: number): number {
	let [mirrored, rest] = [0, value];
	for (let bit = 1; bit < HALF; bit *= 2) {
		mirrored = 2 * mirrored + (rest & 1);
		rest >>= 1;
	}
	return mirrored;
}

/** exp(−2πi · share). */
function turn(share: number): readonly [cos: number, sin: number] {
	return [Math.cos(2 * Math.PI * share), -Math.sin(2 * Math.PI * share)];
}
