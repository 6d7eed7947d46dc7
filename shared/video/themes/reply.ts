import type { WordKey } from "../locale/words.ts";
import type { IconName } from "./icons.ts";
import type { SmallType } from "./parts.ts";
import type { Tone, Weight } from "./tone.ts";

/** The message that a message quotes. `none`: the look does not show it. */
export type Reply = { readonly at: "none" } | ReplyInside | ReplyAbove;

/** What is quoted: so many lines of its text, the last of them with an ellipsis; or a word for its picture or voice note. */
type Quote = {
	readonly sizePt: number;
	readonly linePt: number;
	readonly lines: number;
	/** In place of the text of a message that was deleted. */
	readonly deleted: WordKey;
	/** Before the words for what has no text: a camera, a microphone, a ban. Default: none. */
	readonly signs?: { readonly sizePt: number; readonly gapPt: number };
	readonly padding: { readonly xPt: number; readonly yPt: number };
	readonly radiusPt: number;
	/** The side of the square that a quoted picture is cut to. */
	readonly picturePt: number;
};

/** A block over the text in the bubble, or over a row: a bar at its start, the name of who is quoted, and the quote. */
type ReplyInside = Quote & {
	readonly at: "inside";
	readonly own: QuoteTones;
	readonly theirs: QuoteTones;
	/** The bar and the name in colours of who is quoted: by their place among the others, unless they have one of their own. */
	readonly authors?: { readonly you: Tone; readonly tones: readonly Tone[] };
	readonly barPt: number;
	readonly name: { readonly sizePt: number; readonly linePt: number; readonly weight: Weight };
	/** From the bubble's edges to the block. */
	readonly marginPt: number;
	/** From the block to the text. */
	readonly belowPt: number;
};

/** On the bubbles of one side. */
type QuoteTones = {
	readonly fill: Tone;
	readonly text: Tone;
	/** Of bar and name, where they have no colour of the author's. */
	readonly ink: Tone;
};

/** A smaller bubble over the frame. */
type ReplyAbove = Quote & {
	readonly at: "above";
	/** At the side of who is quoted, or of who replies. */
	readonly side: "author" | "reply";
	readonly head: ReplyHead;
	readonly bubble: {
		readonly fill?: Tone;
		readonly edge?: { readonly widthPt: number; readonly tone: Tone };
		readonly text: Tone;
	};
	/** Of the column's width. */
	readonly widestShare: number;
	/** How far the frame lies over it; below 0, how far it stands under it. */
	readonly overlapPt: number;
	/** A line from the bubble to the frame, which turns in arcs. */
	readonly thread?: {
		readonly widthPt: number;
		readonly tone: Tone;
		readonly radiusPt: number;
		/** To what it joins. */
		readonly gapPt: number;
	};
	/** Upright, between the column's edge and the bubble. */
	readonly bar?: { readonly widthPt: number; readonly gapPt: number; readonly tone: Tone };
};

/** A line over the bubble, `startPt` further in than its edge. */
type ReplyHead = {
	readonly startPt: number;
	/** To the bubble. */
	readonly belowPt: number;
} & SmallType &
	(
		| /** In a group: the name of who is quoted. */ { readonly kind: "author" }
		/** Who replied to whom. A chat of two may do without names. It takes the place of the name over the frame. */
		| {
				readonly kind: "sentence";
				readonly names: "group" | "always";
				readonly icon?: { readonly icon: IconName; readonly sizePt: number; readonly gapPt: number };
		  }
	);
