import type { Colour, Shape } from "../../scene/scene.ts";
import type { KeySign } from "../../themes/key-signs.ts";
import { pathAt } from "../shapes.ts";

/** The width of their lines, in points of the sign. */
const LINE_PT = 1.5;

type SignPlace = {
	/** Its middle. */
	readonly xPx: number;
	readonly yPx: number;
	/** Of its own points. */
	readonly pxPerPt: number;
	readonly colour: Colour;
};

/** A sign of thin lines around a point. */
export function drawSign(
	{ widthPt, heightPt, lines, filled }: KeySign,
	{ xPx, yPx, pxPerPt, colour }: SignPlace,
): readonly Shape[] {
	const leftPx = xPx - (widthPt / 2) * pxPerPt;
	const topPx = yPx - (heightPt / 2) * pxPerPt;
	const drawn: Shape = {
		...{ kind: "line", d: lines, width: LINE_PT, colour },
		matrix: [pxPerPt, 0, 0, pxPerPt, leftPx, topPx],
	};
	return filled === undefined ? [drawn] : [pathAt(filled, leftPx, topPx, pxPerPt, colour), drawn];
}
