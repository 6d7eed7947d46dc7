import type { Scale } from "../scale.ts";
import type { Colour, Fill, MeasureText, Shape } from "../scene.ts";

/** The colours of one mode. */
export type Palette = {
	readonly background: Colour;
	readonly text: Colour;
	/** Captions, placeholders, status. */
	readonly secondary: Colour;
	/** Lines between areas. */
	readonly separator: Colour;
	readonly bar: Colour;
	readonly accent: Colour;
	readonly you: { readonly bubble: Colour; readonly text: Colour };
	readonly them: { readonly bubble: Colour; readonly text: Colour };
	/** The typing dots, from their darkest to their lightest. */
	readonly dots: { readonly strong: Colour; readonly faint: Colour };
	readonly avatar: { readonly top: Colour; readonly bottom: Colour; readonly text: Colour };
};

/** All lengths of the column, in points. */
export type Metrics = {
	readonly type: {
		readonly message: number;
		readonly line: number;
		readonly tallLine: number;
		readonly nastaliqLine: number;
		readonly caption: number;
	};
	/** Emoji sent alone, one to `count` of them, are this large and stand without a bubble. */
	readonly loneEmoji: { readonly count: number; readonly size: number; readonly line: number };
	readonly bubble: {
		readonly radius: number;
		readonly paddingX: number;
		readonly paddingY: number;
		/** Largest width as a share of the column. */
		readonly widthShare: number;
		readonly tail: number;
		/** From the column's edge to the bubble's body. */
		readonly margin: number;
	};
	readonly typing: {
		readonly width: number;
		readonly height: number;
		readonly dot: number;
		readonly pitch: number;
	};
	readonly gap: {
		readonly top: number;
		readonly sameSender: number;
		readonly otherSender: number;
		readonly bottom: number;
	};
	/** The line under a "you" message, and the space that is kept for it. */
	readonly receipt: { readonly above: number; readonly height: number };
	/** The column is centred and no wider than this. */
	readonly columnWidth: number;
};

/** What a theme's bars are drawn from. */
export type BarInput = {
	readonly widthPx: number;
	readonly scale: Scale;
	readonly palette: Palette;
	readonly measure: MeasureText;
	readonly contact: { readonly name: string; readonly status: string | null; readonly color: Colour | null };
	/** A frame as tall as a phone has a status bar and a home indicator. */
	readonly isPhone: boolean;
};

/** A strip over or under the column. Its height is given in points and rounded by the layout. */
export type Bar = { readonly heightPt: number; readonly draw: (heightPx: number) => readonly Shape[] };

/** One app's look: a table of lengths, its colours, and its bars. */
export type Theme = {
	readonly metrics: Metrics;
	readonly palettes: { readonly light: Palette; readonly dark: Palette };
	readonly header: (input: BarInput) => Bar;
	readonly footer: (input: BarInput) => Bar;
	/** Centred lines over the first message. */
	readonly opening: readonly string[];
	readonly receipts: { readonly delivered: string; readonly read: string };
	/** Every other word or sign in its bars, so that their font is loaded. */
	readonly words: readonly string[];
};

/** A fill that runs from `top` to `bottom` over the given rows. */
export function gradient(top: Colour, bottom: Colour, topPx: number, bottomPx: number): Fill {
	return { top, bottom, topPx, bottomPx };
}
