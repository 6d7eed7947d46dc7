import type { EncodeSettings } from "../engine.ts";
import type { Film } from "../film.ts";
import { MACROBLOCK_PX } from "../h264/level.ts";
import type { StreamFeatures } from "../h264/stream-features.ts";

/**
 * A slice is one row of macroblocks: the unit in which pictures are coded. It is as low as possible, for three reasons: no
 * unchanged row is coded; every slice of a video has one size, so that one encoder process codes them all; and because resting
 * offsets are multiples of it, content that was shown once comes again as the same slices wherever it has moved. Eight resting
 * pictures of a chat of 1080×1920 were 204 distinct slices of 960, coded in 50 CPU ms; as eight whole pictures they took 210.
 * Whole pictures are 15 % larger coded so.
 */
export const ROW_HEIGHT_PX = MACROBLOCK_PX;

/** Where a slice is first seen. Rows count macroblocks from the top. */
export type SliceSource = { readonly hold: number; readonly row: number };

/** Slices `[from, to)` of a plan. */
export type SliceSpan = { readonly from: number; readonly to: number };

/** One frame of a video. Slices are indexes into the plan's. */
export type PlannedPicture =
	/** A key frame: one slice a row, from the top. */
	| { readonly kind: "key"; readonly hold: number; readonly slices: readonly number[] }
	/** `count` frames that show what the frame before them shows: a key, or a picture that is a reference. */
	| { readonly kind: "repeat"; readonly count: number }
	/** The last reference picture with some rows moved and some new. */
	| {
			readonly kind: "inter";
			readonly hold: number;
			/** Whether later pictures are coded as a difference to this one; else it is disposable. */
			readonly isReference: boolean;
			/** So many of the next pictures, all `between`, are shown before this one, which is a reference. Default: 0. */
			readonly betweenCount?: number;
			/** By ascending row, not overlapping. */
			readonly scrolls: readonly Scroll[];
			/** By ascending row. They win over scrolls. */
			readonly bands: readonly PlannedBand[];
	  }
	/** On the way from one reference to the next, which comes before it: rows of both, rows mixed of both, and new rows. */
	| {
			readonly kind: "between";
			readonly hold: number;
			/** Of 64: how much of the reference after it is in mixed rows; null: none are mixed. */
			readonly weight: number | null;
			/** By ascending row, not overlapping. Rows in none are mixed, or those of the reference after it if there is no weight. */
			readonly moves: readonly Move[];
			/** By ascending row. They win over moves. */
			readonly bands: readonly PlannedBand[];
	  };

type PlannedBand = { readonly row: number; readonly slice: number };

/** Rows `[fromRow, toRow)` show what the last reference shows `shiftPx` (even, not 0) further down. */
export type Scroll = { readonly fromRow: number; readonly toRow: number; readonly shiftPx: number };

/** Rows `[fromRow, toRow)` show what the reference before or after shows `shiftPx` (even) further down. */
export type Move = Scroll & { readonly of: "before" | "after" };

/** A film as an H.264 stream of as few slices as may be. */
export type StreamPlan = {
	/** Roughly in the order in which they are first seen, so that drawings are reused from one slice to the next. */
	readonly slices: readonly SliceSource[];
	/** The slices that are seen for one frame alone; the others stay for a while or are repeated. Ascending. */
	readonly transientSlices: readonly SliceSpan[];
	/** In the order of the stream; their frames add up to the video. */
	readonly pictures: readonly PlannedPicture[];
};

/** What coding a stream takes. The caller draws its slices. */
export type StreamJob = {
	readonly film: Omit<Film, "holds">;
	readonly settings: EncodeSettings;
	readonly stream: StreamPlan;
};

/** Whether a part of a reference has moved in it. */
export function hasMoved(picture: PlannedPicture): boolean {
	if (picture.kind === "between") return picture.moves.some(({ shiftPx }) => shiftPx !== 0);
	return picture.kind === "inter" && picture.scrolls.length > 0;
}

/** What the stream of a plan has to declare. */
export function featuresOf({ pictures }: Pick<StreamPlan, "pictures">): StreamFeatures {
	const betweens = pictures.filter((picture) => picture.kind === "between");
	return { isReordered: betweens.length > 0, isWeighted: betweens.some(({ weight }) => weight !== null) };
}
