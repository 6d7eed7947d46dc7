import type { Rect } from "../../scene/rect.ts";
import type { Shape } from "../../scene/scene.ts";
import { icons } from "../../themes/icons.ts";
import type { Look } from "../../themes/look.ts";
import type { TextShape } from "../line.ts";
import type { Pen } from "./pen.ts";

type FooterInput = {
	readonly look: Look;
	readonly pen: Pen;
	readonly widthPx: number;
	readonly heightPx: number;
};

/** The least height of a footer, its home indicator included. */
export function leastFooterPx({ footer, isPhone }: Look): number {
	const homePx = isPhone ? footer.homeIndicator.roomPx : 0;
	return footer.field.heightPx + footer.abovePx + footer.belowPx + homePx;
}

/** What the field says: a draft, of which the end of the last line is seen; the placeholder while that is empty. */
export function fieldText(input: FooterInput, draft: string): TextShape {
	const { look, pen, widthPx } = input;
	const { field } = look.footer;
	const startPx = Math.round(field.startPx) + Math.round(field.paddingPx);
	const isEmpty = draft === "";
	return pen.text({
		text: isEmpty ? look.words.placeholder : draft.slice(draft.lastIndexOf("\n") + 1),
		style: { sizePx: field.sizePx, weight: 400 },
		colour: isEmpty ? look.page.secondary : look.page.text,
		centrePx: fieldRows(input).centrePx,
		startPx,
		align: "start",
		keep: "end",
		maxWidthPx: iconStartPx(look, widthPx) - Math.round(field.gapPx) - startPx,
	});
}

/** The composer: a plus, the field with its text and a microphone, and under it the phone's home indicator. */
export function footerShapes(input: FooterInput, text: TextShape): readonly Shape[] {
	const { look, pen, widthPx } = input;
	const { footer, page, pxPerPt } = look;
	const { field } = footer;
	const { topPx, centrePx, fieldPx } = fieldRows(input);
	const startPx = Math.round(field.startPx);
	const fieldWidthPx = widthPx - Math.round(field.endPx) - startPx;
	const edgePx = Math.max(1, Math.round(field.edgePx));
	const { icon, ink } = field.icon;
	const iconTopPx = centrePx - Math.round((icons[icon].heightPt / 2) * pxPerPt);
	return [
		...plus(input, centrePx),
		pen.rectangle(startPx, topPx, fieldWidthPx, fieldPx, fieldPx / 2, page.separator),
		pen.rectangle(
			startPx + edgePx,
			topPx + edgePx,
			fieldWidthPx - 2 * edgePx,
			fieldPx - 2 * edgePx,
			fieldPx / 2 - edgePx,
			page.ground,
		),
		text,
		...pen.icon(icon, iconStartPx(look, widthPx), iconTopPx, page[ink]),
		...(look.isPhone ? [homeIndicator(input)] : []),
	];
}

/** The field, in px of the screen, of a footer that begins at `footerTopPx`. */
export function fieldRect(
	{ look, widthPx, heightPx }: { readonly look: Look; readonly widthPx: number; readonly heightPx: number },
	footerTopPx: number,
): Rect {
	const { topPx, fieldPx } = fieldRows({ look, heightPx: heightPx - footerTopPx });
	const { startPx, endPx } = look.footer.field;
	const leftPx = Math.round(look.direction === "rtl" ? endPx : startPx);
	const fieldWidthPx = widthPx - Math.round(startPx) - Math.round(endPx);
	return { xPx: leftPx, yPx: footerTopPx + topPx, widthPx: fieldWidthPx, heightPx: fieldPx };
}

function fieldRows({ look: { footer, isPhone }, heightPx }: Pick<FooterInput, "look" | "heightPx">) {
	const homePx = isPhone ? Math.round(footer.homeIndicator.roomPx) : 0;
	const bottomPx = heightPx - homePx - Math.round(footer.belowPx);
	const fieldPx = Math.round(footer.field.heightPx);
	return { topPx: bottomPx - fieldPx, centrePx: bottomPx - fieldPx / 2, fieldPx };
}

function iconStartPx({ footer, pxPerPt }: Look, widthPx: number): number {
	const { icon, edgePx } = footer.field.icon;
	return widthPx - Math.round(edgePx + icons[icon].widthPt * pxPerPt);
}

function plus({ look, pen }: FooterInput, centrePx: number): readonly Shape[] {
	const { radiusPx, sizePx, strokePx, fill, ink, centrePx: startPx } = look.footer.plus;
	const middlePx = Math.round(startPx);
	const bar = (widthPx: number, heightPx: number) =>
		pen.rectangle(
			middlePx - widthPx / 2,
			centrePx - heightPx / 2,
			widthPx,
			heightPx,
			strokePx / 2,
			look.page[ink],
		);
	return [pen.circle(middlePx, centrePx, radiusPx, fill), bar(sizePx, strokePx), bar(strokePx, sizePx)];
}

function homeIndicator({ look, pen, widthPx, heightPx }: FooterInput): Shape {
	const { widthPx: linePx, heightPx: thickPx, upPx } = look.footer.homeIndicator;
	const topPx = heightPx - Math.round(upPx);
	const startPx = widthPx / 2 - Math.round(linePx / 2);
	return pen.rectangle(startPx, topPx, Math.round(linePx), thickPx, thickPx / 2, look.page.text);
}
