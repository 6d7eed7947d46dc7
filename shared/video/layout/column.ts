import type { Scale } from "./scale.ts";
import type { MeasureText } from "./scene.ts";
import type { Palette, Theme } from "./themes/theme.ts";

/** The settings with which every part of the column is laid out. */
export type Column = {
	readonly theme: Theme;
	readonly palette: Palette;
	readonly scale: Scale;
	readonly measure: MeasureText;
	/** Arabic letters are set in Nastaliq, whose lines are higher. */
	readonly isUrdu: boolean;
	/** The edges between which bubbles stand, even, in px from the left of the screen. */
	readonly leftPx: number;
	readonly rightPx: number;
};
