import type { Shape } from "../../scene/scene.ts";
import type { FieldFooter } from "../../themes/bars.ts";
import type { Resolved } from "../../themes/look.ts";
import { drawIcons } from "./bar-icons.ts";
import { type FooterInput, fieldRows, lastLine } from "./footer-input.ts";

type FieldInput = FooterInput & { readonly footer: Resolved<FieldFooter> };

/** A plus, the field with its text and an icon. */
export function fieldFooterShapes(input: FieldInput): readonly Shape[] {
	const { look, pen, footer, widthPx, draft } = input;
	const { field } = footer;
	const { topPx, centrePx, fieldPx } = fieldRows(input);
	const fieldStartPx = Math.round(field.startPx);
	const fieldWidthPx = widthPx - Math.round(field.endPx) - fieldStartPx;
	const rect = {
		...{ startPx: fieldStartPx, yPx: topPx, widthPx: fieldWidthPx, heightPx: fieldPx },
		radiusPx: fieldPx / 2,
	};
	const edge = { widthPx: field.edgePx, tone: look.page.separator };
	const icon = drawIcons([field.icon], { look, pen, side: "end", edgePx: widthPx, centrePx });
	const startPx = fieldStartPx + Math.round(field.paddingPx);
	const isEmpty = draft === "";
	return [
		...plus(input, centrePx),
		...pen.edged(rect, look.page.ground, edge),
		pen.text({
			text: isEmpty ? look.words.placeholder : lastLine(draft),
			style: { sizePx: field.sizePx, weight: 400 },
			colour: isEmpty ? look.page.secondary : look.page.text,
			...{ centrePx, startPx, align: "start", keep: "end" },
			maxWidthPx: icon.innerPx - Math.round(field.gapPx) - startPx,
		}),
		...icon.shapes,
	];
}

function plus({ pen, footer }: FieldInput, centrePx: number): readonly Shape[] {
	const { radiusPx, sizePx, strokePx, fill, ink, centrePx: startPx } = footer.plus;
	const middlePx = Math.round(startPx);
	const colour = pen.ink(ink);
	const bar = (widthPx: number, heightPx: number) =>
		pen.rectangle(middlePx - widthPx / 2, centrePx - heightPx / 2, widthPx, heightPx, strokePx / 2, colour);
	return [pen.circle(middlePx, centrePx, radiusPx, fill), bar(sizePx, strokePx), bar(strokePx, sizePx)];
}
