import type { Rect } from "../../scene/rect.ts";
import type { Colour, Shape } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import { composerParts } from "./composer.ts";
import { fieldFooterParts } from "./field-footer.ts";
import { type FooterInput, type FooterParts, fieldRows } from "./footer-input.ts";

/** The bar under the column, without what is typed in it. */
export function footerParts(input: FooterInput): FooterParts {
	const { footer } = input.look;
	return footer.kind === "field"
		? fieldFooterParts({ ...input, footer })
		: composerParts({ ...input, footer });
}

/** With one line all is one drawing. */
export function barShapes({ ground, hairline, field, icons, placeholder }: FooterParts): readonly Shape[] {
	return [...ground, ...hairline, ...field, ...icons, ...placeholder];
}

/** With more lines it is two, which meet at a row, so that the field can grow: this is the part that goes up. */
export function upperShapes(
	{ hairline, field }: FooterParts,
	{ pen, widthPx }: FooterInput,
	cutPx: number,
): readonly Shape[] {
	const rect = { startPx: 0, yPx: 0, widthPx, heightPx: cutPx, radiusPx: 0 };
	return [...hairline, pen.inside(rect, field)];
}

/** And this is what stays where it is: the end of the field, and the icons. */
export function lowerShapes(
	{ field, icons }: FooterParts,
	{ look, pen, widthPx, heightPx }: FooterInput,
	cutPx: number,
): readonly Shape[] {
	const rect = { startPx: 0, yPx: cutPx, widthPx, heightPx: heightPx - cutPx, radiusPx: 0 };
	// While the field grows, its upper part reaches under this one, whose corners it must not fill.
	return [pen.box(rect, footerFill(look)), pen.inside(rect, field), ...icons];
}

/** What is behind it. */
export function footerFill({ footer, page }: Look): Colour {
	return footer.kind === "field" ? page.ground : (footer.fill ?? page.ground);
}

/** The field, in px of the screen, of a footer that begins at `topPx`. */
export function fieldRect(
	{ look, widthPx, fieldEndPx, lineCount, isTyped }: Omit<FooterInput, "pen" | "heightPx">,
	topPx: number,
): Rect {
	const rows = fieldRows({ look, fieldEndPx, lineCount });
	const { footer, direction } = look;
	const { startPx, endPx } = sidesOf(footer, isTyped);
	const leftPx = Math.round(direction === "rtl" ? endPx : startPx);
	const fieldWidthPx = widthPx - Math.round(startPx) - Math.round(endPx);
	return { xPx: leftPx, yPx: topPx + rows.topPx, widthPx: fieldWidthPx, heightPx: rows.fieldPx };
}

function sidesOf(footer: Look["footer"], isTyped: boolean) {
	if (footer.kind === "field") return footer.field;
	return isTyped ? (footer.typed ?? footer.empty) : footer.empty;
}
