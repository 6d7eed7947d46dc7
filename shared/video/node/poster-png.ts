import { halfSizeRgba } from "../paint/half-size-rgba.ts";
import type { I420Picture, RowSpan } from "../plan/picture.ts";
import { createCanvas, ImageData } from "./fonts/canvas.ts";
import { release } from "./release-memory.ts";

/** Rows that are in memory at a time. Even. */
const BAND_HEIGHT_PX = 64;

/**
 * A picture of a video, drawn by `rowsAt` from the top down, as PNG at half its width and height: at full size it cost
 * 147 ms of CPU, at half size 35.
 */
export async function posterPng(
	{ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
	rowsAt: (rows: RowSpan) => I420Picture,
): Promise<Uint8Array> {
	const canvas = createCanvas(widthPx / 2, heightPx / 2);
	const context = canvas.getContext("2d");
	for (let fromPx = 0; fromPx < heightPx; fromPx += BAND_HEIGHT_PX) {
		const band = rowsAt({ fromPx, toPx: Math.min(fromPx + BAND_HEIGHT_PX, heightPx) });
		const rgba = halfSizeRgba(band);
		context.putImageData(new ImageData(rgba, widthPx / 2, band.heightPx / 2), 0, fromPx / 2);
		release(rgba);
	}
	return canvas.encode("png");
}
