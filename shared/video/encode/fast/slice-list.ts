import type { Size } from "../../scene/rect.ts";
import type { SeenScene } from "../seen-scene.ts";
import { rowKey } from "./row-key.ts";
import {
	type PlannedPicture,
	ROW_HEIGHT_PX,
	type SliceSource,
	type SliceSpan,
	type StreamPlan,
} from "./stream-plan.ts";

/** A slice, whether a picture that contains it stays longer than a frame, and the text on it. */
type FoundSlice = { readonly source: SliceSource; isLasting: boolean; readonly textEms: number };

/** The slices of a video, each once, numbered as they are first seen. */
type SliceList = {
	readonly found: readonly FoundSlice[];
	readonly indexOf: (scene: SeenScene, source: SliceSource, isLasting: boolean) => number;
	/** The slices of a whole picture, from the top. The key frames of one hold share one list, however long it lasts. */
	readonly wholePicture: (scene: SeenScene, hold: number) => readonly number[];
};

export function createSliceList(size: Size): SliceList {
	const found: FoundSlice[] = [];
	const known = new Map<string, number>();
	const rowCount = Math.ceil(size.heightPx / ROW_HEIGHT_PX);
	let whole: { readonly hold: number; readonly slices: readonly number[] } | null = null;
	const indexOf = (scene: SeenScene, source: SliceSource, isLasting: boolean): number => {
		const key = rowKey(scene, source.row * ROW_HEIGHT_PX, size);
		const index = known.get(key);
		if (index === undefined) {
			known.set(key, found.length);
			return found.push({ source, isLasting, textEms: countTextEms(scene, source.row) }) - 1;
		}
		const slice = found[index];
		if (slice !== undefined && isLasting) slice.isLasting = true;
		return index;
	};
	return {
		found,
		indexOf,
		wholePicture: (scene, hold) => {
			if (whole?.hold !== hold) {
				const slices = Array.from({ length: rowCount }, (_, row) => indexOf(scene, { hold, row }, true));
				whole = { hold, slices };
			}
			return whole.slices;
		},
	};
}

/**
 * The text on a row, in ems of its own size: a line counts with its width if it fills the row, and in proportion if it fills a
 * part of it.
 */
function countTextEms(scene: SeenScene, row: number): number {
	const topPx = row * ROW_HEIGHT_PX;
	let ems = 0;
	for (const layer of scene) {
		if (layer === null || layer.rows.fromPx >= topPx + ROW_HEIGHT_PX || layer.rows.toPx <= topPx) continue;
		for (const { sprite, yPx } of layer.placements) {
			for (const line of sprite.lines) {
				const fromPx = Math.max(topPx, yPx + line.fromPx);
				const toPx = Math.min(topPx + ROW_HEIGHT_PX, yPx + line.toPx);
				if (toPx > fromPx) ems += (line.ems * (toPx - fromPx)) / ROW_HEIGHT_PX;
			}
		}
	}
	return ems;
}

/**
 * In every group of this many slices, in the order in which they are first seen, the lasting ones come before the transient
 * ones: few spans for the encoder, and neighbours stay near each other. (With all lasting ones first, each long message was
 * rasterised twice.)
 */
const GROUP = 256;

/** The plan with its slices in groups of both kinds. */
export function sortSlices(found: readonly FoundSlice[], pictures: readonly PlannedPicture[]): StreamPlan {
	const groupOf = (index: number) => Math.floor(index / GROUP);
	const order = [...found.keys()].sort(
		(a, b) => groupOf(a) - groupOf(b) || Number(found[b]?.isLasting) - Number(found[a]?.isLasting) || a - b,
	);
	const newIndex = new Map(order.map((old, index) => [old, index]));
	const moved = (slice: number) => newIndex.get(slice) ?? 0;
	const lists = new Map<readonly number[], readonly number[]>();
	const movedList = (slices: readonly number[]) => {
		const list = lists.get(slices) ?? slices.map(moved);
		lists.set(slices, list);
		return list;
	};
	return {
		slices: order.flatMap((index) => found[index]?.source ?? []),
		transientSlices: spansOf(order.map((index) => found[index]?.isLasting === false)),
		pictures: pictures.map((picture) => {
			if (picture.kind === "repeat") return picture;
			if (picture.kind === "key") return { ...picture, slices: movedList(picture.slices) };
			return { ...picture, bands: picture.bands.map(({ row, slice }) => ({ row, slice: moved(slice) })) };
		}),
	};
}

/** The spans in which the list is true. */
function spansOf(list: readonly boolean[]): readonly SliceSpan[] {
	const spans: SliceSpan[] = [];
	for (let from = list.indexOf(true); from >= 0; ) {
		const end = list.indexOf(false, from);
		const to = end < 0 ? list.length : end;
		spans.push({ from, to });
		from = list.indexOf(true, to);
	}
	return spans;
}
