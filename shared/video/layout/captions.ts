import type { Column } from "./column.ts";
import { textLine } from "./line.ts";
import type { Sprite } from "./scene.ts";

/** A line of small grey type over the whole column, as a sprite as wide as its text. */
export function captionSprite(
	id: string,
	text: string,
	weight: 400 | 500 | 600,
	heightPt: number,
	column: Column,
): Sprite {
	const { scale, palette, measure, theme } = column;
	const style = { sizePx: theme.metrics.type.caption * scale.pxPerPt, weight };
	const heightPx = scale.even(heightPt);
	const widthPx = 2 * Math.ceil((measure(text, style) + 2) / 2);
	const line = textLine({
		text,
		style,
		colour: palette.secondary,
		measure,
		centrePx: heightPx / 2,
		xPx: widthPx / 2,
		align: "middle",
	});
	return { id, widthPx, heightPx, background: palette.background, shapes: [line] };
}
