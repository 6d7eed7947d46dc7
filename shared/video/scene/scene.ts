import type { Rect } from "./rect.ts";

/** A colour as `#rrggbb`; of a shape also `#rrggbbaa`. */
export type Colour = string;

/** Colours by their place on the way from 0 to 1, ascending. */
export type Stops = readonly { readonly at: number; readonly colour: Colour }[];

/** One colour, or a vertical gradient between two rows. */
export type Paint =
	| Colour
	| {
			readonly stops: Stops;
			readonly fromPx: number;
			readonly toPx: number;
			/** Rows count from the sprite's top, or from the screen's with the sprite at its placement's `screenYPx`. */
			readonly space: "sprite" | "screen";
	  };

/** The weights the fonts are asked for. The measurer and the painter share this type, so that both see the same text. */
export type TextStyle = {
	readonly sizePx: number;
	readonly weight: 400 | 500 | 600 | 700;
	readonly isItalic?: true;
	/** In the font of code, as far as it has the letters. */
	readonly isCode?: true;
	/** Added behind each grapheme of Latin, Greek and Cyrillic text; below 0 it is set closer. Default: 0. */
	readonly trackingPx?: number;
};

/** A piece of a line in one style. */
export type Span = {
	readonly text: string;
	readonly style: TextStyle;
	readonly paint: Paint;
	readonly isUnderlined?: true;
	readonly isStruck?: true;
};

/** The advance width in px of one line of text in one style. Bidirectional text is one line too. */
export type MeasureText = (text: string, style: TextStyle) => number;

/** A shape of a sprite, in px from its upper left corner. */
export type Shape =
	/** SVG path data, filled (non-zero). */
	| { readonly kind: "path"; readonly d: string; readonly fill: Paint }
	/**
	 * SVG path data in units of its own, drawn as a line with round ends and joins, `width` units wide. `matrix` takes a point to px:
	 * x becomes ax + cy + e, y becomes bx + dy + f.
	 */
	| {
			readonly kind: "line";
			readonly d: string;
			readonly width: number;
			readonly matrix: readonly [a: number, b: number, c: number, d: number, e: number, f: number];
			readonly colour: Colour;
	  }
	/** One line of text, `widthPx` long. `xPx` is its left edge whatever the direction, which only orders mixed text. */
	| {
			readonly kind: "text";
			readonly spans: readonly Span[];
			readonly direction: "ltr" | "rtl";
			readonly xPx: number;
			readonly baselinePx: number;
			readonly widthPx: number;
	  }
	/** Part of a picture, by its name, stretched to a rectangle. The part is in px of the whole upright picture as its file has it. */
	| { readonly kind: "image"; readonly image: string; readonly crop: Rect; readonly rect: Rect }
	/** Shapes seen only inside a path (even-odd, so that a path in a path is a hole). */
	| { readonly kind: "clip"; readonly d: string; readonly shapes: readonly Shape[] };

/**
 * What is rasterised once and placed many times: shapes with the pixels they cover, and no ground. Its sizes are even. Two sprites
 * of one film with the same key have the same pixels.
 */
export type Sprite = {
	/** Meaningful in test output, e.g. `message-3/bubble last`. */
	readonly key: string;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly shapes: readonly Shape[];
	/** The point from which it grows when it appears, such as a bubble's tail. Default: its middle. */
	readonly anchor?: { readonly xPx: number; readonly yPx: number };
};

/** A sprite at its place in a layer. Positions are even, and may lie partly or wholly outside the layer's clip. */
export type Placement = {
	/** Names the same thing in every scene, e.g. `message-3/bubble`. Unique in its scene. */
	readonly item: string;
	readonly sprite: Sprite;
	readonly xPx: number;
	readonly yPx: number;
	/** 0 (only `from` is seen) to 64 (opaque): the weights that an H.264 encoder can write. */
	readonly opacity: number;
	/** The sprite, of the same size, that it fades from. Default: nothing. The result is a mix of the two and never both over each other. */
	readonly from?: Sprite;
	/** Uniform, about a point of the sprite. Default: none. */
	readonly scale?: { readonly by: number; readonly xPx: number; readonly yPx: number };
	/** The row of the screen at which paints of the space `screen` are sampled: where the item came to rest. Default: 0. */
	readonly screenYPx?: number;
};

/**
 * What fills a layer's clip behind its placements, and moves with them. A gradient is `heightPx` long, then mirrored, and so on for
 * ever. A tile repeats in both directions from the layer's upper left corner. A picture is a sprite, black where that covers nothing;
 * its left edge is at `xPx` of the screen. It repeats sideways, and is mirrored downwards as a gradient is.
 */
export type Ground =
	| Colour
	| { readonly kind: "gradient"; readonly stops: Stops; readonly heightPx: number }
	| { readonly kind: "tile"; readonly tile: Sprite }
	| { readonly kind: "picture"; readonly picture: Sprite; readonly xPx: number };

/** From back to front; `home`: a phone's home indicator. A scene leaves out what it does not have. */
export const LAYERS = [
	"backdrop",
	"frame",
	"column",
	"header",
	"footer",
	"keyboard",
	"home",
	"flight",
] as const;

export type LayerName = (typeof LAYERS)[number];

/** A rectangle of the screen. `radiusPx` rounds its corners, as of a phone or a card: all, or only the two that `rounded` names. */
export type Clip = Rect & { readonly radiusPx?: number; readonly rounded?: "upper" | "lower" };

/** Placements that move together. */
export type Layer = {
	readonly name: LayerName;
	/** What of the screen it may cover. */
	readonly clip: Clip;
	/** How far down its placements and its ground stand; even. */
	readonly dyPx: number;
	/** Default: none, what is behind it is seen. */
	readonly ground?: Ground;
	/** From back to front. */
	readonly placements: readonly Placement[];
};

/** One picture. A layer that did not change is the same object as in the scene before. */
export type Scene = { readonly layers: readonly Layer[] };

/** A frame hold: consecutive frames that show one scene. */
export type Hold = {
	readonly scene: Scene;
	readonly frameCount: number;
	/** No item is between two places or fading. Loops such as typing dots do not count. */
	readonly settled: boolean;
};
