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

/**
 * With more lines it is two, so that the field can grow: what stays where it is, and the upper part of the field. They meet at a row.
 */
export function halfShapes(
	{ hairline, field, icons }: FooterParts,
	{ look, pen, widthPx, heightPx }: FooterInput,
	cutPx: number,
): { readonly upper: readonly Shape[]; readonly lower: readonly Shape[] } {
	const rows = (yPx: number, endPx: number) => ({
		...{ startPx: 0, yPx, widthPx, heightPx: endPx - yPx, radiusPx: 0 },
	});
	// While the field grows, its upper part reaches under the lower one, whose corners it must not fill.
	const ground = pen.rectangle(0, cutPx, widthPx, heightPx - cutPx, 0, footerFill(look));
	return {
		upper: [...hairline, pen.inside(rows(0, cutPx), field)],
		lower: [ground, pen.inside(rows(cutPx, heightPx), field), ...icons],
	};
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
