import type { Rect } from "../../scene/rect.ts";
import type { Shape } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import { composerShapes } from "./composer.ts";
import { fieldFooterShapes } from "./field-footer.ts";
import { type FooterInput, fieldRows } from "./footer-input.ts";

/** The least height of a footer, its home indicator included. */
export function leastFooterPx({ footer, isPhone }: Look): number {
	const homePx = isPhone ? footer.homeIndicator.roomPx : 0;
	return footer.field.heightPx + footer.abovePx + footer.belowPx + homePx;
}

/** The composer, and under it the phone's home indicator. */
export function footerShapes(input: FooterInput): readonly Shape[] {
	const { footer } = input.look;
	const shapes =
		footer.kind === "field" ? fieldFooterShapes({ ...input, footer }) : composerShapes({ ...input, footer });
	return [...shapes, ...homeIndicator(input)];
}

/** The empty field, in px of the screen, of a footer that begins at `footerTopPx`. */
export function fieldRect(
	{ look, widthPx, heightPx }: { readonly look: Look; readonly widthPx: number; readonly heightPx: number },
	footerTopPx: number,
): Rect {
	const { topPx, fieldPx } = fieldRows({ look, heightPx: heightPx - footerTopPx });
	const { footer, direction } = look;
	const { startPx, endPx } = footer.kind === "field" ? footer.field : footer.empty;
	const leftPx = Math.round(direction === "rtl" ? endPx : startPx);
	const fieldWidthPx = widthPx - Math.round(startPx) - Math.round(endPx);
	return { xPx: leftPx, yPx: footerTopPx + topPx, widthPx: fieldWidthPx, heightPx: fieldPx };
}

function homeIndicator({ look, pen, widthPx, heightPx }: FooterInput): readonly Shape[] {
	if (!look.isPhone) return [];
	const { widthPx: linePx, heightPx: thickPx, upPx } = look.footer.homeIndicator;
	const topPx = heightPx - Math.round(upPx);
	const startPx = widthPx / 2 - Math.round(linePx / 2);
	return [pen.rectangle(startPx, topPx, Math.round(linePx), thickPx, thickPx / 2, look.page.text)];
}
