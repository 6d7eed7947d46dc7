import type { Machine } from "../machine.ts";
import { fullSizeRgba, halfSizeRgba } from "../paint/rgba.ts";
import { createCanvas, ImageData } from "./fonts/canvas.ts";
import { releaseMemory } from "./release-memory.ts";

/** Rows in memory at a time. Even. */
const BAND_HEIGHT_PX = 64;

/** At full size a poster cost 147 ms of CPU, at half size 35. */
export const encodePng: Machine["encodePng"] = async ({ widthPx, heightPx }, draw, shrink) => {
	const toRgba = shrink === 2 ? halfSizeRgba : fullSizeRgba;
	const canvas = createCanvas(widthPx / shrink, heightPx / shrink);
	const context = canvas.getContext("2d");
	for (let fromPx = 0; fromPx < heightPx; fromPx += BAND_HEIGHT_PX) {
		const bandHeightPx = Math.min(BAND_HEIGHT_PX, heightPx - fromPx);
		const band = draw({ xPx: 0, yPx: fromPx, widthPx, heightPx: bandHeightPx });
		const rgba = toRgba(band);
		context.putImageData(new ImageData(rgba, widthPx / shrink, band.heightPx / shrink), 0, fromPx / shrink);
		releaseMemory(rgba);
	}
	return canvas.encode("png");
};
