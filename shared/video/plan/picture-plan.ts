import { MACROBLOCK_PX } from "../layout/scale.ts";

/**
 * A strip is one row of macroblocks: the unit in which pictures are coded. It is as low as possible, for three reasons: no
 * unchanged row is coded; every strip of a video has one size, so that one encoder process codes them all; and because resting
 * offsets are multiples of it, content that was shown once comes again as the same strips wherever it has moved. Eight resting
 * pictures of a chat of 1080×1920 were 204 distinct strips of 960, coded in 50 CPU ms; as eight whole pictures they took 210.
 * Whole pictures are 15 % larger coded so.
 */
export const STRIP_HEIGHT_PX = MACROBLOCK_PX;

/** A strip to code: the row in which it is first seen. Rows count macroblocks from the top. */
export type StripSource = { readonly hold: number; readonly row: number };

/** Strips `[from, to)` of a plan. */
export type StripSpan = { readonly from: number; readonly to: number };

/** A strip at its place in a picture. */
type PlacedStrip = { readonly row: number; readonly strip: number };

/** The most non-reference pictures in a row: as many as `encode/h264` takes, for the reason given in its `level.ts`. */
export const MOST_DISPOSABLE_IN_A_ROW = 4;

/** One frame of a video. Strips are indexes into the plan's. */
export type PlannedPicture =
	/** A key frame: one strip a row, from the top. */
	| { readonly kind: "key"; readonly hold: number; readonly strips: readonly number[] }
	/** `count` frames that show what the frame before them shows: a key, or a picture that is a reference. */
	| { readonly kind: "repeat"; readonly count: number }
	/** The last reference picture with some rows moved and some new. */
	| {
			readonly kind: "inter";
			readonly hold: number;
			/** Whether later pictures are coded as a difference to this one; else it is disposable. */
			readonly isReference: boolean;
			/** Rows `[fromRow, toRow)` show what the last reference shows `shiftPx` (even, above 0) further down. */
			readonly scroll: Scroll | null;
			/** Ascending. They win over the scroll. */
			readonly bands: readonly PlacedStrip[];
	  };

export type Scroll = { readonly fromRow: number; readonly toRow: number; readonly shiftPx: number };

export type PicturePlan = {
	/** Roughly in the order in which they are first seen, so that drawings are reused from one strip to the next. */
	readonly strips: readonly StripSource[];
	/** The strips that are seen for one frame alone; the others stay for a while or are repeated. Ascending. */
	readonly transientStrips: readonly StripSpan[];
	/** In the order of the video; their frames add up to it. */
	readonly pictures: readonly PlannedPicture[];
};
