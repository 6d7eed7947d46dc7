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
	/** Of the time inside it. */
	readonly secondary: Tone;
	readonly padding: { readonly xPt: number; readonly topPt: number; readonly bottomPt: number };
	readonly radius: Radius;
	readonly tail: Tail;
	/** Without blur. Default: none. */
	readonly shadow?: Shadow;
	/** The least of what is given; at least one is. */
	readonly widest: {
		/** Of the column's width. */
		readonly share?: number;
		/** Left free between the margins. */
		readonly sparePt?: number;
		readonly mostPt?: number;
	};
	readonly narrowestPt: number;
	/** From the column's edge to the bubble's body. */
	readonly marginPt: number;
};

/** Of a bubble's corners. */
export type Radius = {
	readonly wholePt: number;
	/** At the sender's side, between two of one run. Default: as the others. */
	readonly joinedPt?: number;
	/** The lower one at the sender's side of the last of a run. Default: as the others. */
	readonly lastPt?: number;
};

export type Tail =
	| { readonly kind: "none" }
	/** The last of a run has a lower corner that runs out sideways. */
	| { readonly kind: "curl"; readonly outPt: number }
	/** The last of a run has a lower corner that hangs below the body, and is no wider than it. */
	| { readonly kind: "hang"; readonly dropPt: number }
	/** `top`: the first of a run has a triangle at its upper corner. `bottom`: the last a hook at its lower one, as high as it is wide. */
	| { readonly kind: "nub"; readonly at: "top" | "bottom"; readonly sizePt: number };

/** The same outline under it, further down. */
export type Shadow = {
	/** `#rrggbbaa`. */
	readonly tone: Tone;
	readonly downPt: number;
};

/** Text without a ground, over the whole column, at the start side for everybody. */
export type RowFrame = {
	readonly kind: "row";
	readonly text: Tone;
	/** Of the time inside it. */
	readonly secondary: Tone;
	/** From the column's start edge to the text, and from its end to the other edge. */
	readonly indentPt: number;
	readonly insetPt: number;
	readonly paddingYPt: number;
};
