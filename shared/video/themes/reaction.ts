import type { Ink } from "./bar-parts.ts";
import type { Shadow } from "./frame.ts";
import type { Tone, Weight } from "./tone.ts";

/** The reactions to a message. */
export type Reaction = { readonly at: "none" } | ReactionBadges | ReactionPills;

type Shown = {
	/** Of somebody's reactions to one message: only the newest, or all. */
	readonly perPerson: "one" | "many";
	/** So many different emoji are shown. Where there are more, the newest is among them. */
	readonly most: number;
	/** Of an emoji. */
	readonly sizePt: number;
	/** So much around them is cut out of the frame: what is behind it is seen. */
	readonly edgePt: number;
};

/** A disc for each emoji at the frame's upper corner, at the side that is not the sender's. They go on inwards. */
type ReactionBadges = Shown & {
	readonly at: "corner";
	readonly diameterPt: number;
	/** Free between them and the column's edge: discs on a short bubble stay so far from the screen's. */
	readonly sidePt: number;
	/** The middle of the first, from the corner. */
	readonly inPt: number;
	readonly upPt: number;
	/** From the middle of one to the next, in diameters: where both have one fill, which makes one shape of them, and where not. */
	readonly pitch: { readonly joined: number; readonly apart: number };
	/** They trail off the first: diameters, and middles from its own. */
	readonly dots: readonly { readonly sizePt: number; readonly outPt: number; readonly downPt: number }[];
	/** Over the frame. Heights change by it after the message stands, so it is rounded up to 16 px. */
	readonly roomPt: number;
	readonly theirs: Tone;
	/** One's own reaction. */
	readonly own: Ink;
};

/** Pills at the frame's lower edge. */
type ReactionPills = Shown & {
	readonly at: "below";
	/** One with all emoji and the number of people, or one for each emoji with its own number. A number of 1 is not shown. */
	readonly pills: "one" | "each";
	/** At which end of the frame: that of the sender's side, the other, or always where lines of text start, away from a time at their end. */
	readonly side: "near" | "far" | "start";
	/** From that end. */
	readonly insetPt: number;
	readonly heightPt: number;
	/** Over the frame's edge. */
	readonly overlapPt: number;
	/** Between the pill's ends and what is in it. */
	readonly paddingPt: number;
	/** Between pills. */
	readonly gapPt: number;
	readonly count: {
		readonly gapPt: number;
		readonly sizePt: number;
		readonly weight: Weight;
		readonly tone: Tone;
	};
	readonly shadow?: Shadow;
	readonly theirs: PillTones;
	/** A pill with one's own reaction. */
	readonly own: PillTones;
};

/** The line is inside the pill's edge. */
type PillTones = {
	readonly fill: Tone;
	readonly line?: { readonly widthPt: number; readonly ink: Ink };
};
