import { psnrOf } from "./ffmpeg.ts";
import type { Film } from "./film.ts";

/** By frame: how near each plane of a decoded film is to what was drawn, Y, U and V in decibels. */
export function planeDecibels(film: Film, frames: readonly Buffer[]): readonly (readonly number[])[] {
	const { widthPx, heightPx } = film.film;
	const [uFrom, vFrom] = [widthPx * heightPx, 1.25 * widthPx * heightPx];
	let last = { hold: film.holdAt(0), drawn: film.pictureAt(0) };
	return frames.map((decoded, frame) => {
		const hold = film.holdAt(frame);
		if (last.hold !== hold) last = { hold, drawn: film.pictureAt(frame) };
		const { y, u, v } = last.drawn;
		return [
			psnrOf(decoded.subarray(0, uFrom), y),
			psnrOf(decoded.subarray(uFrom, vFrom), u),
			psnrOf(decoded.subarray(vFrom), v),
		];
	});
}
