import type { Colour, Shape } from "../../scene/scene.ts";
import { type IconName, icons } from "../../themes/icons.ts";
import type { Look } from "../../themes/look.ts";
import { mirrorPath, pathAt } from "../shapes.ts";

/** An icon beside a line of text. */
export type MessageIcon = {
	readonly widthPx: number;
	/** Centred on a row. */
	readonly shapes: (leftPx: number, centrePx: number) => readonly Shape[];
};

/** An icon of a height. */
export function drawIcon(name: IconName, heightPx: number, ink: Colour, { direction }: Look): MessageIcon {
	const { widthPt, heightPt, outlines, isDirectional = false } = icons[name];
	const pxPerPt = heightPx / heightPt;
	const isMirrored = direction === "rtl" && isDirectional;
	return {
		widthPx: widthPt * pxPerPt,
		shapes: (leftPx, centrePx) =>
			outlines.map((outline) => {
				const d = isMirrored ? mirrorPath(outline, widthPt) : outline;
				return pathAt(d, leftPx, centrePx - heightPx / 2, pxPerPt, ink);
			}),
	};
}

/** An icon at the start of the first line of a text, beside which all lines stand. */
export type Lead = MessageIcon & { /** To the text. */ readonly gapPx: number };

export const leadRoomPx = (lead: Lead | null) => (lead === null ? 0 : lead.widthPx + lead.gapPx);

/** In the room of a text that is read from a side. */
export function setLead(
	lead: Lead | null,
	direction: "ltr" | "rtl",
	{ xPx, widthPx }: { readonly xPx: number; readonly widthPx: number },
	centrePx: number,
): readonly Shape[] {
	if (lead === null) return [];
	return lead.shapes(direction === "rtl" ? xPx + widthPx - lead.widthPx : xPx, centrePx);
}
