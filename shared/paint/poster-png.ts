import type { I420Picture } from "../core/picture.ts";
import { createCanvas, ImageData } from "./canvas.ts";
import { i420ToRgba } from "./yuv-to-rgb.ts";

/**
 * A picture of a video as PNG, at the video's own size: what the video shows, so colours are those of the picture and
 * not of the sprites before they became one.
 */
export async function posterPng(picture: I420Picture): Promise<Uint8Array> {
	const { widthPx, heightPx } = picture;
	const canvas = createCanvas(widthPx, heightPx);
	const pixels = new ImageData(i420ToRgba(picture), widthPx, heightPx);
	canvas.getContext("2d").putImageData(pixels, 0, 0);
	return canvas.encode("png");
}
