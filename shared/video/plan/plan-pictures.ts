import type { Steps } from "../../core/steps.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Scene } from "../layout/scene.ts";
import { findDifference } from "./difference.ts";
import { MOST_DISPOSABLE_IN_A_ROW, type PicturePlan, type PlannedPicture } from "./picture-plan.ts";
import { planKeys } from "./plan-keys.ts";
import type { Hold } from "./render-plan.ts";
import { createStripList, sortStrips } from "./strip-list.ts";

/**
 * Plans the holds as pictures of an H.264 stream: key frames at intervals, all others as their difference to the last reference
 * picture, and each distinct strip coded once. Pure. A picture that lasts one frame is no reference if the next one differs as
 * little from the reference before: a bubble that rises while it appears then needs the rows where it is and not those where it
 * was. A picture that lasts is a reference, because its repeats are then empty. After MOST_DISPOSABLE_IN_A_ROW disposable
 * pictures the next one is a reference in any case. One step plans one picture.
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
			// Rows that the next picture replaces are transient even if this picture is a reference for the decoder's sake.
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

/** The rows of `scene` that `next` does not show, neither there nor moved. */
function replacedRows(layout: ChatLayout, scene: Scene, next: Scene): readonly number[] {
	const { scroll, rows } = findDifference(layout, scene, next);
	return scroll === null ? rows : [];
}
