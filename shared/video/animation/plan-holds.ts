import type { Steps } from "../../core/steps.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Hold } from "../scene/scene.ts";
import { firstFrameFrom, frameTimeMs } from "../timeline/frame-times.ts";
import type { Step } from "../timeline/step.ts";
import { type Loops, spriteAt } from "./item-motion.ts";
import { blockOfEntry } from "./role.ts";
import { sceneAt } from "./scene-at.ts";
import { shareLayers } from "./share-layers.ts";
import type { Rewritten } from "./start-entrance.ts";
import {
	isInMotion,
	standAtRest,
	startTransition,
	type Transition,
	type TransitionOptions,
} from "./transition.ts";

type HoldsInput = Pick<ChatLayout, "rests" | "loops" | "composers"> &
	Omit<TransitionOptions, "composer" | "rewritten"> & {
		/** Ascending by time. Between `rests[k]` and `rests[k + 1]` is `steps[k]`. */
		readonly steps: readonly Step[];
		readonly fps: number;
		readonly frameCount: number;
	};

/**
 * Divides the frames of a video into frame holds. Frame n shows the moment n ÷ fps. Between two movements no scene is made,
 * so the work grows with what moves and not with the length of the video. One step makes one picture.
 */
export function* planHolds(input: HoldsInput): Steps<readonly Hold[]> {
	const { loops, fps } = input;
	const holds: { -readonly [Key in keyof Hold]: Hold[Key] }[] = [];
	let frame = 0;
	for (const { transition, untilFrame } of listTransitions(input)) {
		while (frame < untilFrame) {
			yield;
			const timeMs = frameTimeMs(frame, fps);
			const settled = !isInMotion(transition, timeMs);
			const next = settled ? nextPhase(transition, { frame, untilFrame, loops, fps }) : frame + 1;
			const made = sceneAt(transition, timeMs, input);
			const last = holds.at(-1);
			const scene = last === undefined ? made : shareLayers(made, last.scene);
			if (last?.scene === scene) {
				last.frameCount += next - frame;
				// The last pictures of a movement may be those of the rest already.
				last.settled ||= settled;
			} else holds.push({ scene, frameCount: next - frame, settled });
			frame = next;
		}
	}
	return holds;
}

/** The transitions in order, each with the frame that the next one begins with. Steps of one moment are one transition. */
function* listTransitions({
	rests,
	composers,
	steps,
	frameCount,
	fps,
	...options
}: HoldsInput): Generator<{ readonly transition: Transition; readonly untilFrame: number }> {
	if (rests.length !== steps.length + 1) {
		throw new RangeError(`There are ${rests.length} rests for ${steps.length} steps`);
	}
	let transition: Transition | undefined;
	let composer = composers[0];
	for (const [index, rest] of rests.entries()) {
		const atMs = steps[index - 1]?.atMs ?? 0;
		const nextMs = steps[index]?.atMs ?? Number.POSITIVE_INFINITY;
		if (transition === undefined) transition = standAtRest(rest);
		else if (nextMs > atMs && composer !== undefined) {
			transition = startTransition(transition, rest, atMs, {
				...options,
				composer,
				rewritten: findRewritten(steps, index),
			});
			composer = composers[index];
		}
		yield { transition, untilFrame: Math.min(frameCount, firstFrameFrom(nextMs, fps)) };
	}
}

/** What is edited or deleted at the moment of the step before a rest. */
function findRewritten(steps: readonly Step[], rest: number): Rewritten {
	const rewritten = new Map<string, "edited" | "deleted">();
	const atMs = steps[rest - 1]?.atMs;
	for (let index = rest - 1; steps[index]?.atMs === atMs && index >= 0; index--) {
		const change = steps[index]?.change;
		if (change?.kind === "edited" || change?.kind === "deleted")
			rewritten.set(blockOfEntry(change.entry), change.kind);
	}
	return rewritten;
}

/** The first frame after `frame` at which a loop shows another sprite, or `untilFrame`. */
function nextPhase(
	{ items }: Transition,
	{ frame, untilFrame, loops, fps }: { frame: number; untilFrame: number; loops: Loops; fps: number },
): number {
	const looping = items.filter(({ placement }) => loops.has(placement.sprite.key));
	if (looping.length === 0) return untilFrame;
	const spritesAt = (at: number) => looping.map((item) => spriteAt(item, frameTimeMs(at, fps), loops));
	const shown = spritesAt(frame);
	let next = frame + 1;
	while (next < untilFrame && spritesAt(next).every((sprite, index) => sprite === shown[index])) next += 1;
	return next;
}
