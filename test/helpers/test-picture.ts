import { allocatePicture, type I420Picture } from "../../shared/video/scene/picture.ts";

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
