import { isEmoji, splitGraphemes } from "../../../shared/video/text/graphemes.ts";
import { coverageInNode } from "./smoothing.ts";

type FillText = (text: string, xPx: number, baselinePx: number) => void;

/** A letter's ink may reach a little out of the box that is measured. */
const SLACK_PX = 4;

/** Draws text apart, gives its coverage Node's smoothing, and copies it. Emoji are pictures, and smoothed alike. */
export function createFillText(context: OffscreenCanvasRenderingContext2D): FillText {
	const native = OffscreenCanvasRenderingContext2D.prototype.fillText;
	const scratch = new OffscreenCanvas(1, 1);
	const apart = scratch.getContext("2d", { willReadFrequently: true });
	if (apart === null) throw new Error("expected a 2d context");
	return (text, xPx, baselinePx) => {
		const { fillStyle } = context;
		if (typeof fillStyle !== "string" || splitGraphemes(text).some(isEmoji)) {
			// Chromium sets emoji at whole pixels, and does not choose the nearest by itself.
			native.call(context, text, Math.round(xPx), baselinePx);
			return;
		}
		const box = boxOf(context, text, xPx, baselinePx);
		scratch.width = box.width;
		scratch.height = box.height;
		const { font, letterSpacing, textAlign, direction } = context;
		const { a, b, c, d, e, f } = context.getTransform();
		apart.setTransform(a, b, c, d, e - box.left, f - box.top);
		Object.assign(apart, { font, letterSpacing, textAlign, direction, fillStyle });
		apart.fillText(text, xPx, baselinePx);
		const image = apart.getImageData(0, 0, box.width, box.height);
		const coverage = coverageInNode(fillStyle);
		for (let at = 3; at < image.data.length; at += 4) image.data[at] = coverage[image.data[at] ?? 0] ?? 0;
		apart.putImageData(image, 0, 0);
		context.save();
		context.resetTransform();
		context.drawImage(scratch, box.left, box.top);
		context.restore();
	};
}

/** Where a text's ink may be, in whole pixels of the canvas. */
function boxOf(context: OffscreenCanvasRenderingContext2D, text: string, xPx: number, baselinePx: number) {
	const ink = context.measureText(text);
	const transform = context.getTransform();
	const corners = [
		[xPx - ink.actualBoundingBoxLeft, baselinePx - ink.actualBoundingBoxAscent],
		[xPx - ink.actualBoundingBoxLeft, baselinePx + ink.actualBoundingBoxDescent],
		[xPx + ink.actualBoundingBoxRight, baselinePx - ink.actualBoundingBoxAscent],
		[xPx + ink.actualBoundingBoxRight, baselinePx + ink.actualBoundingBoxDescent],
	].map(([x, y]) => transform.transformPoint({ x: x ?? 0, y: y ?? 0 }));
	const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
	const left = Math.floor(Math.min(...xs)) - SLACK_PX;
	const top = Math.floor(Math.min(...ys)) - SLACK_PX;
	return {
		left,
		top,
		width: Math.ceil(Math.max(...xs)) + SLACK_PX - left,
		height: Math.ceil(Math.max(...ys)) + SLACK_PX - top,
	};
}
