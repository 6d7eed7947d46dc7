import { toEven } from "../../scene/rounding.ts";
import type { Colour, MeasureText, Sprite, TextStyle } from "../../scene/scene.ts";
import { textLine } from "../line.ts";

type SmallType = {
	readonly sizePx: number;
	readonly linePx: number;
	readonly weight: TextStyle["weight"];
	readonly tone: Colour;
};

/** A line of small type as a sprite as wide as its text: a date, a name, a receipt. */
export function drawCaption(key: string, text: string, type: SmallType, measure: MeasureText): Sprite {
	const style = { sizePx: type.sizePx, weight: type.weight };
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
