import type { Tone, Weight } from "./tone.ts";

/** The card of a link: a picture if it has one, and below it on a ground of its own the title and the site. */
export type LinkCard = CardParts & (CardInside | CardAlone);

type CardParts = {
	/** A share of the column's, without avatars. */
	readonly widestShare: number;
	/** Width ÷ height of the picture, which is cut to that. */
	readonly pictureShape: number;
	readonly padding: { readonly xPt: number; readonly topPt: number; readonly bottomPt: number };
	/** So many lines at most, the last with an ellipsis. */
	readonly title: CardType & { readonly lines: number };
	readonly site: CardType;
	readonly radiusPt: number;
	readonly own: CardTones;
	readonly theirs: CardTones;
};

type CardType = { readonly sizePt: number; readonly linePt: number; readonly weight: Weight };

type CardTones = { readonly fill: Tone; readonly title: Tone; readonly site: Tone };

/** In the bubble, over its text. In a row as `alone`. */
type CardInside = {
	readonly at: "inside";
	/** From the bubble's edges to the card. */
	readonly marginPt: number;
};

/** A frame of its own under the text, with the corners and the tail of a bubble; in a row with its own corners. */
type CardAlone = {
	readonly at: "alone";
	/** It stands for an address at an end of the text, which is not shown then. */
	readonly hidesAddress: boolean;
};
