import type { Size, Strip } from "./h264-strips.ts";

/** A plan of pictures in terms of strips whose own decode is known. */
export type ModelPicture =
	| { readonly kind: "key"; readonly strip: Strip }
	| { readonly kind: "repeat" }
	| {
			readonly kind: "inter";
			readonly isReference: boolean;
			/** So many of the next, `between`, are shown before it. */
			readonly betweenCount?: number;
			readonly scrolls: readonly Moved[];
			readonly bands: readonly Placed[];
	  }
	| {
			readonly kind: "between";
			readonly weight: number | null;
			readonly moves: readonly (Moved & { readonly of: "before" | "after" })[];
			readonly bands: readonly Placed[];
	  };

type Moved = { readonly fromMb: number; readonly toMb: number; readonly shiftPx: number };
type Placed = { readonly atMb: number; readonly strip: Strip };

/**
 * What a decoder should show, in that order: each picture put together from separately decoded parts, as packed I420. Where one is
 * between two others, they are mixed as 8.4.2.3.2 says, with weights of 32nds
 * that add up to two.
 */
export function shownPictures(pictures: readonly ModelPicture[], size: Size): readonly Buffer[] {
	let reference: Buffer = Buffer.alloc((size.widthPx * size.heightPx * 3) / 2);
	let before: Buffer = reference;
	let shown: Buffer = Buffer.alloc(0);
	const frames: Buffer[] = [];
	let late: { readonly frame: Buffer; readonly at: number } | null = null;
	for (const picture of pictures) {
		if (picture.kind === "key") {
			shown = copyRows(Buffer.alloc((size.widthPx * size.heightPx * 3) / 2), picture.strip.shown, size, {
				fromPx: 0,
				toPx: size.heightPx,
				sourcePx: 0,
			});
			[before, reference] = [reference, shown];
		} else if (picture.kind === "inter") {
			shown = Buffer.from(reference);
			for (const scroll of picture.scrolls) moveRows(shown, reference, size, scroll);
			placeBands(shown, picture.bands, size);
			if (picture.isReference) [before, reference] = [reference, shown];
			if (picture.betweenCount) {
				late = { frame: shown, at: frames.length + picture.betweenCount };
				continue;
			}
		} else if (picture.kind === "between") {
			shown = picture.weight === null ? Buffer.from(reference) : mix(before, reference, picture.weight);
			for (const move of picture.moves)
				moveRows(shown, move.of === "before" ? before : reference, size, move);
			placeBands(shown, picture.bands, size);
		} else if (picture.kind === "repeat") before = reference;
		frames.push(shown);
		if (late?.at !== frames.length) continue;
		frames.push(late.frame);
		shown = late.frame;
	}
	return frames;
}

function mix(before: Buffer, after: Buffer, weight: number): Buffer {
	return Buffer.from(
		before.map((sample, at) => (sample * (64 - weight) + (after[at] ?? 0) * weight + 32) >> 6),
	);
}

function moveRows(target: Buffer, source: Buffer, size: Size, { fromMb, toMb, shiftPx }: Moved): void {
	const rows = { fromPx: 16 * fromMb, toPx: Math.min(16 * toMb, size.heightPx) };
	copyRows(target, source, size, { ...rows, sourcePx: rows.fromPx + shiftPx });
}

function placeBands(target: Buffer, bands: readonly Placed[], size: Size): void {
	for (const { atMb, strip } of bands) {
		const toPx = Math.min(16 * atMb + strip.coded.heightPx, size.heightPx);
		copyRows(target, strip.shown, size, { fromPx: 16 * atMb, toPx, sourcePx: 0 });
	}
}

type Rows = { readonly fromPx: number; readonly toPx: number; readonly sourcePx: number };

/** Rows that the source has not are left as they are: bands cover them. */
function copyRows(target: Buffer, source: Buffer, { widthPx, heightPx }: Size, rows: Rows): Buffer {
	const sourceHeight = source.length / ((widthPx * 3) / 2);
	for (let y = rows.fromPx; y < rows.toPx; y++) {
		const from = rows.sourcePx + y - rows.fromPx;
		if (from < 0 || from >= sourceHeight) continue;
		source.copy(target, y * widthPx, from * widthPx, (from + 1) * widthPx);
		if (y % 2 === 1) continue;
		const width = widthPx / 2;
		for (const plane of [0, 1]) {
			const targetAt = widthPx * heightPx + (plane * (widthPx * heightPx)) / 4 + (y / 2) * width;
			const sourceAt = widthPx * sourceHeight + (plane * (widthPx * sourceHeight)) / 4 + (from / 2) * width;
			source.copy(target, targetAt, sourceAt, sourceAt + width);
		}
	}
	return target;
}
