import type { WordKey } from "../locale/words.ts";
import type { BarIcon, BarType, Edge, Ink, StatusBar } from "./bar-parts.ts";
import type { IconName } from "./icons.ts";
import type { Tone } from "./tone.ts";

/** The bar over the column. */
export type Header = CentredHeader | FloatingHeader | LeadingHeader;

/** Avatar with the name under it in the middle, icons at both sides, and a line at the lower edge. */
export type CentredHeader = { readonly kind: "centred" } & MiddleHeader;

/**
 * The same without a bar: in the colour of the page, with a lower edge that fades out over the column, and the name in a capsule.
 */
export type FloatingHeader = { readonly kind: "floating"; readonly capsule: Capsule } & MiddleHeader;

/** Avatar, name and status at the start, icons at both sides. */
export type LeadingHeader = {
	readonly kind: "leading";
	readonly statusBar: StatusBar;
	readonly bareTopPt: number;
	/** Its height under the status bar, with or without a status line. */
	readonly heightPt: number;
	readonly avatar: Avatar & {
		/** From the bar's start. */
		readonly startPt: number;
		/** At its lower end while the other is online. */
		readonly online?: { readonly sizePt: number; readonly edgePt: number; readonly tone: Tone };
	};
	/** From the bar's start to the name and the status. */
	readonly nameStartPt: number;
	/** Between them and the icons at the end. */
	readonly gapPt: number;
	/** How far above the middle the name is centred, and how far under it the status, where the video has one. */
	readonly nameUpPt: number;
	readonly statusDownPt: number;
	readonly name: BarType;
	/** Behind the name. */
	readonly disclosure?: Disclosure;
	readonly status: StatusType;
	/** What a group's status line says while it has no status: nothing, or who is in it. */
	readonly groupStatus: "none" | "names";
	readonly start: readonly BarIcon[];
	readonly end: readonly BarIcon[];
	/** At the lower edge. Default: none. */
	readonly hairline?: Edge;
};

type MiddleHeader = {
	readonly statusBar: StatusBar;
	/** Space over the avatar where no status bar gives it. */
	readonly bareTopPt: number;
	/** Avatar, name and the space around them. */
	readonly navigationPt: number;
	/** More of it for a status line. */
	readonly statusLinePt: number;
	/** Icons are centred on it. */
	readonly avatar: Avatar & { readonly abovePt: number };
	/** From the top of the navigation to the middle of the name's capitals. */
	readonly nameCentrePt: number;
	readonly name: BarType & { readonly widestPt: number };
	/** Behind the name. */
	readonly disclosure: Disclosure;
	/** From the middle of the name to that of the status line. */
	readonly statusBelowPt: number;
	readonly status: StatusType & { readonly widestPt: number };
	readonly start: readonly BarIcon[];
	readonly end: readonly BarIcon[];
};

/** Of a group it shows up to so many faces of the others; with 0 the sign of a group. */
type Avatar = { readonly sizePt: number; readonly faces: 0 | 1 | 2 | 3 };

type Disclosure = { readonly icon: IconName; readonly gapPt: number; readonly ink: Ink };

/** Around a name and what is behind it, centred on the name. */
type Capsule = {
	readonly heightPt: number;
	readonly paddingPt: number;
	readonly fill: Tone;
	readonly edge: Edge;
};

/** `typing`: the colour of what it says while somebody types. Default: as the rest. */
type StatusType = BarType & { readonly typing?: Ink };

/** The bar under the column. */
export type Footer = FieldFooter | Composer;

/** A plus, and a text field with an icon at its end. */
export type FieldFooter = {
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
		readonly lines?: FieldLines;
		readonly icon: BarIcon;
		/** With a draft in the field. Default: as without. */
		readonly typedIcon?: BarIcon;
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
	readonly homeIndicator: HomeIndicator;
};

/** A text field with icons inside and beside it. */
export type Composer = {
	readonly kind: "composer";
	/** Behind it, down to the screen's edge. Default: the page. */
	readonly fill?: Tone;
	/** At its upper edge. Default: none. */
	readonly hairline?: Edge;
	readonly abovePt: number;
	readonly belowPt: number;
	readonly field: {
		readonly heightPt: number;
		readonly radiusPt: number;
		readonly fill: Tone;
		/** Default: none. */
		readonly edge?: Edge;
		/** From its start, and from its end, to the text where no icon stands. */
		readonly paddingPt: number;
		/** Between the text and an icon inside. */
		readonly gapPt: number;
		readonly sizePt: number;
		readonly lines?: FieldLines;
		/** A word of the locale, or the same Latin text in all languages. */
		readonly placeholder: { readonly tone: Tone } & ({ readonly word: WordKey } | { readonly text: string });
	};
	readonly empty: ComposerRow;
	/** With a draft in the field. Default: as without. */
	readonly typed?: ComposerRow;
	readonly homeIndicator: HomeIndicator;
};

/**
 * How a field grows with its text: by so much for each more line, up to so many; then it shows the last ones. Default: it has one
 * line.
 */
type FieldLines = { readonly pitchPt: number; readonly most: number };

/** Icons beside the field and inside it, each so far from that edge of the bar, or of the field, at which it stands. */
export type ComposerRow = {
	readonly start: readonly BarIcon[];
	/** From the bar's start and end to the field. */
	readonly startPt: number;
	readonly inside: { readonly start: readonly BarIcon[]; readonly end: readonly BarIcon[] };
	readonly endPt: number;
	readonly end: readonly BarIcon[];
};

/** The line at a phone's lower edge, and the room that it takes. */
type HomeIndicator = {
	readonly roomPt: number;
	readonly widthPt: number;
	readonly heightPt: number;
	/** From its top to the edge. */
	readonly upPt: number;
};
