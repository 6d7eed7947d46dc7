import type { I420Picture } from "../../shared/video/scene/picture.ts";
import type { Rect } from "../../shared/video/scene/rect.ts";

/** The luma of a part of a picture; `picture` may be a decoded frame, whose first plane is all that is read. */
export function cropLuma(
	{ widthPx, y }: Pick<I420Picture, "widthPx" | "y">,
	{ xPx, yPx, widthPx: width, heightPx: height }: Rect,
): Uint8Array {
	const rows = Array.from({ length: height }, (_, row) => {
		const start = (yPx + row) * widthPx + xPx;
		return y.subarray(start, start + width);
	});
	return Uint8Array.from(rows.flatMap((row) => [...row]));
}
