import { finishSteps, type Steps } from "../../core/steps.ts";
import { planHolds } from "../animation/plan-holds.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { PlanSummary } from "../cost/plan-summary.ts";
import { layOutChatInSteps } from "../layout/lay-out-chat.ts";
import type { MeasureText } from "../layout/scene.ts";
import { countFrames } from "../timeline/frame-times.ts";
import type { Timeline } from "../timeline/timeline.ts";
import type { PicturePlan } from "./picture-plan.ts";
import { placedTextEms } from "./placed-text.ts";
import { planPictures } from "./plan-pictures.ts";
import type { RenderPlan } from "./render-plan.ts";

/**
 * Plans a video before a pixel is drawn: layout, pictures, how long each is shown, and the quantities of work. Pure: equal
 * conversations, timelines and measures give an equal plan. `soundMs` comes from the planned sound.
 */
export function planRender(
	conversation: Conversation,
	timeline: Timeline,
	measure: MeasureText,
	soundMs: number,
): RenderPlan {
	return finishSteps(planRenderInSteps(conversation, timeline, measure, soundMs));
}

/** As `planRender`, in steps of a few milliseconds at most. */
export function* planRenderInSteps(
	conversation: Conversation,
	timeline: Timeline,
	measure: MeasureText,
	soundMs: number,
): Steps<RenderPlan> {
	const { fps, crf, preset } = conversation.video;
	const layout = yield* layOutChatInSteps(conversation, measure);
	const frameCount = countFrames(timeline.durationMs / 1000, fps);
	const holds = yield* planHolds(layout, timeline, fps, frameCount);
	const pictures = yield* planPictures(layout, holds, fps);
	const summary: PlanSummary = {
		widthPx: layout.widthPx,
		heightPx: layout.heightPx,
		fps,
		frameCount,
		durationMs: timeline.durationMs,
		pictureCount: holds.length,
		repeatCount: frameCount - holds.length,
		dirtyRowCount: sum(holds.map(({ dirty }) => dirty.toPx - dirty.fromPx)),
		...countPictures(pictures),
		placedTextEms: yield* placedTextEms({ layout, holds, pictures }, measure),
		spritePixelCount: sum(layout.sprites.map(({ widthPx, heightPx }) => widthPx * heightPx)),
		soundMs,
	};
	return { fps, crf, preset, layout, holds, pictures, frameCount, summary };
}

function countPictures({ strips, pictures }: PicturePlan) {
	const keys = pictures.filter((picture) => picture.kind === "key");
	const inters = pictures.filter((picture) => picture.kind === "inter");
	const inKeys = sum(keys.map((picture) => picture.strips.length));
	const bandCount = sum(inters.map(({ bands }) => bands.length));
	return {
		stripCount: strips.length,
		placedStripCount: inKeys + bandCount,
		bandCount,
		keyCount: keys.length,
		interCount: inters.length,
		scrollCount: inters.filter(({ scroll }) => scroll !== null).length,
	};
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
