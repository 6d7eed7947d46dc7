import type { Steps } from "../../../core/steps.ts";
import type { Film } from "../film.ts";
import { MOST_DISPOSABLE_IN_A_ROW } from "../h264/level.ts";
import { STREAM_SWITCHES, type StreamSwitches } from "../h264/stream-switches.ts";
import { lookAt, type SeenScene } from "../seen-scene.ts";
import type { SeenSprites } from "../seen-sprites.ts";
import { findDifference } from "./find-difference.ts";
import type { PictureDifference } from "./find-moved-rows.ts";
import { findTransitions, type Transition } from "./find-transitions.ts";
import { planKeys } from "./plan-keys.ts";
import { type PlannedTransition, planTransition } from "./plan-transition.ts";
import { createSliceList, sortSlices } from "./slice-list.ts";
import type { PlannedPicture, StreamPlan } from "./stream-plan.ts";

/** A stream, and the text on its slices, repetitions counted, in ems. */
type PlannedStream = { readonly stream: StreamPlan; readonly placedTextEms: number };

/**
 * Plans the holds as pictures of an H.264 stream: key frames at intervals, all others as their difference to the last reference
 * picture, and each distinct slice coded once. On the way from one settled hold to the next, that next one comes first, and the
 * pictures between are made of both where they can be (`plan-transition.ts`). Elsewhere a picture that lasts one frame is no
 * reference if the next one differs as little from the reference before: a bubble that rises while it appears then needs the rows
 * where it is and not those where it was. A picture that lasts is a reference, because its repeats are then empty. After
 * MOST_DISPOSABLE_IN_A_ROW disposable pictures the next one is a reference in any case, and in a film with transitions each one:
 * OpenH264 has no buffer left for it where pictures are reordered too. One step plans one picture.
 */
export function* planStream(
	film: Film,
	sprites: SeenSprites,
	{ reordering, explicitWeights }: Omit<StreamSwitches, "mixedEntropyCoding"> = STREAM_SWITCHES,
): Steps<PlannedStream> {
	const { holds, fps } = film;
	const slices = createSliceList(film);
	const pictures: PlannedPicture[] = [];
	const keys = planKeys(holds, fps);
	const transitions = reordering ? findTransitions(holds, keys) : new Map<number, Transition>();
	const look = (hold: number, before: SeenScene | null) => {
		const scene = holds[hold]?.scene;
		return scene === undefined ? null : lookAt(scene, film, sprites, before);
	};
	const bandsOf = (scene: SeenScene, hold: number, rows: readonly number[], passing: readonly number[]) =>
		rows.map((row) => ({ row, slice: slices.indexOf(scene, { hold, row }, !passing.includes(row)) }));
	let keysDone = 0;
	let frame = 0;
	let disposableInARow = 0;
	let reference: SeenScene | null = null;
	let next: SeenScene | null = look(0, null);
	/** From the reference to the next scene, if it is known already. */
	let ahead: PictureDifference | null = null;
	for (let index = 0; index < holds.length; index++) {
		const transition = transitions.get(index);
		const planned: PlannedTransition | null =
			transition === undefined || reference === null
				? null
				: yield* planTransition(film, transition, reference, { look, isWeighted: explicitWeights });
		yield;
		if (planned !== null) {
			const { rest, betweens } = planned;
			const bands = bandsOf(rest.seen, rest.hold, rest.made.rows, []);
			const betweenCount = betweens.reduce((sum, { frameCount }) => sum + frameCount, 0);
			const { scrolls } = rest.made;
			pictures.push({ kind: "inter", hold: rest.hold, isReference: true, betweenCount, scrolls, bands });
			for (const { hold, seen, frameCount, made } of betweens) {
				const { weight, moves, rows } = made;
				const picture = {
					kind: "between",
					hold,
					weight,
					moves,
					bands: bandsOf(seen, hold, rows, rows),
				} as const;
				for (let count = 0; count < frameCount; count++) pictures.push(picture);
			}
			index = rest.hold;
			next = rest.seen;
			frame += betweenCount;
		}
		const scene: SeenScene = next ?? [];
		next = look(index + 1, scene);
		const frameCount = holds[index]?.frameCount ?? 0;
		const end: number = frame + frameCount;
		const keysInHold: number[] = [];
		for (; (keys[keysDone] ?? Number.POSITIVE_INFINITY) < end; keysDone++)
			keysInHold.push(keys[keysDone] ?? 0);
		if (planned !== null) {
			[reference, ahead, disposableInARow] = [scene, null, 0];
			frame += 1;
		} else if (keysInHold[0] !== frame) {
			if (reference === null) throw new RangeError("The first picture of a video is a key frame");
			const { scrolls, rows }: PictureDifference = ahead ?? findDifference(reference, scene, film);
			const isLasting =
				frameCount > 1 || next === null || keys[keysDone] === end || transitions.has(index + 1);
			const toNext = isLasting || next === null ? null : findDifference(scene, next, film);
			const pastThis = isLasting || next === null ? null : findDifference(reference, next, film);
			const isWanted = toNext === null || pastThis === null || toNext.rows.length < pastThis.rows.length;
			const isReference = isWanted || transitions.size > 0 || disposableInARow === MOST_DISPOSABLE_IN_A_ROW;
			ahead = isReference ? toNext : pastThis;
			// Rows that the next picture replaces are transient even if this picture is a reference for the decoder's sake.
			const replaced = toNext?.scrolls.length === 0 ? toNext.rows : [];
			const bands = bandsOf(scene, index, rows, isWanted ? [] : isReference ? replaced : rows);
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
