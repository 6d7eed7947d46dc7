import { findDirection } from "../text/direction.ts";
import { splitGraphemes } from "../text/graphemes.ts";
import type { Colour, MeasureText, Shape, TextStyle } from "./scene.ts";
import { centredBaseline } from "./shapes.ts";

type LineOptions = {
	readonly text: string;
	readonly style: TextStyle;
	readonly colour: Colour;
	readonly measure: MeasureText;
	/** The row on which its capitals are centred. */
	readonly centrePx: number;
	/** The left edge, the middle or the right edge of the line, as `align` says. */
	readonly xPx: number;
	readonly align: "left" | "middle" | "right";
	/** A longer line is cut at a grapheme and ends with an ellipsis. */
	readonly maxWidthPx?: number;
};

/** One line of text as a shape, for names, captions and placeholders. */
export function textLine(options: LineOptions): Shape {
	const { style, colour, measure, align } = options;
	const text = shorten(options.text, options.maxWidthPx ?? Number.POSITIVE_INFINITY, (each) =>
		measure(each, style),
	);
	const widthPx = measure(text, style);
	const shares = { left: 0, middle: 0.5, right: 1 };
	return {
		kind: "text",
		text,
		style,
		colour,
		direction: findDirection(text),
		xPx: Math.round(options.xPx - shares[align] * widthPx),
		baselinePx: centredBaseline(options.centrePx, style.sizePx),
	};
}

function shorten(text: string, maxWidthPx: number, measure: (text: string) => number): string {
	if (measure(text) <= maxWidthPx) return text;
	const graphemes = splitGraphemes(text);
	while (graphemes.length > 1 && measure(`${graphemes.join("").trimEnd()}…`) > maxWidthPx) graphemes.pop();
	return `${graphemes.join("").trimEnd()}…`;
}
