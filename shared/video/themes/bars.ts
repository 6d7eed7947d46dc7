import type { IconName } from "./icons.ts";
import type { Tone, Weight } from "./tone.ts";

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
	readonly avatar: { readonly sizePt: number; readonly abovePt: number };
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
