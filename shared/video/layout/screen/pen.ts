import type { Colour, MeasureText, Paint, Shape } from "../../scene/scene.ts";
import type { Edge, Ink } from "../../themes/bar-parts.ts";
import { type IconName, icons } from "../../themes/icons.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import { inkColour } from "../ink.ts";
import { type LineOptions, type TextShape, textLine } from "../line.ts";
import { circle, mirrorPath, pathAt, rectangle, rectanglePath } from "../shapes.ts";
import { textStyle } from "../text-style.ts";

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
	readonly box: (rect: StartRect, fill: Paint) => Shape;
	/** A filled rectangle with a line inside around it. */
	readonly edged: (rect: StartRect, fill: Paint, edge: Resolved<Edge> | undefined) => readonly Shape[];
	/** Shapes seen only inside a rectangle. */
	readonly inside: (rect: StartRect, shapes: readonly Shape[]) => Shape;
	/** Default of `pxPerPt`: the look's. */
	readonly icon: (
		name: IconName,
		startPx: number,
		yPx: number,
		fill: Paint,
		pxPerPt?: number,
	) => readonly Shape[];
	/** `style`: in the app's own size. */
	readonly text: (
		line: Omit<LineOptions, "measure" | "xPx" | "align"> & {
			/** The start of the line, its middle or its end, as `align` says. */
			readonly startPx: number;
			readonly align: "start" | "middle" | "end";
		},
	) => TextShape;
	readonly ink: (ink: Resolved<Ink>) => Colour;
};

/** `startPx`: from the bar's start. */
type StartRect = {
	readonly startPx: number;
	readonly yPx: number;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly radiusPx: number;
};

export function createPen(look: Look, barPx: number, measure: MeasureText): Pen {
	const isRtl = look.direction === "rtl";
	const left = (startPx: number, widthPx: number) => (isRtl ? barPx - startPx - widthPx : startPx);
	const box = ({ startPx, yPx, widthPx, heightPx, radiusPx }: StartRect, fill: Paint) =>
		rectangle(left(startPx, widthPx), yPx, widthPx, heightPx, radiusPx, fill);
	return {
		circle: (centrePx, yPx, radiusPx, fill) => circle(left(centrePx, 0), yPx, radiusPx, fill),
		rectangle: (startPx, yPx, widthPx, heightPx, radiusPx, fill) =>
			rectangle(left(startPx, widthPx), yPx, widthPx, heightPx, radiusPx, fill),
		box,
		edged: (rect, fill, edge) =>
			edge === undefined ? [box(rect, fill)] : [box(rect, edge.tone), box(shrink(rect, edge.widthPx), fill)],
		inside: ({ startPx, yPx, widthPx, heightPx, radiusPx }, shapes) => {
			const rect = { xPx: left(startPx, widthPx), yPx, widthPx, heightPx };
			const d = rectanglePath(rect, radiusPx);
			return { kind: "clip", d, shapes };
		},
		icon: (name, startPx, yPx, fill, pxPerPt = look.pxPerPt) => {
			const { widthPt, outlines, isDirectional = false } = icons[name];
			const xPx = left(startPx, widthPt * pxPerPt);
			return outlines.map((outline) =>
				pathAt(isRtl && isDirectional ? mirrorPath(outline, widthPt) : outline, xPx, yPx, pxPerPt, fill),
			);
		},
		text: ({ startPx, align, style, ...line }) =>
			textLine({
				...line,
				measure,
				style: textStyle(look, style.sizePx, style.weight),
				xPx: left(startPx, 0),
				align: align === "middle" ? "middle" : (align === "start") === isRtl ? "right" : "left",
			}),
		ink: (ink) => inkColour(ink, look),
	};
}

/** A rectangle inside another, whose edge is at least a pixel wide. */
function shrink(rect: StartRect, edgePx: number): StartRect {
	const byPx = Math.max(1, Math.round(edgePx));
	return {
		startPx: rect.startPx + byPx,
		yPx: rect.yPx + byPx,
		widthPx: rect.widthPx - 2 * byPx,
		heightPx: rect.heightPx - 2 * byPx,
		radiusPx: Math.max(0, rect.radiusPx - byPx),
	};
}
