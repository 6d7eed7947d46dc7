import type { PictureAt } from "../../shared/video/encode/engine.ts";
import { allocatePicture, type I420Picture } from "../../shared/video/plan/picture.ts";
import type { RenderPlan } from "../../shared/video/plan/render-plan.ts";

export type TestPlan = {
	holds: readonly number[];
	widthPx?: number;
	heightPx?: number;
	fps?: number;
	preset?: string;
};

/** A plan of holds of the given lengths, with all that the plain engine reads; the scenes are empty. */
export function testPlan({
	holds,
	widthPx = 320,
	heightPx = 568,
	fps = 30,
	preset = "veryfast",
}: TestPlan): RenderPlan {
	const frameCount = holds.reduce((sum, count) => sum + count, 0);
	const dirty = { fromPx: 0, toPx: heightPx };
	const scene = { scrollPx: 0, placements: [] };
	return {
		fps,
		crf: 20,
		preset,
		frameCount,
		pictures: { strips: [], transientStrips: [], pictures: [] },
		holds: holds.map((count) => ({ scene, frameCount: count, dirty })),
		layout: {
			widthPx,
			heightPx,
			background: "#ffffff",
			sprites: [],
			fixed: [],
			opening: [],
			messages: [],
			viewport: { topPx: 0, bottomPx: heightPx },
			warnings: [],
		},
		summary: {
			widthPx,
			heightPx,
			fps,
			frameCount,
			durationMs: (frameCount / fps) * 1000,
			pictureCount: holds.length,
			repeatCount: frameCount - holds.length,
			dirtyRowCount: holds.length * heightPx,
			...{
				stripCount: 0,
				placedStripCount: 0,
				bandCount: 0,
				placedTextEms: 0,
				keyCount: 0,
				interCount: 0,
				scrollCount: 0,
			},
			spritePixelCount: 0,
			soundMs: 0,
		},
	};
}

/** {@link drawTestPicture} as an engine of plans of that size asks for it. */
export const testPictureAt: PictureAt = (index) => drawTestPicture(index);

/** A picture like a chat's: flat ground, and a bubble of stripes whose place and colour tell which picture it is. */
export function drawTestPicture(
	index: number,
	widthPx = 320,
	heightPx = 568,
): I420Picture & { data: Uint8Array } {
	const picture = allocatePicture(widthPx, heightPx);
	picture.y.fill(235);
	picture.u.fill(128);
	picture.v.fill(128);
	const top = 2 * ((index * 23) % Math.floor(heightPx / 4));
	const left = 2 * ((index * 31) % Math.floor(widthPx / 4));
	for (let row = top; row < Math.min(heightPx, top + 80); row++) {
		const stripe = row % 16 < 10 ? 60 + ((index * 47) % 120) : 200;
		picture.y.fill(stripe, row * widthPx + left, row * widthPx + Math.min(widthPx, left + 120));
		const chroma = (row >> 1) * (widthPx / 2) + left / 2;
		picture.u.fill(90 + ((index * 13) % 70), chroma, chroma + 40);
	}
	return picture;
}
