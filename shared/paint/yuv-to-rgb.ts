import type { I420Picture } from "../core/picture.ts";

/** The inverse of `rgbaToI420`: ITU-R BT.709-6, item 3, solved for R, G and B, limited range (item 4.6). */
const [KR, KG, KB] = [0.2126, 0.7152, 0.0722];
const LUMA = 255 / 219;
const CHROMA = 255 / 224;
const V_TO_R = 2 * (1 - KR) * CHROMA;
const U_TO_B = 2 * (1 - KB) * CHROMA;
const V_TO_G = (2 * KR * (1 - KR) * CHROMA) / KG;
const U_TO_G = (2 * KB * (1 - KB) * CHROMA) / KG;

/** A picture as opaque RGBA, four bytes a pixel; each chroma sample stands for its 2×2 pixels. */
export function i420ToRgba({ widthPx, heightPx, y, u, v }: I420Picture): Uint8ClampedArray<ArrayBuffer> {
	const rgba = new Uint8ClampedArray(4 * widthPx * heightPx);
	for (let row = 0; row < heightPx; row++) {
		const chromaRow = (row >> 1) * (widthPx / 2);
		for (let x = 0; x < widthPx; x++) {
			const pixel = row * widthPx + x;
			const luma = LUMA * ((y[pixel] ?? 0) - 16);
			const du = (u[chromaRow + (x >> 1)] ?? 0) - 128;
			const dv = (v[chromaRow + (x >> 1)] ?? 0) - 128;
			rgba[4 * pixel] = luma + V_TO_R * dv;
			rgba[4 * pixel + 1] = luma - U_TO_G * du - V_TO_G * dv;
			rgba[4 * pixel + 2] = luma + U_TO_B * du;
			rgba[4 * pixel + 3] = 255;
		}
	}
	return rgba;
}
