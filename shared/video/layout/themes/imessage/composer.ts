import { textLine } from "../../line.ts";
import type { Shape } from "../../scene.ts";
import { circle, pathAt, rectangle } from "../../shapes.ts";
import type { Bar, BarInput } from "../theme.ts";

/** What an empty field says. */
export const PLACEHOLDER = "iMessage";

const FIELD_PT = 35;
const HOME_INDICATOR_PT = 22;

/** The empty text field with its plus and microphone, and under it the phone's home indicator. */
export function composer(input: BarInput): Bar {
	const heightPt = FIELD_PT + 13 + (input.isPhone ? HOME_INDICATOR_PT : 0);
	return { heightPt, draw: (heightPx) => drawComposer(input, heightPx) };
}

function drawComposer(input: BarInput, heightPx: number): readonly Shape[] {
	const { widthPx, scale, palette, measure } = input;
	const { px, pxPerPt } = scale;
	const bottomPx = heightPx - (input.isPhone ? px(HOME_INDICATOR_PT) : 0) - px(5);
	const fieldPx = px(FIELD_PT);
	const centrePx = bottomPx - fieldPx / 2;
	const leftPx = px(54);
	const widthOfFieldPx = widthPx - px(12) - leftPx;
	const linePx = Math.max(1, Math.round(pxPerPt * 0.8));
	const placeholder = textLine({
		text: PLACEHOLDER,
		style: { sizePx: 16.5 * pxPerPt, weight: 400 },
		colour: palette.secondary,
		measure,
		centrePx,
		xPx: leftPx + px(13),
		align: "left",
	});
	return [
		circle(px(28), centrePx, 16.5 * pxPerPt, palette.them.bubble),
		rectangle(
			px(28) - 7 * pxPerPt,
			centrePx - 0.95 * pxPerPt,
			14 * pxPerPt,
			1.9 * pxPerPt,
			pxPerPt,
			palette.secondary,
		),
		rectangle(
			px(28) - 0.95 * pxPerPt,
			centrePx - 7 * pxPerPt,
			1.9 * pxPerPt,
			14 * pxPerPt,
			pxPerPt,
			palette.secondary,
		),
		rectangle(leftPx, bottomPx - fieldPx, widthOfFieldPx, fieldPx, fieldPx / 2, palette.separator),
		rectangle(
			leftPx + linePx,
			bottomPx - fieldPx + linePx,
			widthOfFieldPx - 2 * linePx,
			fieldPx - 2 * linePx,
			fieldPx / 2 - linePx,
			palette.background,
		),
		placeholder,
		...MICROPHONE.map((part) => pathAt(part, widthPx - px(34), centrePx - px(9), pxPerPt, palette.secondary)),
		...(input.isPhone ? [homeIndicator(input, heightPx)] : []),
	];
}

function homeIndicator({ widthPx, scale, palette }: BarInput, heightPx: number): Shape {
	const { px, pxPerPt } = scale;
	return rectangle(
		widthPx / 2 - px(67),
		heightPx - px(10),
		px(134),
		5 * pxPerPt,
		2.5 * pxPerPt,
		palette.text,
	);
}

/** In points, 12 × 18: the capsule, the holder around it, and the foot. */
const MICROPHONE = [
	"M6 0C7.8 0 9.2 1.4 9.2 3.2L9.2 8.4C9.2 10.2 7.8 11.6 6 11.6C4.2 11.6 2.8 10.2 2.8 8.4L2.8 3.2C2.8 1.4 4.2 0 6 0Z",
	"M0.4 7.4L1.7 7.4L1.7 8.6C1.7 11.1 3.6 13 6 13C8.4 13 10.3 11.1 10.3 8.6L10.3 7.4L11.6 7.4L11.6 8.6C11.6 11.6 9.4 13.9 6.7 14.3L6.7 16.6L9.6 16.6L9.6 17.9L2.4 17.9L2.4 16.6L5.3 16.6L5.3 14.3C2.6 13.9 0.4 11.6 0.4 8.6Z",
];
