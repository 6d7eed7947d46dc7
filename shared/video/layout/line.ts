import type { Colour, MeasureText, Shape, TextStyle } from "../scene/scene.ts";
import { findDirection } from "../text/direction.ts";
import { centredBaseline } from "./shapes.ts";
import { keepEnd, shorten } from "./shorten.ts";

export type LineOptions = {
	readonly text: string;
	readonly style: TextStyle;
	readonly colour: Colour;
	readonly measure: MeasureText;
	/** The row on which its capitals are centred. */
	readonly centrePx: number;
	/** The left edge, the middle or the right edge of the line, as `align` says. */
	readonly xPx: number;
	readonly align: "left" | "middle" | "right";
	/** A longer line is cut at a grapheme, as `keep` says. Default: as long as it is. */
	readonly maxWidthPx?: number;
	/** `start` (the default): an ellipsis stands for the rest. `end`: as a text field shows it while somebody writes. */
	readonly keep?: "start" | "end";
	/** Default: that of its first letter. */
	readonly direction?: "ltr" | "rtl";
};

/** A line of text as a shape. */
export type TextShape = Extract<Shape, { kind: "text" }>;

/** One line of text in one style, for names, captions and placeholders. */
export function textLine(options: LineOptions): TextShape {
	const { style, measure, align, maxWidthPx = Number.POSITIVE_INFINITY } = options;
	const cut = options.keep === "end" ? keepEnd : shorten;
	const text = cut(options.text, maxWidthPx, (each) => measure(each, style));
	const widthPx = measure(text, style);
	const shares = { left: 0, middle: 0.5, right: 1 };
	return {
		kind: "text",
		spans: [{ text, style, paint: options.colour }],
		direction: options.direction ?? findDirection(options.text),
		xPx: Math.round(options.xPx - shares[align] * widthPx),
		baselinePx: centredBaseline(options.centrePx, style.sizePx),
		widthPx,
	};
}
