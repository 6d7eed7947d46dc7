import type { Footer, Header } from "./bars.ts";
import type { Tone, Weight } from "./tone.ts";

/** A flat fill, or a vertical gradient over the sprite or fixed to the screen. */
export type ToneFill =
	| Tone
	| {
			readonly stops: readonly { readonly at: number; readonly colour: Tone }[];
			readonly space: "sprite" | "screen";
	  };

/** Small type: names, times, receipts, date lines. */
type SmallType = {
	readonly sizePt: number;
	readonly linePt: number;
	readonly weight: Weight;
	readonly tone: Tone;
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

/** A name of a word of the locale. */
export type WordKey = "service" | "today" | "delivered" | "read" | "deleted" | "edited" | "placeholder";

/**
 * One app's look as data: lengths in points (names that end in `Pt`), colours, and names out of closed lists. `resolveTheme` turns it
 * into a `Look`. Of a part that the app does not show, `at` is `none`.
 */
export type Theme = {
	/** The screen's width in points, the unit of the phone. One factor makes px of widths, heights and type: nothing is stretched. */
	readonly basisPt: number;
	/** A frame shows at least this many points of height: below, header and composer would leave no room. */
	readonly leastHeightPt: number;
	/** A frame with at least this many points of height is a whole phone, with status bar and home indicator. */
	readonly phoneHeightPt: number;
	readonly page: {
		readonly ground: Tone;
		readonly text: Tone;
		/** Captions, placeholders, status. */
		readonly secondary: Tone;
		/** Lines between areas. */
		readonly separator: Tone;
		readonly bar: Tone;
		readonly accent: Tone;
	};
	/** Messages. Scripts with marks above and below have higher lines, and Nastaliq the highest. */
	readonly text: {
		readonly sizePt: number;
		readonly linePt: number;
		readonly tallLinePt: number;
		readonly nastaliqLinePt: number;
	};
	/** Emoji sent alone, one to `count` of them, are this large and stand without a frame. */
	readonly loneEmoji: { readonly count: number; readonly sizePt: number; readonly linePt: number };
	readonly message: { readonly own: Frame; readonly theirs: Frame };
	/** Gaps over the first message, between two of one sender, between two senders, and under the last. */
	readonly runs: {
		readonly topPt: number;
		readonly gapPt: number;
		readonly betweenPt: number;
		readonly bottomPt: number;
	};
	/** The column is centred and no wider than this. */
	readonly columnWidthPt: number;
	/** `head`: over the first message of a run of theirs. */
	readonly name: { readonly at: "none" } | ({ readonly at: "head" } & SmallType);
	/** The time of a message. `inside`: at the end of the last line of its text, or on a line of its own. */
	readonly meta: { readonly at: "none" } | ({ readonly at: "inside"; readonly gapPt: number } & SmallType);
	/** `below`: under the newest message of one's own; its room stays while that is the last of its run. */
	readonly receipt:
		| { readonly at: "none" }
		| ({ readonly at: "below"; readonly abovePt: number; readonly belowPt: number } & SmallType);
	/** `below`: pills under the frame, over its edge by `overlapPt`. */
	readonly reaction:
		| { readonly at: "none" }
		| {
				readonly at: "below";
				readonly sizePt: number;
				readonly heightPt: number;
				readonly overlapPt: number;
				readonly fill: Tone;
		  };
	readonly typing: Typing;
	/** Lines over the first message. */
	readonly opening: readonly ({ readonly word: WordKey } & SmallType)[];
	readonly header: Header;
	readonly footer: Footer;
	readonly motion: Motion;
};

/** Times in ms. */
export type Motion = {
	/** How long the column takes to make room. */
	readonly scrollMs: number;
	/** A message that appears without a scroll fades in while it rises by a share of the screen's height. */
	readonly arrive: { readonly ms: number; readonly riseShare: number };
	/** A message that takes the place of its dots fades in from this opacity (0–64). */
	readonly replace: { readonly ms: number; readonly fromOpacity: number };
	/** Dots and receipts fade in. */
	readonly fadeMs: number;
};
