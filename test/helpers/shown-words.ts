import type { FastPlan } from "../../shared/video/encode/fast/plan-fast.ts";
import { rowWords } from "./row-words.ts";

/** What a decoder shows of a plan in each frame: every row of pixels as the words of what is seen in it. */
export function shownWords(plan: FastPlan): readonly (readonly string[])[] {
	const frames: (readonly string[])[] = [];
	let before: readonly string[] = [];
	let reference: readonly string[] = [];
	let late: { readonly rows: readonly string[]; readonly at: number } | null = null;
	for (const picture of plan.stream.pictures) {
		if (picture.kind === "repeat") {
			const last = frames.at(-1) ?? [];
			for (let count = 0; count < picture.count; count++) frames.push(last);
			before = reference;
			continue;
		}
		if (picture.kind === "key") {
			[before, reference] = [reference, picture.slices.flatMap((slice) => sliceWords(plan, slice))];
			frames.push(reference);
			continue;
		}
		const rows =
			picture.kind === "inter"
				? movedRows(reference, picture.scrolls, () => reference)
				: movedRows(
						picture.weight === null ? reference : mixedRows(plan, picture, [before, reference]),
						picture.moves,
						({ of }) => (of === "before" ? before : reference),
					);
		for (const { row, slice } of picture.bands) rows.splice(16 * row, 16, ...sliceWords(plan, slice));
		rows.length = reference.length;
		if (picture.kind === "inter") {
			if (picture.isReference) [before, reference] = [reference, rows];
			if (picture.betweenCount) {
				late = { rows, at: frames.length + picture.betweenCount };
				continue;
			}
		}
		frames.push(rows);
		if (late?.at === frames.length) frames.push(late.rows);
	}
	return frames;
}

type Moved = { readonly fromRow: number; readonly toRow: number; readonly shiftPx: number };

function movedRows<Move extends Moved>(
	base: readonly string[],
	moves: readonly Move[],
	sourceOf: (move: Move) => readonly string[],
): string[] {
	const rows = [...base];
	for (const move of moves)
		for (let row = 16 * move.fromRow; row < 16 * move.toRow; row++)
			rows[row] = sourceOf(move)[row + move.shiftPx] ?? "nothing";
	return rows;
}

/**
 * A mix of rows that differ has the words of its hold if these say so: each thing is the same in all three, or fades with that weight.
 * (That the hold is such a mix of pixels is what `scene/mixes.ts` is tested for.)
 */
function mixedRows(
	{ film }: FastPlan,
	{ hold, weight }: { readonly hold: number; readonly weight: number | null },
	[before, after]: readonly [readonly string[], readonly string[]],
): readonly string[] {
	const shown = rowWords(film.holds[hold]?.scene ?? { layers: [] }, film);
	return shown.map((words, row) => {
		if (before[row] === after[row] || weight === 0) return before[row] ?? "nothing";
		if (weight === 64) return after[row] ?? "nothing";
		const things = new Set([...(before[row] ?? "").split(";"), ...(after[row] ?? "").split(";")]);
		const fading = words.split(";").filter((word) => !things.has(word));
		const isMix = fading.every((word) => [weight, 64 - (weight ?? 0)].includes(Number(word.split(",")[2])));
		return isMix && fading.length === 1 ? words : `a mix by ${weight}`;
	});
}

/** What a slice shows, row of pixels by row of pixels; of one that is cut off by the screen's end, the rows above it. */
function sliceWords({ film, stream: { slices } }: FastPlan, index: number): readonly string[] {
	const { hold, row } = slices[index] ?? { hold: -1, row: -1 };
	const scene = film.holds[hold]?.scene;
	if (scene === undefined) throw new RangeError(`slice ${index}`);
	return rowWords(scene, film).slice(row * 16, row * 16 + 16);
}
