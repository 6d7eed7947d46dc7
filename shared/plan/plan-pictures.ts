import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Scene } from "../layout/scene.ts";
import { differenceOf } from "./difference.ts";
import { type PicturePlan, type PlannedPicture, STRIP_HEIGHT_PX, type StripSource } from "./picture-plan.ts";
import { planKeys } from "./plan-keys.ts";
import type { Run } from "./render-plan.ts";
import { stripKey } from "./strip-key.ts";

/**
 * Runs as the pictures of an H.264 stream: key pictures by the clock, everything else by its difference to the last
 * reference picture, and each strip of pixels coded once, wherever it is seen. Pure.
 *
 * A picture that lasts one frame, and that the next one is told no easier from, is no reference: a bubble that rises
 * while it appears then needs the rows where it is and not those where it was. One that lasts is a reference, because
 * its repeats are then empty, while those of another have to bring its strips again.
 */
export function planPictures(layout: ChatLayout, runs: readonly Run[], fps: number): PicturePlan {
	const strips = createStripList(layout);
	const pictures: PlannedPicture[] = [];
	const keys = planKeys(runs, fps);
	let keysDone = 0;
	let frame = 0;
	let reference: Scene | null = null;
	for (const [index, { scene, frameCount }] of runs.entries()) {
		const end = frame + frameCount;
		const keysInRun: number[] = [];
		for (; (keys[keysDone] ?? Number.POSITIVE_INFINITY) < end; keysDone++) keysInRun.push(keys[keysDone] ?? 0);
		if (keysInRun[0] !== frame) {
			if (reference === null) throw new RangeError("The first picture of a video is a key picture");
			const { scroll, rows } = differenceOf(layout, reference, scene);
			const next = runs[index + 1]?.scene;
			const isLasting = frameCount > 1 || next === undefined || keys[keysDone] === end;
			const isReference = isLasting || isEasierFrom(layout, scene, reference, next);
			const bands = rows.map((row) => ({ row, strip: strips.indexOf(scene, { run: index, row }) }));
			pictures.push({ kind: "inter", run: index, isReference, scroll, bands });
			if (isReference) reference = scene;
			frame += 1;
		}
		for (const key of keysInRun) {
			if (key > frame) pictures.push({ kind: "repeat", count: key - frame });
			pictures.push({ kind: "key", run: index, strips: strips.wholePicture(scene, index) });
			reference = scene;
			frame = key + 1;
		}
		if (end > frame) pictures.push({ kind: "repeat", count: end - frame });
		frame = end;
	}
	return { strips: strips.sources, pictures };
}

/** Whether `next` differs in fewer rows from `scene` than from the reference before it. */
function isEasierFrom(layout: ChatLayout, scene: Scene, reference: Scene, next: Scene): boolean {
	return (
		differenceOf(layout, scene, next).rows.length < differenceOf(layout, reference, next).rows.length
	);
}

function createStripList(layout: ChatLayout) {
	const sources: StripSource[] = [];
	const known = new Map<string, number>();
	const rowCount = Math.ceil(layout.heightPx / STRIP_HEIGHT_PX);
	let whole: { readonly run: number; readonly strips: readonly number[] } | null = null;
	const indexOf = (scene: Scene, source: StripSource): number => {
		const key = stripKey(layout, scene, source.row);
		const index = known.get(key) ?? sources.push(source) - 1;
		known.set(key, index);
		return index;
	};
	return {
		sources,
		indexOf,
		/** The key pictures of one run share one list, however long it stands. */
		wholePicture: (scene: Scene, run: number): readonly number[] => {
			if (whole?.run !== run) {
				const rows = Array.from({ length: rowCount }, (_, row) => indexOf(scene, { run, row }));
				whole = { run, strips: rows };
			}
			return whole.strips;
		},
	};
}
