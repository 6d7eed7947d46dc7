import type { Steps } from "../../core/steps.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Run } from "../plan/render-plan.ts";
import { firstFrameFrom, frameTimeMs } from "../timeline/frame-times.ts";
import type { Timeline } from "../timeline/timeline.ts";
import { dirtyRows } from "./dirty-rows.ts";
import { type Motion, planMotion } from "./motion.ts";
import { sceneAt } from "./scene-at.ts";

/**
 * The frames of a video as runs of equal pictures. Frame n shows the moment n ÷ fps; between two movements nothing is
 * looked at, so the work follows what moves and not the length of the video.
 * A picture a step.
 */
export function* planRuns(
	layout: ChatLayout,
	timeline: Timeline,
	fps: number,
	frameCount: number,
): Steps<readonly Run[]> {
	const motion = planMotion(layout, timeline);
	const runs: { -readonly [Key in keyof Run]: Run[Key] }[] = [];
	let frame = 0;
	while (frame < frameCount) {
		yield;
		const timeMs = frameTimeMs(frame, fps);
		const next = Math.min(frameCount, Math.max(frame + 1, firstFrameFrom(stillUntilMs(motion, timeMs), fps)));
		const scene = sceneAt(layout, motion, timeMs);
		const last = runs.at(-1);
		const dirty =
			last === undefined ? { fromPx: 0, toPx: layout.heightPx } : dirtyRows(layout, last.scene, scene);
		if (last !== undefined && dirty === null) last.frameCount += next - frame;
		else if (dirty !== null) runs.push({ scene, frameCount: next - frame, dirty });
		frame = next;
	}
	return runs;
}

/** The time until which the picture of `timeMs` stays; `timeMs` itself while something moves. */
function stillUntilMs({ busy }: Motion, timeMs: number): number {
	const span = busy.find(({ endMs }) => endMs > timeMs);
	if (span === undefined) return Number.POSITIVE_INFINITY;
	return Math.max(span.startMs, timeMs);
}
