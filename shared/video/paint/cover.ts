/**
 * The coverage of a plane, as stretches of its rows. What is in none is empty. Opaque stretches are copied, and only the others,
 * edges and letters without a ground, are blended. It takes little memory, for most of what is drawn is opaque or empty.
 */
export type Cover = {
	/** Where each row's stretches begin in `stretches`, and where the last row's end. */
	readonly rowStarts: Int32Array;
	/** Three numbers each: the first column, the column after the last, and the place of the first value, or OPAQUE. */
	readonly stretches: Int32Array;
	readonly values: Uint8Array;
};

export const OPAQUE = -1;

/** Shorter opaque or empty stretches become part of the others: blending some pixels is quicker than one more stretch. */
const LEAST_PX = 16;

/** Makes the cover of a plane of coverages, 0 to 255, which begins at a multiple of four bytes of its buffer. */
export function createCover(coverage: Uint8Array, width: number, height: number): Cover {
	const rowStarts = new Int32Array(height + 1);
	const stretches: number[] = [];
	const blended: Uint8Array[] = [];
	let valueCount = 0;
	const words = new Uint32Array(coverage.buffer, coverage.byteOffset, coverage.length >> 2);
	const blend = (from: number, to: number, row: number) => {
		if (from === to) return;
		stretches.push(from, to, valueCount);
		blended.push(coverage.subarray(row + from, row + to));
		valueCount += to - from;
	};
	for (let row = 0; row < height; row++) {
		const start = row * width;
		rowStarts[row] = stretches.length;
		let blendFrom = 0;
		let blendTo = 0;
		for (let from = 0; from < width; ) {
			const value = coverage[start + from] ?? 0;
			const to = endOfRun(coverage, words, start + from, start + width) - start;
			const isLong = to - from >= LEAST_PX || (value === 0 && (from === 0 || to === width));
			if (isLong && (value === 0 || value === 255)) {
				blend(blendFrom, blendTo, start);
				if (value === 255) stretches.push(from, to, OPAQUE);
				blendFrom = to;
			}
			blendTo = to;
			from = to;
		}
		blend(blendFrom, blendTo, start);
	}
	rowStarts[height] = stretches.length;
	const values = new Uint8Array(valueCount);
	let at = 0;
	for (const part of blended) {
		values.set(part, at);
		at += part.length;
	}
	return { rowStarts, stretches: Int32Array.from(stretches), values };
}

/** Where a run of equal values ends. It is read four values at a time where it can be. */
function endOfRun(coverage: Uint8Array, words: Uint32Array, from: number, end: number): number {
	const value = coverage[from] ?? 0;
	const word = (value * 0x01010101) >>> 0;
	let to = from + 1;
	while (to < end && coverage[to] === value) {
		if ((to & 3) === 0) while (to + 4 <= end && words[to >> 2] === word) to += 4;
		if (to < end && coverage[to] === value) to++;
	}
	return to;
}

/** The bytes that a cover takes. */
export function countCoverBytes({ rowStarts, stretches, values }: Cover): number {
	return 4 * (rowStarts.length + stretches.length) + values.length;
}
