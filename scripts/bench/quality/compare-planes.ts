/** How far one plane of a decoded picture is from what was drawn; sums, so that planes and pictures add up. */
export type Difference = {
	readonly samples: number;
	readonly squaredError: number;
	/** Windows of SSIM, and the sum of what they have. */
	readonly windows: number;
	readonly ssim: number;
};

export const NO_DIFFERENCE: Difference = { samples: 0, squaredError: 0, windows: 0, ssim: 0 };

/** Windows do not overlap: half of x264's and ffmpeg's, which step by 4, and a quarter of the time. */
const WINDOW = 8;

/** Wang et al., "Image Quality Assessment: From Error Visibility to Structural Similarity" (2004), K1 and K2, of 8 bits. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** Compares two planes whose rows are packed. */
export function comparePlanes(decoded: Uint8Array, drawn: Uint8Array, width: number): Difference {
	const height = drawn.length / width;
	if (decoded.length !== drawn.length || !Number.isInteger(height))
		throw new RangeError(`${decoded.length} samples beside ${drawn.length}, in rows of ${width}`);
	const total = { ...NO_DIFFERENCE };
	for (let top = 0; top < height; top += WINDOW) {
		const bottom = Math.min(top + WINDOW, height);
		for (let left = 0; left < width; left += WINDOW) {
			const columns = Math.min(WINDOW, width - left);
			const from = top * width + left;
			addWindow(total, decoded, drawn, { from, end: bottom * width, width, columns });
		}
	}
	return total;
}

type Window = {
	readonly from: number;
	readonly end: number;
	readonly width: number;
	readonly columns: number;
};

/** Adds to the total itself: a frame has fifty thousand windows. */
function addWindow(
	total: { -readonly [Sum in keyof Difference]: number },
	decoded: Uint8Array,
	drawn: Uint8Array,
	{ from, end, width, columns }: Window,
): void {
	let [samples, sumA, sumB, squares, products] = [0, 0, 0, 0, 0];
	for (let start = from; start < end; start += width) {
		for (let at = start; at < start + columns; at++) {
			const a = decoded[at] ?? 0;
			const b = drawn[at] ?? 0;
			sumA += a;
			sumB += b;
			squares += a * a + b * b;
			products += a * b;
		}
		samples += columns;
	}
	const [meanA, meanB] = [sumA / samples, sumB / samples];
	const squaredMeans = meanA * meanA + meanB * meanB;
	const covariance = products / samples - meanA * meanB;
	total.samples += samples;
	total.squaredError += squares - 2 * products;
	total.windows += 1;
	total.ssim +=
		((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
		((squaredMeans + C1) * (squares / samples - squaredMeans + C2));
}

export function addDifferences(a: Difference, b: Difference): Difference {
	return {
		samples: a.samples + b.samples,
		squaredError: a.squaredError + b.squaredError,
		windows: a.windows + b.windows,
		ssim: a.ssim + b.ssim,
	};
}

/** Peak signal-to-noise ratio; Infinity where nothing differs. */
export function decibels({ squaredError, samples }: Pick<Difference, "squaredError" | "samples">): number {
	return 10 * Math.log10((255 ** 2 * samples) / squaredError);
}
