import type { Tone } from "./tone.ts";

/** The dots of somebody who writes. `column`: in the place of the message. `header`: the status line tells it, the column does not. */
export type Typing = { readonly at: "header" } | ({ readonly at: "column" } & TypingBubble);

export type TypingBubble = {
	readonly widthPt: number;
	readonly heightPt: number;
	/** Of its corners. */
	readonly radiusPt: number;
	readonly fill: Tone;
	/** Circles that trail off at the lower corner, from their centres to the bubble's start and lower edges. */
	readonly circles: readonly { readonly xPt: number; readonly yPt: number; readonly radiusPt: number }[];
	/** Room at the capsule's start for what trails off. */
	readonly overhangPt: number;
	/** From the column's start edge to the capsule. */
	readonly marginPt: number;
	readonly dots: TypingDots;
	/** One wave through the dots, in pictures of equal length. */
	readonly periodMs: number;
	readonly phases: number;
};

/** Three dots in a row. Each in turn swells from its resting look to its full one, and back. */
type TypingDots = {
	readonly pitchPt: number;
	/** Of a dot at its fullest. */
	readonly sizePt: number;
	/** `#rrggbb` or `#rrggbbaa`, both alike. */
	readonly strong: Tone;
	/** At rest: the colour, and the share of the size. */
	readonly faint: Tone;
	readonly smallest: number;
	/** So much higher at its fullest. */
	readonly risePt: number;
	readonly wave: {
		/** Shares of the period: how long a dot is not at rest, and how much later the next begins. */
		readonly active: number;
		readonly lag: number;
		/** `arch`: half a sine. `swell`: it also starts and ends gently. */
		readonly curve: "arch" | "swell";
	};
};
