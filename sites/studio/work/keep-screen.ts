import type { PlainPlan } from "../../../shared/video/encode/plain/plan-plain.ts";
import type { Draw } from "../../../shared/video/scene/draw.ts";
import { allocatePicture, type I420Picture } from "../../../shared/video/scene/picture.ts";

/** A painter keeps a picture of each size that it is asked for, so all are of one height but for the last rows of a screen. */
const BAND_PX = 128;

/** Draws a plan's holds, which must be asked for in order: of each, only the bands of rows that may have changed. */
export function keepScreen({ film, changes }: PlainPlan, draw: Draw): (hold: number) => I420Picture {
	const { widthPx, heightPx } = film;
	const screen = allocatePicture(widthPx, heightPx);
	return (index) => {
		const scene = film.holds[index]?.scene;
		if (scene === undefined) throw new RangeError(`There is no hold ${index}`);
		const { yPx: fromPx, heightPx: changedPx } = changes[index] ?? { yPx: 0, heightPx: 0 };
		for (let yPx = fromPx - (fromPx % BAND_PX); yPx < fromPx + changedPx; yPx += BAND_PX) {
			const band = draw(scene, { xPx: 0, yPx, widthPx, heightPx: Math.min(BAND_PX, heightPx - yPx) });
			screen.y.set(band.y, yPx * widthPx);
			screen.u.set(band.u, (yPx * widthPx) / 4);
			screen.v.set(band.v, (yPx * widthPx) / 4);
		}
		return screen;
	};
}
