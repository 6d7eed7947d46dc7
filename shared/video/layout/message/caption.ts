import { toEven } from "../../scene/rounding.ts";
import type { Colour, MeasureText, Sprite, TextStyle } from "../../scene/scene.ts";
import { textLine } from "../line.ts";
import { shorten } from "../shorten.ts";

type SmallType = {
	readonly sizePx: number;
	readonly linePx: number;
	readonly weight: TextStyle["weight"];
	readonly tone: Colour;
};

/** A line of small type as a sprite as wide as its text: a date, a name, a receipt. A text that is wider than `maxWidthPx` is cut. */
export function drawCaption(
	key: string,
	whole: string,
	type: SmallType,
	measure: MeasureText,
	maxWidthPx = Number.POSITIVE_INFINITY,
): Sprite {
	const style = { sizePx: type.sizePx, weight: type.weight };
	const text = shorten(whole, maxWidthPx, (each) => measure(each, style));
	const heightPx = toEven(type.linePx);
	const widthPx = 2 * Math.ceil((measure(text, style) + 2) / 2);
	const line = textLine({
		text,
		style,
		colour: type.tone,
		measure,
		centrePx: heightPx / 2,
		xPx: widthPx / 2,
		align: "middle",
	});
	return { key, widthPx, heightPx, shapes: [line] };
}
