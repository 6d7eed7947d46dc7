import type { MeasureText } from "../layout/scene.ts";
import { createCanvas } from "./canvas.ts";
import type { Fonts } from "./open-fonts.ts";
import { measureText } from "./set-text.ts";

/** Measures text in the fonts of a conversation. What was measured once is remembered. */
export function createMeasurer(fonts: Fonts): MeasureText {
	const context = createCanvas(1, 1).getContext("2d");
	const widths = new Map<string, number>();
	return (text, style) => {
		const key = `${style.weight} ${style.sizePx} ${text}`;
		const known = widths.get(key);
		if (known !== undefined) return known;
		const width = measureText(context, text, { style, fonts, direction: "ltr" });
		widths.set(key, width);
		return width;
	};
}
