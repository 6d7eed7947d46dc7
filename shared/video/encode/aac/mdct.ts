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
	const windowed = new Float64Array(WINDOW_SAMPLES);
	for (let n = 0; n < WINDOW_SAMPLES; n++)
		windowed[n] = 2 * FULL_SCALE * (samples[n] ?? 0) * (WINDOW[n] ?? 0);
	const folded = new Float64Array(FRAME_SAMPLES);
	for (let n = 0; n < HALF; n++) {
		folded[n] = -(windowed[3 * HALF - 1 - n] ?? 0) - (windowed[3 * HALF + n] ?? 0);
		folded[HALF + n] = (windowed[n] ?? 0) - (windowed[FRAME_SAMPLES - 1 - n] ?? 0);
	}
	return transformFrame(folded);
}

/**
 * exp(−iπ(n + ⅛) / N), before and after a Fourier transform of N / 2 numbers, makes of it a DCT-IV of N:
 * (2n + ½)(2k + ½) = 4nk + (n + ⅛) + (k + ⅛).
 */
const TWIST = listTurns(HALF, (n) => (n + 1 / 8) / (2 * FRAME_SAMPLES));

/** The DCT-IV: the sum of x[n] cos(π/N (n + ½)(k + ½)). */
function transformFrame(samples: Float64Array): Float64Array {
	const re = new Float64Array(HALF);
	const im = new Float64Array(HALF);
	for (let n = 0; n < HALF; n++) {
		const cos = TWIST.cos[n] ?? 1;
		const sin = TWIST.sin[n] ?? 0;
		const a = samples[2 * n] ?? 0;
		const b = samples[FRAME_SAMPLES - 1 - 2 * n] ?? 0;
		// In the order in which `fourier` begins.
		const at = MIRRORED[n] ?? 0;
		re[at] = a * cos - b * sin;
		im[at] = a * sin + b * cos;
	}
	fourier(re, im);
	const result = new Float64Array(FRAME_SAMPLES);
	for (let k = 0; k < HALF; k++) {
		const cos = TWIST.cos[k] ?? 1;
		const sin = TWIST.sin[k] ?? 0;
		const a = re[k] ?? 0;
		const b = im[k] ?? 0;
		result[2 * k] = a * cos - b * sin;
		result[FRAME_SAMPLES - 1 - 2 * k] = -(a * sin + b * cos);
	}
	return result;
}

const ROOTS = listTurns(HALF / 2, (n) => n / HALF);

/** Each place with the order of its bits turned round. */
const MIRRORED = Uint16Array.from({ length: HALF }, (_, at) => {
	let [mirrored, rest] = [0, at];
	for (let bit = 1; bit < HALF; bit *= 2) {
		mirrored = 2 * mirrored + (rest & 1);
		rest >>= 1;
	}
	return mirrored;
});

/** The Fourier transform of `HALF` numbers at mirrored places, in place: radix 2, decimation in time. */
function fourier(re: Float64Array, im: Float64Array): void {
	for (let half = 1; half < HALF; half *= 2) {
		const rootStep = HALF / (2 * half);
		for (let n = 0; n < half; n++) {
			const cos = ROOTS.cos[n * rootStep] ?? 1;
			const sin = ROOTS.sin[n * rootStep] ?? 0;
			for (let upper = n; upper < HALF; upper += 2 * half) {
				const lower = upper + half;
				const a = re[lower] ?? 0;
				const b = im[lower] ?? 0;
				const turnedRe = a * cos - b * sin;
				const turnedIm = a * sin + b * cos;
				const upperRe = re[upper] ?? 0;
				const upperIm = im[upper] ?? 0;
				re[lower] = upperRe - turnedRe;
				im[lower] = upperIm - turnedIm;
				re[upper] = upperRe + turnedRe;
				im[upper] = upperIm + turnedIm;
			}
		}
	}
}

/** exp(−2πi · share). */
function listTurns(count: number, shareAt: (n: number) => number) {
	const [cos, sin] = [new Float64Array(count), new Float64Array(count)];
	for (let n = 0; n < count; n++) {
		cos[n] = Math.cos(2 * Math.PI * shareAt(n));
		sin[n] = -Math.sin(2 * Math.PI * shareAt(n));
	}
	return { cos, sin };
}
