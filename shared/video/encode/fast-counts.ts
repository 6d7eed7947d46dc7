import { allocatePicture } from "../scene/picture.ts";
import type { EncodeCounts } from "./engine.ts";
import { hasMoved, ROW_HEIGHT_PX, type StreamJob } from "./fast/stream-plan.ts";

/** Counts the fast engine's work for a plan, which is decided before a pixel is drawn. */
export function fastCounts({ film, stream: { slices, pictures } }: StreamJob): EncodeCounts {
	const { frameCount, widthPx } = film;
	const inters = pictures.filter((picture) => picture.kind === "inter" || picture.kind === "between");
	const keys = pictures.filter(({ kind }) => kind === "key").length;
	return {
		frames: frameCount,
		pictures: keys + inters.length,
		repeats: frameCount - keys - inters.length,
		keys,
		scrolls: inters.filter(hasMoved).length,
		bands: inters.reduce((sum, { bands }) => sum + bands.length, 0),
		rowsDrawn: slices.length * ROW_HEIGHT_PX,
		bytesToX264: slices.length * allocatePicture(widthPx, ROW_HEIGHT_PX).data.length,
	};
}
