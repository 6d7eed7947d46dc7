import type { Tone, Weight } from "./tone.ts";

/** Small type: names, times, receipts, date lines. */
export type SmallType = {
	readonly sizePt: number;
	readonly linePt: number;
	readonly weight: Weight;
	readonly tone: Tone;
};

/** The time of a message. `inside`: at the end of the last line of its text, or on a line of its own. */
export type Meta = { readonly at: "none" } | ({ readonly at: "inside"; readonly gapPt: number } & SmallType);

/** `below`: under the newest message of one's own; its room stays while that is the last of its run. */
export type Receipt =
	| { readonly at: "none" }
	| ({ readonly at: "below"; readonly abovePt: number; readonly belowPt: number } & SmallType);

/** `below`: pills under the frame, over its edge by `overlapPt`. */
export type Reaction =
	| { readonly at: "none" }
	| {
			readonly at: "below";
			readonly sizePt: number;
			readonly heightPt: number;
			readonly overlapPt: number;
			readonly fill: Tone;
	  };

/** The dots in the place of a message that is being written. */
export type Typing = {
	readonly widthPt: number;
	readonly heightPt: number;
	readonly dotPt: number;
	readonly pitchPt: number;
	readonly fill: Tone;
	readonly strong: Tone;
	readonly faint: Tone;
	/** Circles that trail off at the lower corner, from their centres to the bubble's start and lower edges. */
	readonly circles: readonly { readonly xPt: number; readonly yPt: number; readonly radiusPt: number }[];
	/** Room at the capsule's start for what trails off. */
	readonly overhangPt: number;
	/** From the column's start edge to the capsule. */
	readonly marginPt: number;
	/** One wave through the dots, in pictures of equal length. */
	readonly periodMs: number;
	readonly phases: number;
};
