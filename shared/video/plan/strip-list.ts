import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Scene } from "../layout/scene.ts";
import {
	type PicturePlan,
	type PlannedPicture,
	STRIP_HEIGHT_PX,
	type StripSource,
	type StripSpan,
} from "./picture-plan.ts";
import { stripKey } from "./strip-key.ts";

/** A strip, and whether a picture that contains it stays longer than a frame. */
type FoundStrip = { readonly source: StripSource; isLasting: boolean };

/** The strips of a video, each once, numbered as they are first seen. */
type StripList = {
	readonly found: readonly FoundStrip[];
	readonly indexOf: (scene: Scene, source: StripSource, isLasting: boolean) => number;
	/** The strips of a whole picture, from the top. The key frames of one hold share one list, however long it lasts. */
	readonly wholePicture: (scene: Scene, hold: number) => readonly number[];
};

export function createStripList(layout: ChatLayout): StripList {
	const found: FoundStrip[] = [];
	const known = new Map<string, number>();
	const rowCount = Math.ceil(layout.heightPx / STRIP_HEIGHT_PX);
	let whole: { readonly hold: number; readonly strips: readonly number[] } | null = null;
	const indexOf = (scene: Scene, source: StripSource, isLasting: boolean): number => {
		const key = stripKey(layout, scene, source.row);
		const index = known.get(key) ?? found.push({ source, isLasting }) - 1;
		known.set(key, index);
		const strip = found[index];
		if (strip !== undefined && isLasting) strip.isLasting = true;
		return index;
	};
	return {
		found,
		indexOf,
		wholePicture: (scene, hold) => {
			if (whole?.hold !== hold) {
				const rows = Array.from({ length: rowCount }, (_, row) => indexOf(scene, { hold, row }, true));
				whole = { hold, strips: rows };
			}
			return whole.strips;
		},
	};
}

/**
 * In every group of this many strips, in the order in which they are first seen, the lasting ones come before the transient
 * ones: few spans for the encoder, and neighbours stay near each other. (With all lasting ones first, each long message was
 * rasterised twice.)
 */
const GROUP = 256;

/** The plan with its strips in groups of both kinds. */
export function sortStrips(found: readonly FoundStrip[], pictures: readonly PlannedPicture[]): PicturePlan {
	const groupOf = (index: number) => Math.floor(index / GROUP);
	const order = [...found.keys()].sort(
		(a, b) => groupOf(a) - groupOf(b) || Number(found[b]?.isLasting) - Number(found[a]?.isLasting) || a - b,
	);
	const newIndex = new Map(order.map((old, index) => [old, index]));
	const moved = (strip: number) => newIndex.get(strip) ?? 0;
	const lists = new Map<readonly number[], readonly number[]>();
	const movedList = (strips: readonly number[]) => {
		const list = lists.get(strips) ?? strips.map(moved);
		lists.set(strips, list);
		return list;
	};
	return {
		strips: order.flatMap((index) => found[index]?.source ?? []),
		transientStrips: spansOf(order.map((index) => found[index]?.isLasting === false)),
		pictures: pictures.map((picture) => {
			if (picture.kind === "repeat") return picture;
			if (picture.kind === "key") return { ...picture, strips: movedList(picture.strips) };
			return { ...picture, bands: picture.bands.map(({ row, strip }) => ({ row, strip: moved(strip) })) };
		}),
	};
}

/** The spans in which the list is true. */
function spansOf(list: readonly boolean[]): readonly StripSpan[] {
	const spans: StripSpan[] = [];
	for (let from = list.indexOf(true); from >= 0; ) {
		const end = list.indexOf(false, from);
		const to = end < 0 ? list.length : end;
		spans.push({ from, to });
		from = list.indexOf(true, to);
	}
	return spans;
}
