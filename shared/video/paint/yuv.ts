import { allocatePicture, type I420Picture } from "../plan/picture.ts";

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

/**
 * Opaque RGBA of an even size as I420, chroma by the mean of 2×2 pixels. Equals ffmpeg's
 * `scale=flags=area+accurate_rnd+full_chroma_int:out_color_matrix=bt709:out_range=tv` within 1.
 */
export function rgbaToI420(rgba: Uint8Array, widthPx: number, heightPx: number): I420Picture {
	const picture = allocatePicture(widthPx, heightPx);
	const { y, u, v } = picture;
	const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, widthPx * heightPx);
	// Most of a chat is flat: a block of one colour, the same as the block before, is not computed again.
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
			if (!isFlat || colour !== flat) {
				let sumR = 0;
				let sumG = 0;
				let sumB = 0;
				for (let corner = 0; corner < 4; corner++) {
					const pixel = (corner < 2 ? at : below) + (corner & 1);
					const r = rgba[4 * pixel] ?? 0;
					const g = rgba[4 * pixel + 1] ?? 0;
					const b = rgba[4 * pixel + 2] ?? 0;
					y[pixel] = toLuma(r, g, b);
					sumR += r;
					sumG += g;
					sumB += b;
				}
				u[chromaAt] = toU(sumR, sumG, sumB);
				v[chromaAt] = toV(sumR, sumG, sumB);
				if (!isFlat) continue;
				flat = colour;
				flatY = y[at] ?? 0;
				flatU = u[chromaAt] ?? 0;
				flatV = v[chromaAt] ?? 0;
			} else {
				y[at] = flatY;
				y[at + 1] = flatY;
				y[below] = flatY;
				y[below + 1] = flatY;
				u[chromaAt] = flatU;
				v[chromaAt] = flatV;
			}
		}
	}
	return picture;
}

export type Yuv = { readonly y: number; readonly u: number; readonly v: number };

/** Converts a `#rrggbb` colour to the samples that `rgbaToI420` makes of a flat area of it. */
export function toYuv(colour: string): Yuv {
	const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
	const [r, g, b] = [channel(1), channel(3), channel(5)];
	return { y: toLuma(r, g, b), u: toU(4 * r, 4 * g, 4 * b), v: toV(4 * r, 4 * g, 4 * b) };
}

function toLuma(r: number, g: number, b: number): number {
	return 16 + ((Y_R * r + Y_G * g + Y_B * b + HALF) >> 16);
}

/** From the sums of four pixels. */
function toU(r: number, g: number, b: number): number {
	return 128 + ((U_R * r + U_G * g + C_MAX * b + 2 * ONE) >> 18);
}

function toV(r: number, g: number, b: number): number {
	return 128 + ((C_MAX * r + V_G * g + V_B * b + 2 * ONE) >> 18);
}
