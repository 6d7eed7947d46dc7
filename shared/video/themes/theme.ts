import type { Colour, TextStyle } from "../scene/scene.ts";
import type { IconName } from "./icons.ts";

/** One colour in both modes, or one for each. */
export type Tone = Colour | { readonly light: Colour; readonly dark: Colour };

/** A flat fill, or a vertical gradient over the sprite or fixed to the screen. */
export type ToneFill =
	| Tone
	| {
			readonly stops: readonly { readonly at: number; readonly colour: Tone }[];
			readonly space: "sprite" | "screen";
	  };

type Weight = TextStyle["weight"];

/** Small type: names, times, receipts, date lines. */
export type SmallType = {
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

export type Tail =
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

/** The bar over the column. `centred`: avatar with the name under it in the middle, icons at both sides. */
export type Header = {
	readonly kind: "centred";
	readonly statusBar: StatusBar;
	/** Space over the avatar where no status bar gives it. */
	readonly bareTopPt: number;
	/** Avatar, name and the space around them. */
	readonly navigationPt: number;
	/** More of it for a status line. */
	readonly statusLinePt: number;
	readonly avatar: {
		readonly sizePt: number;
		readonly abovePt: number;
		readonly top: Tone;
		readonly bottom: Tone;
		readonly initials: BarType;
		/** For a name without letters, over the whole avatar. */
		readonly sign: IconName;
	};
	/** From the top of the navigation to the middle of the name's capitals. */
	readonly nameCentrePt: number;
	readonly name: BarType;
	/** Behind the name. */
	readonly disclosure: { readonly icon: IconName; readonly gapPt: number; readonly ink: Ink };
	/** From the middle of the name to that of the status line. */
	readonly statusBelowPt: number;
	readonly status: BarType;
	readonly start: readonly BarIcon[];
	readonly end: readonly BarIcon[];
};

/** One line in a bar; what is longer than `widestPt` is cut. */
export type BarType = {
	readonly sizePt: number;
	readonly weight: Weight;
	readonly tone: Tone;
	readonly widestPt: number;
};

/** An icon so far from its edge of a bar. */
type BarIcon = { readonly icon: IconName; readonly edgePt: number; readonly ink: Ink };

/** A colour of the page, by its name: an accent of one's own reaches the icons too. */
type Ink = "text" | "secondary" | "accent";

/** The phone's own line over the header. `ios`: the clock at the start; signal, Wi-Fi and battery at the end. */
type StatusBar = {
	readonly kind: "ios";
	readonly heightPt: number;
	/** The row on which it is centred. */
	readonly centrePt: number;
};

/** The bar under the column. `field`: a plus, and a text field with an icon at its end. */
export type Footer = {
	readonly kind: "field";
	readonly abovePt: number;
	readonly belowPt: number;
	readonly field: {
		readonly heightPt: number;
		/** From the bar's start and end to the field. */
		readonly startPt: number;
		readonly endPt: number;
		/** From its start to the text. */
		readonly paddingPt: number;
		readonly edgePt: number;
		readonly sizePt: number;
		readonly icon: BarIcon;
		/** From the end of a long text to the icon. */
		readonly gapPt: number;
	};
	/** In a circle, so far from the start. */
	readonly plus: {
		readonly centrePt: number;
		readonly radiusPt: number;
		readonly sizePt: number;
		readonly strokePt: number;
		readonly fill: Tone;
		readonly ink: Ink;
	};
	/** The line at a phone's lower edge, and the room that it takes. */
	readonly homeIndicator: {
		readonly roomPt: number;
		readonly widthPt: number;
		readonly heightPt: number;
		/** From its top to the edge. */
		readonly upPt: number;
	};
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
