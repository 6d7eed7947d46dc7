import type { Tone } from "./tone.ts";

/** Pictures in messages, one by itself or up to four in a grid of squares, cut to fill their places. */
export type Media = MediaSizes & (MediaAlone | MediaInside);

type MediaSizes = {
	/** The widest and the highest that pictures may be together. The width is a share of the column's, without avatars. */
	readonly widestShare: number;
	readonly highestPt: number;
	/** Width ÷ height of one picture by itself: what is narrower or flatter is cut in the middle. */
	readonly narrowest: number;
	readonly flattest: number;
	/** Between the pictures of a grid. */
	readonly gapPt: number;
	readonly radiusPt: number;
	/** In the place of a picture that is not there. */
	readonly missing: Tone;
};

/** Without a frame of their own; the text is a message under them. */
type MediaAlone = { readonly at: "alone" };

/** In the bubble, over its text. In a row as `alone`. */
type MediaInside = {
	readonly at: "inside";
	/** From the bubble's edges to the pictures. */
	readonly paddingPt: number;
	/** Without a text, the time stands over the pictures' foot, which is shaded (`#rrggbbaa`) over so much height. */
	readonly time: { readonly tone: Tone; readonly shade: Tone; readonly shadePt: number };
};
