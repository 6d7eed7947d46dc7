/** A colour as `#rrggbb`. */
export type Colour = string;

/** One colour, or a vertical gradient between two rows of the sprite. */
export type Fill =
	| Colour
	| { readonly topPx: number; readonly bottomPx: number; readonly top: Colour; readonly bottom: Colour };

/** The weights the fonts are asked for; the measurer and the painter share this type, so that both see the same text. */
export type TextStyle = { readonly sizePx: number; readonly weight: 400 | 500 | 600 | 700 };

/** The advance width in px of one line of text set in the conversation's fonts. Bidirectional text is one line too. */
export type MeasureText = (text: string, style: TextStyle) => number;

/** A shape of a sprite, in px from its upper left corner. */
export type Shape =
	/** SVG path data, filled (non-zero). */
	| { readonly kind: "path"; readonly d: string; readonly fill: Fill }
	/** One line of text. `xPx` is its left edge whatever the direction, which only orders mixed text. */
	| {
			readonly kind: "text";
			readonly text: string;
			readonly style: TextStyle;
			readonly colour: Colour;
			readonly direction: "ltr" | "rtl";
			readonly xPx: number;
			readonly baselinePx: number;
	  };

/** An opaque rectangle that is rasterised once and placed many times. Its sizes are even. */
export type Sprite = {
	/** Unique in its layout, and meaningful in test output, e.g. `message-3` or `typing-1`. */
	readonly id: string;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly background: Colour;
	readonly shapes: readonly Shape[];
};

/** A sprite on the screen. Positions are even and may lie partly or wholly off it. */
export type Placement = {
	/** Index into the layout's sprites. */
	readonly sprite: number;
	readonly xPx: number;
	readonly yPx: number;
	/** 0 (not there) to 255 (opaque): blended with the screen's background colour. */
	readonly alpha: number;
};

/** One picture: the background, then the placements from back to front. */
export type Scene = {
	/** How far the column has moved up, even. Pictures that differ in this alone are a scroll. */
	readonly scrollPx: number;
	readonly placements: readonly Placement[];
};
