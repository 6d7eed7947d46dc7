import type { Steps } from "../../../core/steps.ts";
import type { Film } from "../film.ts";
import { MOST_DISPOSABLE_IN_A_ROW } from "../h264/level.ts";
import { lookAt, type SeenScene } from "../seen-scene.ts";
import type { SeenSprites } from "../seen-sprites.ts";
import { findDifference } from "./find-difference.ts";
import type { PictureDifference } from "./find-moved-rows.ts";
import { planKeys } from "./plan-keys.ts";
import { createSliceList, sortSlices } from "./slice-list.ts";
import type { PlannedPicture, StreamPlan } from "./stream-plan.ts";

/** A stream, and the text on its slices, repetitions counted, in ems. */
type PlannedStream = { readonly stream: StreamPlan; readonly placedTextEms: number };

/**
 * Plans the holds as pictures of an H.264 stream: key frames at intervals, all others as their difference to the last reference
 * picture, and each distinct slice coded once. A picture that lasts one frame is no reference if the next one differs as little
 * from the reference before: a bubble that rises while it appears then needs the rows where it is and not those where it was. A
 * picture that lasts is a reference, because its repeats are then empty. After MOST_DISPOSABLE_IN_A_ROW disposable pictures the
 * next one is a reference in any case. One step plans one picture.
 */
export function* planStream(film: Film, sprites: SeenSprites): Steps<PlannedStream> {
	const { holds, fps } = film;
	const slices = createSliceList(film);
	const pictures: PlannedPicture[] = [];
	const keys = planKeys(holds, fps);
	const look = (hold: number, before: SeenScene | null) => {
		const scene = holds[hold]?.scene;
		return scene === undefined ? null : lookAt(scene, film, sprites, before);
	};
	let keysDone = 0;
	let frame = 0;
	let disposableInARow = 0;
	let reference: SeenScene | null = null;
	let next = look(0, null);
	/** From the reference to the next scene, if it is known already. */
	let ahead: PictureDifference | null = null;
	for (const [index, { frameCount }] of holds.entries()) {
		yield;
		const scene: SeenScene = next ?? [];
		next = look(index + 1, scene);
		const end = frame + frameCount;
		const keysInHold: number[] = [];
		for (; (keys[keysDone] ?? Number.POSITIVE_INFINITY) < end; keysDone++)
			keysInHold.push(keys[keysDone] ?? 0);
		if (keysInHold[0] !== frame) {
			if (reference === null) throw new RangeError("The first picture of a video is a key frame");
			const { scrolls, rows }: PictureDifference = ahead ?? findDifference(reference, scene, film);
			const isLasting = frameCount > 1 || next === null || keys[keysDone] === end;
			const toNext = isLasting || next === null ? null : findDifference(scene, next, film);
			const pastThis = isLasting || next === null ? null : findDifference(reference, next, film);
			const isWanted = toNext === null || pastThis === null || toNext.rows.length < pastThis.rows.length;
			const isReference = isWanted || disposableInARow === MOST_DISPOSABLE_IN_A_ROW;
			ahead = isReference ? toNext : pastThis;
			// Rows that the next picture replaces are transient even if this picture is a reference for the decoder's sake.
			const replaced = toNext?.scrolls.length === 0 ? toNext.rows : [];
			const passing = isWanted ? [] : isReference ? replaced : rows;
			const bands = rows.map((row) => ({
				row,
				slice: slices.indexOf(scene, { hold: index, row }, !passing.includes(row)),
			}));
			pictures.push({ kind: "inter", hold: index, isReference, scrolls, bands });
			if (isReference) reference = scene;
			disposableInARow = isReference ? 0 : disposableInARow + 1;
			frame += 1;
		}
		for (const key of keysInHold) {
			if (key > frame) pictures.push({ kind: "repeat", count: key - frame });
			pictures.push({ kind: "key", hold: index, slices: slices.wholePicture(scene, index) });
			reference = scene;
			disposableInARow = 0;
			frame = key + 1;
		}
		if (end > frame) pictures.push({ kind: "repeat", count: end - frame });
		frame = end;
	}
	const ems = (slice: number) => slices.found[slice]?.textEms ?? 0;
	const placedTextEms = pictures.reduce((sum, picture) => {
		if (picture.kind === "repeat") return sum;
		const placed = picture.kind === "key" ? picture.slices : picture.bands.map(({ slice }) => slice);
		return placed.reduce((total, slice) => total + ems(slice), sum);
	}, 0);
	return { stream: sortSlices(slices.found, pictures), placedTextEms };
}
