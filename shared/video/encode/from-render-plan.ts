import type { PicturePlan } from "../plan/picture-plan.ts";
import type { RenderPlan } from "../plan/render-plan.ts";
import type { Sound } from "../sound/sound.ts";
import type { StreamPlan } from "./fast/stream-plan.ts";

/** A render plan in the words of the engines of films, as far as these do not draw. */
export function fromRenderPlan(plan: RenderPlan, sound: Sound | null) {
	const { fps, frameCount, crf, preset, holds } = plan;
	const { widthPx, heightPx } = plan.layout;
	return {
		film: { widthPx, heightPx, fps, frameCount, holds, sound },
		settings: { crf, preset },
		stream: toStream(plan.pictures),
		work: { drawnPixelCount: plan.summary.dirtyRowCount * widthPx },
	};
}

function toStream({ strips, transientStrips, pictures }: PicturePlan): StreamPlan {
	return {
		slices: strips,
		transientSlices: transientStrips,
		pictures: pictures.map((picture) => {
			if (picture.kind === "repeat") return picture;
			if (picture.kind === "key") return { kind: "key", hold: picture.hold, slices: picture.strips };
			return { ...picture, bands: picture.bands.map(({ row, strip }) => ({ row, slice: strip })) };
		}),
	};
}
