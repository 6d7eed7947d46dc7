import type { Tone } from "./tone.ts";

/** A flat fill, or a vertical gradient over the sprite or fixed to the screen. */
export type ToneFill =
	| Tone
	| {
			readonly stops: readonly { readonly at: number; readonly colour: Tone }[];
			readonly space: "sprite" | "screen";
	  };

/** What frames a message. */
export type Frame = BubbleFrame | RowFrame;

export type BubbleFrame = {
	readonly kind: "bubble";
	readonly fill: ToneFill;
	readonly text: Tone;
	readonly paddingXPt: number;
	readonly paddingYPt: number;
	readonly radiusPt: number;
	readonly tail: Tail;
	/** Of the column's width. */
	readonly widestShare: number;
	readonly narrowestPt: number;
	/** From the column's edge to the bubble's body. */
	readonly marginPt: number;
};

type Tail =
	| { readonly kind: "none" }
	/** The last of a run has a lower corner that runs out sideways. */
	| { readonly kind: "curl"; readonly outPt: number }
	/** The first of a run has a triangle at an upper corner. */
	| { readonly kind: "nub"; readonly sizePt: number };

/** Text without a ground, over the whole column, at the start side for everybody. */
export type RowFrame = {
	readonly kind: "row";
	readonly text: Tone;
	/** From the column's start edge to the text, and from its end to the other edge. */
	readonly indentPt: number;
	readonly insetPt: number;
	readonly paddingYPt: number;
};
