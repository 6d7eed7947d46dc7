import type { Steps } from "../../core/steps.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Scene } from "../layout/scene.ts";
import { findDifference } from "./difference.ts";
import { MOST_DISPOSABLE_IN_A_ROW, type PicturePlan, type PlannedPicture } from "./picture-plan.ts";
import { planKeys } from "./plan-keys.ts";
import type { Hold } from "./render-plan.ts";
import { createStripList, sortStrips } from "./strip-list.ts";

/**
 * Holds as the pictures of an H.264 stream: key frames by the clock, everything else by its difference to the last
 * reference picture, and each strip of pixels coded once, wherever it is seen. Pure.
 *
 * A picture that lasts one frame, and that the next one is told no easier from, is no reference: a bubble that rises
 * while it appears then needs the rows where it is and not those where it was. One that lasts is a reference, because
 * its repeats are then empty. After MOST_DISPOSABLE_IN_A_ROW that are none, the next one is a reference all the same. A picture a
 * step.
 */
export function* planPictures(layout: ChatLayout, holds: readonly Hold[], fps: number): Steps<PicturePlan> {
	const strips = createStripList(layout);
	const pictures: PlannedPicture[] = [];
	const keys = planKeys(holds, fps);
	let keysDone = 0;
	let frame = 0;
	let disposableInARow = 0;
	let reference: Scene | null = null;
	for (const [index, { scene, frameCount }] of holds.entries()) {
		yield;
		const end = frame + frameCount;
		const keysInHold: number[] = [];
		for (; (keys[keysDone] ?? Number.POSITIVE_INFINITY) < end; keysDone++)
			keysInHold.push(keys[keysDone] ?? 0);
		if (keysInHold[0] !== frame) {
			if (reference === null) throw new RangeError("The first picture of a video is a key frame");
			const { scroll, rows } = findDifference(layout, reference, scene);
			const next = holds[index + 1]?.scene;
			const isLasting = frameCount > 1 || next === undefined || keys[keysDone] === end;
			const isWanted = isLasting || isEasierFrom(layout, scene, reference, next);
			const isReference = isWanted || disposableInARow === MOST_DISPOSABLE_IN_A_ROW;
			// What the next picture replaces is transient even where this one is a reference for the decoder's sake.
			const passing = isWanted ? [] : isReference ? replacedRows(layout, scene, next) : rows;
			const bands = rows.map((row) => ({
				row,
				strip: strips.indexOf(scene, { hold: index, row }, !passing.includes(row)),
			}));
			pictures.push({ kind: "inter", hold: index, isReference, scroll, bands });
			if (isReference) reference = scene;
			disposableInARow = isReference ? 0 : disposableInARow + 1;
			frame += 1;
		}
		for (const key of keysInHold) {
			if (key > frame) pictures.push({ kind: "repeat", count: key - frame });
			pictures.push({ kind: "key", hold: index, strips: strips.wholePicture(scene, index) });
			reference = scene;
			disposableInARow = 0;
			frame = key + 1;
		}
		if (end > frame) pictures.push({ kind: "repeat", count: end - frame });
		frame = end;
	}
	return sortStrips(strips.found, pictures);
}

/** Whether `next` differs in fewer rows from `scene` than from the reference before it. */
function isEasierFrom(layout: ChatLayout, scene: Scene, reference: Scene, next: Scene): boolean {
	return (
		findDifference(layout, scene, next).rows.length < findDifference(layout, reference, next).rows.length
	);
}

/** The rows of `scene` of which `next` shows nothing, there or moved. */
function replacedRows(layout: ChatLayout, scene: Scene, next: Scene): readonly number[] {
	const { scroll, rows } = findDifference(layout, scene, next);
	return scroll === null ? rows : [];
}
