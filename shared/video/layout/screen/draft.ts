import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { MeasureText, Placement } from "../../scene/scene.ts";
import { hasTallScript } from "../../text/tall-scripts.ts";
import type { Look } from "../../themes/look.ts";
import type { TextShape } from "../line.ts";
import { rectangle } from "../shapes.ts";
import type { DraftLine } from "./draft-lines.ts";
import type { FieldText } from "./footer-input.ts";
import { place } from "./layer-parts.ts";
import type { Pen } from "./pen.ts";

/** Where a line of a draft stands. */
export type DraftPlace = {
	readonly look: Look;
	readonly pen: Pen;
	readonly widthPx: number;
	readonly text: FieldText;
	readonly measure: MeasureText;
	/** The row on which its capitals are centred, in px of the footer. */
	readonly centrePx: number;
};

/**
 * How far letters reach above and below the middle of capitals, as a share of the type size: fewer rows are new with each letter where
 * nothing stands high.
 */
const REACH_SHARE = 0.8;
/** Of tall scripts, and of letters with marks of their own. */
const TALL_REACH_SHARE = 1.1;

/** A line of a draft. One that is wider than the field, as a single letter may be, is cut at its start. */
export function placeLine(
	item: string,
	{ text: line, direction }: DraftLine,
	{ look, pen, widthPx, text, centrePx }: DraftPlace,
): { readonly placement: Placement; readonly shape: TextShape } {
	const isTall = hasTallScript(line) || /\p{M}/u.test(line);
	const reachPx = (isTall ? TALL_REACH_SHARE : REACH_SHARE) * text.sizePx;
	const yPx = toEven(centrePx - reachPx);
	const heightPx = ceilToEven(2 * reachPx);
	const shape = pen.text({
		...{ text: line, style: { sizePx: text.sizePx, weight: 400 }, colour: look.page.text, direction },
		...{ centrePx: centrePx - yPx, startPx: text.startPx, align: "start" },
		...{ keep: "end", maxWidthPx: text.endPx - text.startPx },
	});
	const rect = { xPx: 0, yPx, widthPx, heightPx };
	const shapes = line.trim() === "" ? [] : [shape];
	return { placement: place(item, `${direction} at ${centrePx - yPx}: ${line}`, shapes, rect), shape };
}

/** The caret is 2 points wide, and as high as a line, on iOS. */
const CARET_PT = 2;
const CARET_SHARE = 1.25;
/** Between it and letters. */
const CARET_GAP_PT = 0.5;

/** Its left edge behind a line, or before an empty field's placeholder. */
export function caretXPx(line: TextShape | null, { look, widthPx, text }: DraftPlace): number {
	const caretPx = Math.round(CARET_PT * look.pxPerPt);
	const gapPx = Math.round(CARET_GAP_PT * look.pxPerPt);
	if (line === null)
		return look.direction === "rtl" ? widthPx - text.startPx + gapPx : text.startPx - caretPx - gapPx;
	const isRtl = line.direction === "rtl";
	return Math.round(isRtl ? line.xPx - caretPx - gapPx : line.xPx + line.widthPx + gapPx);
}

export function caretShape(xPx: number, { look, text, centrePx }: DraftPlace): Placement {
	const caretPx = Math.round(CARET_PT * look.pxPerPt);
	const heightPx = toEven(CARET_SHARE * text.sizePx);
	const leftPx = 2 * Math.floor(xPx / 2);
	const insetPx = xPx - leftPx;
	const rect = {
		xPx: leftPx,
		yPx: toEven(centrePx - heightPx / 2),
		widthPx: ceilToEven(insetPx + caretPx),
		heightPx,
	};
	const bar = rectangle(insetPx, 0, caretPx, heightPx, caretPx / 2, look.page.accent);
	return place("footer/caret", `${insetPx}`, [bar], rect);
}
