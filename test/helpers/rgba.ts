import { createCanvas, ImageData, loadImage } from "../../shared/video/node/fonts/canvas.ts";
import type { I420Picture } from "../../shared/video/scene/picture.ts";

/** A picture as RGBA of its own size, by BT.709 in limited range; each chroma sample stands for its 2×2 pixels. */
export function rgbaOf({ widthPx, heightPx, y, u, v }: I420Picture): Uint8ClampedArray<ArrayBuffer> {
	const rgba = new Uint8ClampedArray(4 * widthPx * heightPx);
	for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
		const [row, column] = [Math.floor(pixel / widthPx), pixel % widthPx];
		const chroma = (row >> 1) * (widthPx / 2) + (column >> 1);
		const luma = 1.16438 * ((y[pixel] ?? 0) - 16);
		const du = (u[chroma] ?? 0) - 128;
		const dv = (v[chroma] ?? 0) - 128;
		rgba.set([luma + 1.79274 * dv, luma - 0.21325 * du - 0.53291 * dv, luma + 2.1124 * du, 255], 4 * pixel);
	}
	return rgba;
}

export type Pixels = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly rgba: Uint8ClampedArray<ArrayBuffer>;
};

export async function encodePng({ widthPx, heightPx, rgba }: Pixels): Promise<Uint8Array> {
	const canvas = createCanvas(widthPx, heightPx);
	canvas.getContext("2d").putImageData(new ImageData(rgba, widthPx, heightPx), 0, 0);
	return canvas.encode("png");
}

export async function decodePng(png: Uint8Array): Promise<Pixels> {
	const image = await loadImage(png);
	const context = createCanvas(image.width, image.height).getContext("2d");
	context.drawImage(image, 0, 0);
	const { data } = context.getImageData(0, 0, image.width, image.height);
	return { widthPx: image.width, heightPx: image.height, rgba: new Uint8ClampedArray(data) };
}
