import type { I420Picture } from "../scene/picture.ts";

/** ITU-R BT.709-6, item 3, solved for R, G and B, limited range (item 4.6): the inverse of `toYuv`. */
const [KR, KG, KB] = [0.2126, 0.7152, 0.0722];
const LUMA = 255 / 219;
const CHROMA = 255 / 224;
const V_TO_R = 2 * (1 - KR) * CHROMA;
const U_TO_B = 2 * (1 - KB) * CHROMA;
const V_TO_G = (2 * KR * (1 - KR) * CHROMA) / KG;
const U_TO_G = (2 * KB * (1 - KB) * CHROMA) / KG;

/** A picture as opaque RGBA: each chroma sample is for its 2×2 pixels. */
export function fullSizeRgba({ widthPx, heightPx, y, u, v }: I420Picture): Uint8ClampedArray<ArrayBuffer> {
	const rgba = new Uint8ClampedArray(4 * widthPx * heightPx);
	for (let pixel = 0; pixel < y.length; pixel++) {
		const chroma = (Math.floor(pixel / widthPx) >> 1) * (widthPx / 2) + ((pixel % widthPx) >> 1);
		setPixel(rgba, pixel, y[pixel] ?? 0, u[chroma] ?? 0, v[chroma] ?? 0);
	}
	return rgba;
}

/** A picture at half its width and height as opaque RGBA: each chroma sample is a pixel, with the mean of its four lumas. */
export function halfSizeRgba({ widthPx, heightPx, y, u, v }: I420Picture): Uint8ClampedArray<ArrayBuffer> {
	const halfWidthPx = widthPx / 2;
	const rgba = new Uint8ClampedArray(widthPx * heightPx);
	for (let pixel = 0; pixel < u.length; pixel++) {
		const upper = 2 * Math.floor(pixel / halfWidthPx) * widthPx + 2 * (pixel % halfWidthPx);
		const lower = upper + widthPx;
		const sum = (y[upper] ?? 0) + (y[upper + 1] ?? 0) + (y[lower] ?? 0) + (y[lower + 1] ?? 0);
		setPixel(rgba, pixel, sum / 4, u[pixel] ?? 0, v[pixel] ?? 0);
	}
	return rgba;
}

function setPixel(rgba: Uint8ClampedArray, pixel: number, y: number, u: number, v: number): void {
	const luma = LUMA * (y - 16);
	const du = u - 128;
	const dv = v - 128;
	rgba[4 * pixel] = luma + V_TO_R * dv;
	rgba[4 * pixel + 1] = luma - U_TO_G * du - V_TO_G * dv;
	rgba[4 * pixel + 2] = luma + U_TO_B * du;
	rgba[4 * pixel + 3] = 255;
}
