import type { MeasureText, Paint, Shape } from "../../scene/scene.ts";
import { type IconName, icons } from "../../themes/icons.ts";
import type { Look } from "../../themes/look.ts";
import { type LineOptions, type TextShape, textLine } from "../line.ts";
import { circle, mirrorPath, pathAt, rectangle } from "../shapes.ts";

/**
 * Draws in a bar, from its start on: the left edge, or the right one in a right-to-left look, where all is mirrored but the
 * letters and the icons that show no direction ("images, unless they communicate a sense of direction, such as arrows": Apple,
 * Internationalization and Localization Guide, "Supporting Right-to-Left Languages").
 */
export type Pen = {
	readonly circle: (centrePx: number, yPx: number, radiusPx: number, fill: Paint) => Shape;
	/** `startPx`: from the bar's start to the nearer edge of what is drawn; so below. */
	readonly rectangle: (
		startPx: number,
		yPx: number,
		widthPx: number,
		heightPx: number,
		radiusPx: number,
		fill: Paint,
	) => Shape;
	readonly icon: (name: IconName, startPx: number, yPx: number, fill: Paint) => readonly Shape[];
	readonly text: (
		line: Omit<LineOptions, "measure" | "xPx" | "align"> & {
			/** The start of the line or its middle, as `align` says. */
			readonly startPx: number;
			readonly align: "start" | "middle";
		},
	) => TextShape;
};

export function createPen(look: Look, barPx: number, measure: MeasureText): Pen {
	const isRtl = look.direction === "rtl";
	const left = (startPx: number, widthPx: number) => (isRtl ? barPx - startPx - widthPx : startPx);
	return {
		circle: (centrePx, yPx, radiusPx, fill) => circle(left(centrePx, 0), yPx, radiusPx, fill),
		rectangle: (startPx, yPx, widthPx, heightPx, radiusPx, fill) =>
			rectangle(left(startPx, widthPx), yPx, widthPx, heightPx, radiusPx, fill),
		icon: (name, startPx, yPx, fill) => {
			const { widthPt, outlines, isDirectional = false } = icons[name];
			const xPx = left(startPx, widthPt * look.pxPerPt);
			return outlines.map((outline) =>
				pathAt(isRtl && isDirectional ? mirrorPath(outline, widthPt) : outline, xPx, yPx, look.pxPerPt, fill),
			);
		},
		text: ({ startPx, align, ...line }) =>
			textLine({
				...line,
				measure,
				xPx: left(startPx, 0),
				align: align === "middle" ? "middle" : isRtl ? "right" : "left",
			}),
	};
}
