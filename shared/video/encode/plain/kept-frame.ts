import type { Draw } from "../../scene/draw.ts";
import { allocatePicture, type I420Picture } from "../../scene/picture.ts";
import type { Rect } from "../../scene/rect.ts";
import type { PlainPlan } from "./plan-plain.ts";

/** Draws the pictures of a plan's holds, which must be asked for in order: what has not changed is kept from one to the next. */
export function keepFrame({ film, changes }: PlainPlan, draw: Draw): (hold: number) => I420Picture {
	const frame = allocatePicture(film.widthPx, film.heightPx);
	return (index) => {
		const scene = film.holds[index]?.scene;
		if (scene === undefined) throw new RangeError(`There is no hold ${index}`);
		const rect = changes[index] ?? null;
		if (rect !== null) copyInto(frame, draw(scene, rect), rect);
		return frame;
	};
}

/** Copies a picture of a rectangle into its place, full width. */
function copyInto(frame: I420Picture, { y, u, v }: I420Picture, { yPx, widthPx }: Rect): void {
	frame.y.set(y, yPx * widthPx);
	frame.u.set(u, (yPx * widthPx) / 4);
	frame.v.set(v, (yPx * widthPx) / 4);
}
