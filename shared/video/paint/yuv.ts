/**
 * BT.709's luma weights (ITU-R BT.709-6, item 3.2), limited range: luma 16–235, chroma 16–240 (item 4.6), in 16-bit
 * fixed point.
 */
const ONE = 1 << 16;
const HALF = ONE >> 1;
const luma = (weight: number) => Math.round((weight * 219 * ONE) / 255);
const chroma = (weight: number) => Math.round((weight * 224 * ONE) / 255);
const [KR, KG, KB] = [0.2126, 0.7152, 0.0722];
const Y_R = luma(KR);
const Y_G = luma(KG);
const Y_B = luma(KB);
const U_R = chroma(-KR / (2 * (1 - KB)));
const U_G = chroma(-KG / (2 * (1 - KB)));
const V_G = chroma(-KG / (2 * (1 - KR)));
const V_B = chroma(-KB / (2 * (1 - KR)));
const C_MAX = chroma(0.5);

/** Pixels in planar YUV 4:2:0, each as if it were opaque, with a plane of coverage for luma and one for chroma. */
export type CoveredPlanes = {
	readonly y: Uint8Array;
	readonly u: Uint8Array;
	readonly v: Uint8Array;
	readonly lumaCoverage: Uint8Array;
	readonly chromaCoverage: Uint8Array;
};

/**
 * Premultiplied RGBA of an even size as I420 with coverage, chroma and its coverage by the mean of 2×2 pixels. Only what is covered
 * is written: the planes must be 0 before. Opaque areas equal ffmpeg's
 * `scale=flags=area+accurate_rnd+full_chroma_int:out_color_matrix=bt709:out_range=tv` within 1. The samples are not multiplied by
 * their coverage: rounded so, smoothed edges are off by two levels about four times as often.
 */
export function writeCovered(
	{ y, u, v, lumaCoverage, chromaCoverage }: CoveredPlanes,
	rgba: Uint8Array,
	widthPx: number,
	heightPx: number,
): void {
	const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, widthPx * heightPx);
	let flat = -1;
	let flatY = 0;
	let flatU = 0;
	let flatV = 0;
	let chromaAt = 0;
	for (let row = 0; row < heightPx; row += 2) {
		for (let at = row * widthPx, end = at + widthPx; at < end; at += 2, chromaAt++) {
			const below = at + widthPx;
			const colour = pixels[at] ?? 0;
			const isFlat = colour === pixels[at + 1] && colour === pixels[below] && colour === pixels[below + 1];
			if (isFlat && colour === 0) continue;
			// Most of a chat is flat: a block of one opaque colour, the same as the block before, is not computed again, and its
			// coverage is written at once for as many as there are.
			if (isFlat && colour === flat) {
				let to = at;
				let chromaTo = chromaAt;
				while (
					to < end &&
					pixels[to] === colour &&
					pixels[to + 1] === colour &&
					pixels[to + widthPx] === colour &&
					pixels[to + widthPx + 1] === colour
				) {
					u[chromaTo] = flatU;
					v[chromaTo] = flatV;
					to += 2;
					chromaTo++;
				}
				y.fill(flatY, at, to);
				y.fill(flatY, below, to + widthPx);
				lumaCoverage.fill(255, at, to);
				lumaCoverage.fill(255, below, to + widthPx);
				chromaCoverage.fill(255, chromaAt, chromaTo);
				at = to - 2;
				chromaAt = chromaTo - 1;
				continue;
			}
			let sumR = 0;
			let sumG = 0;
			let sumB = 0;
			let sumA = 0;
			for (let corner = 0; corner < 4; corner++) {
				const pixel = (corner < 2 ? at : below) + (corner & 1);
				const r = rgba[4 * pixel] ?? 0;
				const g = rgba[4 * pixel + 1] ?? 0;
				const b = rgba[4 * pixel + 2] ?? 0;
				const a = rgba[4 * pixel + 3] ?? 0;
				// Where nothing is covered, r, g and b are 0 too, and the luma is any.
				y[pixel] =
					a === 255 ? toLuma(r, g, b) : 16.5 + (Y_R * r + Y_G * g + Y_B * b) * (255 / ONE / (a || 1));
				lumaCoverage[pixel] = a;
				sumR += r;
				sumG += g;
				sumB += b;
				sumA += a;
			}
			if (sumA === 1020) {
				u[chromaAt] = toU(sumR, sumG, sumB);
				v[chromaAt] = toV(sumR, sumG, sumB);
			} else {
				const scale = 255 / ONE / (sumA || 1);
				u[chromaAt] = 128.5 + (U_R * sumR + U_G * sumG + C_MAX * sumB) * scale;
				v[chromaAt] = 128.5 + (C_MAX * sumR + V_G * sumG + V_B * sumB) * scale;
			}
			chromaCoverage[chromaAt] = (sumA + 2) >> 2;
			if (!isFlat || sumA !== 1020) continue;
			flat = colour;
			flatY = y[at] ?? 0;
			flatU = u[chromaAt] ?? 0;
			flatV = v[chromaAt] ?? 0;
		}
	}
}

export type Yuv = { readonly y: number; readonly u: number; readonly v: number };

/** Converts a `#rrggbb` colour to the samples of a flat area of it. */
export function toYuv(colour: string): Yuv {
	const [r, g, b] = toRgb(colour);
	return { y: toLuma(r, g, b), u: toU(4 * r, 4 * g, 4 * b), v: toV(4 * r, 4 * g, 4 * b) };
}

/** The red, green and blue of a `#rrggbb` colour, 0–255. */
export function toRgb(colour: string): readonly [number, number, number] {
	const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
	return [channel(1), channel(3), channel(5)];
}

export function toLuma(r: number, g: number, b: number): number {
	return 16 + ((Y_R * r + Y_G * g + Y_B * b + HALF) >> 16);
}

/** From the sums of four pixels. */
export function toU(r: number, g: number, b: number): number {
	return 128 + ((U_R * r + U_G * g + C_MAX * b + 2 * ONE) >> 18);
}

/** From the sums of four pixels. */
export function toV(r: number, g: number, b: number): number {
	return 128 + ((C_MAX * r + V_G * g + V_B * b + 2 * ONE) >> 18);
}
