import { toEven } from "../../scene/rounding.ts";
import type { Colour, MeasureText, Span, Sprite, TextStyle } from "../../scene/scene.ts";
import { findDirection } from "../../text/direction.ts";
import type { Look } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import type { TextShape } from "../line.ts";
import { centredBaseline } from "../shapes.ts";
import { shorten } from "../shorten.ts";
import { textStyle } from "../text-style.ts";

export type SmallType = {
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
	{ look, measure }: Pick<Chat, "look" | "measure">,
	maxWidthPx = Number.POSITIVE_INFINITY,
): Sprite {
	const { style } = captionSpan("", type, look);
	const text = shorten(whole, maxWidthPx, (each) => measure(each, style));
	return drawSpans(key, [captionSpan(text, type, look)], type.linePx, measure);
}

/** The same of several spans. */
export function drawSpans(key: string, spans: readonly Span[], linePx: number, measure: MeasureText): Sprite {
	const heightPx = toEven(linePx);
	const widthPx = 2 * Math.ceil((measureSpans(spans, measure) + 2) / 2);
	return { key, widthPx, heightPx, shapes: [setCentred(spans, widthPx / 2, heightPx / 2, measure)] };
}

export function captionSpan(
	text: string,
	{ sizePx, weight, tone }: Omit<SmallType, "linePx">,
	look: Pick<Look, "font">,
): Span {
	return { text, style: textStyle(look, sizePx, weight), paint: tone };
}

/** A line of small type, in the middle of a place and a row. */
export function setCentred(
	spans: readonly Span[],
	xPx: number,
	centrePx: number,
	measure: MeasureText,
): TextShape {
	const widthPx = measureSpans(spans, measure);
	return {
		kind: "text",
		spans,
		direction: findDirection(spans.map(({ text }) => text).join("")),
		xPx: Math.round(xPx - widthPx / 2),
		baselinePx: centredBaseline(centrePx, spans[0]?.style.sizePx ?? 0),
		widthPx,
	};
}

export function measureSpans(spans: readonly Span[], measure: MeasureText): number {
	return spans.reduce((sum, { text, style }) => sum + measure(text, style), 0);
}
