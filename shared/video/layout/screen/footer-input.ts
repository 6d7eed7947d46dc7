import type { Shape } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { Pen } from "./pen.ts";

export type FooterInput = {
	readonly look: Look;
	readonly pen: Pen;
	readonly widthPx: number;
	/** With the room of the home indicator. */
	readonly heightPx: number;
	/** The row at which the field ends, in px of the footer. */
	readonly fieldEndPx: number;
	/** Something stands in the field; otherwise its placeholder does. */
	readonly isTyped: boolean;
	/** At least one. */
	readonly lineCount: number;
};

/** What a footer is made of, from back to front. */
export type FooterParts = {
	/** Behind all, as high as the footer. */
	readonly ground: readonly Shape[];
	/** At its upper edge. */
	readonly hairline: readonly Shape[];
	readonly field: readonly Shape[];
	/** Of the field's corners. */
	readonly radiusPx: number;
	readonly icons: readonly Shape[];
	readonly placeholder: readonly Shape[];
	/** Where text stands in the field, from the footer's start. */
	readonly text: FieldText;
};

export type FieldText = { readonly startPx: number; readonly endPx: number; readonly sizePx: number };

/** The rows of the field, in px of the footer, and the row of icons and of the last line. */
export function fieldRows({
	look: { footer },
	fieldEndPx,
	lineCount,
}: Pick<FooterInput, "look" | "fieldEndPx" | "lineCount">) {
	const linePx = Math.round(footer.field.heightPx);
	const fieldPx = linePx + moreLinesPx(footer.field, lineCount);
	return { topPx: fieldEndPx - fieldPx, centrePx: fieldEndPx - linePx / 2, fieldPx, linePx };
}

/** How much higher a field is than with one line. */
export function moreLinesPx({ lines }: Look["footer"]["field"], lineCount: number): number {
	return Math.round((lines?.pitchPx ?? 0) * (lineCount - 1));
}
