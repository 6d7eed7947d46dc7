import type { FastPlan } from "../../shared/video/encode/fast/plan-fast.ts";
import { rowWords } from "./row-words.ts";

/** What a decoder shows of a plan in each frame: every row of pixels as the words of what is seen in it. */
export function shownWords(plan: FastPlan): readonly (readonly string[])[] {
	const frames: (readonly string[])[] = [];
	let reference: readonly string[] = [];
	for (const picture of plan.stream.pictures) {
		if (picture.kind === "repeat") {
			const last = frames.at(-1) ?? [];
			for (let count = 0; count < picture.count; count++) frames.push(last);
			continue;
		}
		if (picture.kind === "key") {
			reference = picture.slices.flatMap((slice) => sliceWords(plan, slice));
			frames.push(reference);
			continue;
		}
		const rows = [...reference];
		for (const { fromRow, toRow, shiftPx } of picture.scrolls)
			for (let row = 16 * fromRow; row < 16 * toRow; row++) rows[row] = reference[row + shiftPx] ?? "nothing";
		for (const { row, slice } of picture.bands) rows.splice(16 * row, 16, ...sliceWords(plan, slice));
		rows.length = reference.length;
		frames.push(rows);
		if (picture.isReference) reference = rows;
	}
	return frames;
}

/** What a slice shows, row of pixels by row of pixels; of one that is cut off by the screen's end, the rows above it. */
function sliceWords({ film, stream: { slices } }: FastPlan, index: number): readonly string[] {
	const { hold, row } = slices[index] ?? { hold: -1, row: -1 };
	const scene = film.holds[hold]?.scene;
	if (scene === undefined) throw new RangeError(`slice ${index}`);
	return rowWords(scene, film).slice(row * 16, row * 16 + 16);
}
