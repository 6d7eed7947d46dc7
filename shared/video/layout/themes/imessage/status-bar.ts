import { textLine } from "../../line.ts";
import type { Shape } from "../../scene.ts";
import { pathAt, rectangle } from "../../shapes.ts";
import type { BarInput } from "../theme.ts";

/** Height of the status bar in points, as on a phone without a notch's extra room. */
export const STATUS_BAR_PT = 44;

/** The clock that Apple shows in its own pictures; a conversation has no time of day. */
export const CLOCK = "9:41";

/** Clock, signal, Wi-Fi and battery. */
export function statusBar({ widthPx, scale, palette, measure }: BarInput): readonly Shape[] {
	const { pxPerPt, px } = scale;
	const centrePx = px(25);
	const ink = palette.text;
	const right = (pt: number) => widthPx - px(pt);
	const clock = textLine({
		text: CLOCK,
		style: { sizePx: 16 * pxPerPt, weight: 600 },
		colour: ink,
		measure,
		centrePx,
		xPx: px(52),
		align: "middle",
	});
	const bars = [4, 6, 8.5, 11].map((height, index) =>
		rectangle(
			right(98 - 4.6 * index),
			centrePx + px(5.5) - height * pxPerPt,
			3 * pxPerPt,
			height * pxPerPt,
			0.8 * pxPerPt,
			ink,
		),
	);
	const wifi = WIFI_ARCS.map((arc) => pathAt(arc, right(74), centrePx - px(5.5), pxPerPt, ink));
	const battery = [
		rectangle(right(50), centrePx - px(6), 24 * pxPerPt, 12 * pxPerPt, 3.8 * pxPerPt, palette.secondary),
		rectangle(right(49), centrePx - px(5), 22 * pxPerPt, 10 * pxPerPt, 2.9 * pxPerPt, palette.bar),
		rectangle(right(48), centrePx - px(4), 20 * pxPerPt, 8 * pxPerPt, 2 * pxPerPt, ink),
		rectangle(right(25), centrePx - px(2), 1.5 * pxPerPt, 4 * pxPerPt, 0.7 * pxPerPt, palette.secondary),
	];
	return [clock, ...bars, ...wifi, ...battery];
}

/** Three nested fans, in points, from the widest to the dot; the box is 16 × 11. */
const WIFI_ARCS = [
	"M8 0C11.1 0 13.9 1.2 16 3.2L14.4 4.8C12.7 3.2 10.5 2.3 8 2.3C5.5 2.3 3.3 3.2 1.6 4.8L0 3.2C2.1 1.2 4.9 0 8 0Z",
	"M8 3.9C10 3.9 11.9 4.7 13.3 6L11.7 7.6C10.7 6.7 9.4 6.2 8 6.2C6.6 6.2 5.3 6.7 4.3 7.6L2.7 6C4.1 4.7 6 3.9 8 3.9Z",
	"M8 7.8C9 7.8 9.9 8.2 10.6 8.8L8 11.4L5.4 8.8C6.1 8.2 7 7.8 8 7.8Z",
];
