import type { I420Picture } from "../core/picture.ts";
import { createCanvas, ImageData } from "./canvas.ts";
import { halfSizeRgba } from "./half-size-rgba.ts";

/** A picture of a video as PNG at half its width and height: at full size it cost 147 ms of CPU, at half size 35. */
export async function posterPng(picture: I420Picture): Promise<Uint8Array> {
	const [widthPx, heightPx] = [picture.widthPx / 2, picture.heightPx / 2];
	const canvas = createCanvas(widthPx, heightPx);
	const pixels = new ImageData(halfSizeRgba(picture), widthPx, heightPx);
	canvas.getContext("2d").putImageData(pixels, 0, 0);
	return canvas.encode("png");
}
