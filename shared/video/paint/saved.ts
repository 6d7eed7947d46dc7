import { allocatePicture, type I420Picture } from "../scene/picture.ts";
import type { Rect } from "../scene/rect.ts";
import { forEachPlane } from "./fill.ts";

/** A copy of an area of a picture. */
export type Saved = { readonly area: Rect; readonly picture: I420Picture };

export function save(source: I420Picture, area: Rect): Saved {
	const picture = allocatePicture(area.widthPx, area.heightPx);
	forEachPlane(source, area, (key, samples, stride, { xPx, yPx, widthPx, heightPx }) => {
		for (let row = 0; row < heightPx; row++) {
			const start = (yPx + row) * stride + xPx;
			picture[key].set(samples.subarray(start, start + widthPx), row * widthPx);
		}
	});
	return { area, picture };
}

/** Mixes an area with what was saved of it: 64 − `opacity` parts of that, and `opacity` of what it shows now. */
export function mixWithSaved(target: I420Picture, { area, picture }: Saved, opacity: number): void {
	forEachPlane(target, area, (key, samples, stride, { xPx, yPx, widthPx, heightPx }) => {
		const saved = picture[key];
		for (let row = 0; row < heightPx; row++) {
			const start = (yPx + row) * stride + xPx;
			for (let column = 0; column < widthPx; column++) {
				const before = saved[row * widthPx + column] ?? 0;
				const now = samples[start + column] ?? 0;
				samples[start + column] = (before * (64 - opacity) + now * opacity + 32) >> 6;
			}
		}
	});
}
