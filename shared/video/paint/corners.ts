import { clipCorners } from "../scene/clip-corners.ts";
import type { I420Picture } from "../scene/picture.ts";
import { intersect, type Rect } from "../scene/rect.ts";
import type { Clip } from "../scene/scene.ts";
import { forEachPlane } from "./fill.ts";
import { type Saved, save } from "./saved.ts";

/** The parts of an area that a clip's rounded corners may uncover. */
export function saveCorners(source: I420Picture, clip: Clip, area: Rect): readonly Saved[] {
	return clipCorners(clip).flatMap((corner) => {
		const part = intersect(corner, area);
		return part === null ? [] : [save(source, part)];
	});
}

/** Gives back what was saved of a clip's corners, as far as the clip does not cover it. */
export function uncoverCorners(target: I420Picture, clip: Clip, saved: readonly Saved[]): void {
	for (const { area, picture } of saved) {
		forEachPlane(target, area, (key, samples, stride, { xPx, yPx, widthPx, heightPx }) => {
			const cellPx = key === "y" ? 1 : 2;
			for (let row = 0; row < heightPx; row++) {
				for (let column = 0; column < widthPx; column++) {
					const at = (yPx + row) * stride + xPx + column;
					const before = picture[key][row * widthPx + column] ?? 0;
					const covered = coveredShare(clip, (xPx + column) * cellPx, (yPx + row) * cellPx, cellPx);
					samples[at] = Math.round(before + ((samples[at] ?? 0) - before) * covered);
				}
			}
		});
	}
}

/** How much of a pixel, or of 2×2, the clip covers: 0 to 1. */
function coveredShare(clip: Clip, xPx: number, yPx: number, cellPx: 1 | 2): number {
	if (cellPx === 1) return coveredPixel(clip, xPx + 0.5, yPx + 0.5);
	const [left, top] = [xPx + 0.5, yPx + 0.5];
	const upper = coveredPixel(clip, left, top) + coveredPixel(clip, left + 1, top);
	return (upper + coveredPixel(clip, left, top + 1) + coveredPixel(clip, left + 1, top + 1)) / 4;
}

/** By the distance of the pixel's middle from the arc. */
function coveredPixel(
	{ xPx, yPx, widthPx, heightPx, radiusPx = 0, rounded }: Clip,
	x: number,
	y: number,
): number {
	const acrossPx = Math.max(xPx + radiusPx - x, x - (xPx + widthPx - radiusPx), 0);
	const abovePx = rounded === "lower" ? 0 : yPx + radiusPx - y;
	const belowPx = rounded === "upper" ? 0 : y - (yPx + heightPx - radiusPx);
	const downPx = Math.max(abovePx, belowPx, 0);
	return Math.min(1, Math.max(0, radiusPx + 0.5 - Math.hypot(acrossPx, downPx)));
}
