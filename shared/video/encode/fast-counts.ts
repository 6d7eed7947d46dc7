import type { EncodeCounts } from "../plan/engine.ts";
import { allocatePicture } from "../plan/picture.ts";
import { STRIP_HEIGHT_PX } from "../plan/picture-plan.ts";
import type { RenderPlan } from "../plan/render-plan.ts";

/** Counts the fast engine's work for a plan, which is decided before a pixel is drawn. */
export function fastCounts({ layout, frameCount, pictures: { strips, pictures } }: RenderPlan): EncodeCounts {
	const inters = pictures.filter((picture) => picture.kind === "inter");
	const keys = pictures.filter(({ kind }) => kind === "key").length;
	return {
		frames: frameCount,
		pictures: keys + inters.length,
		repeats: frameCount - keys - inters.length,
		keys,
		scrolls: inters.filter(({ scroll }) => scroll !== null).length,
		bands: inters.reduce((sum, { bands }) => sum + bands.length, 0),
		rowsDrawn: strips.length * STRIP_HEIGHT_PX,
		bytesToX264: strips.length * allocatePicture(layout.widthPx, STRIP_HEIGHT_PX).data.length,
	};
}
