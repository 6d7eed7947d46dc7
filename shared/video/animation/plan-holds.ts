import type { Steps } from "../../core/steps.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Hold } from "../plan/render-plan.ts";
import { firstFrameFrom, frameTimeMs } from "../timeline/frame-times.ts";
import type { Timeline } from "../timeline/timeline.ts";
import { dirtyRows } from "./dirty-rows.ts";
import { type Motion, planMotion } from "./motion.ts";
import { sceneAt } from "./scene-at.ts";

/**
 * Divides the frames of a video into frame holds. Frame n shows the moment n ÷ fps. Between two movements no scene is made,
 * so the work grows with what moves and not with the length of the video. One step makes one picture.
 */
export function* planHolds(
	layout: ChatLayout,
	timeline: Timeline,
	fps: number,
	frameCount: number,
): Steps<readonly Hold[]> {
	const motion = planMotion(layout, timeline);
	const holds: { -readonly [Key in keyof Hold]: Hold[Key] }[] = [];
	let frame = 0;
	while (frame < frameCount) {
		yield;
		const timeMs = frameTimeMs(frame, fps);
		const next = Math.min(frameCount, Math.max(frame + 1, firstFrameFrom(stillUntilMs(motion, timeMs), fps)));
		const scene = sceneAt(layout, motion, timeMs);
		const last = holds.at(-1);
		const dirty =
			last === undefined ? { fromPx: 0, toPx: layout.heightPx } : dirtyRows(layout, last.scene, scene);
		if (last !== undefined && dirty === null) last.frameCount += next - frame;
		else if (dirty !== null) holds.push({ scene, frameCount: next - frame, dirty });
		frame = next;
	}
	return holds;
}

/** The time until which the picture of `timeMs` stays; `timeMs` itself while something moves. */
function stillUntilMs({ busy }: Motion, timeMs: number): number {
	const span = busy.find(({ endMs }) => endMs > timeMs);
	if (span === undefined) return Number.POSITIVE_INFINITY;
	return Math.max(span.startMs, timeMs);
}
