import type { Shape } from "../../scene/scene.ts";
import type { FieldFooter } from "../../themes/bars.ts";
import type { Resolved } from "../../themes/look.ts";
import { drawIcons } from "./bar-icons.ts";
import { type FooterInput, type FooterParts, fieldRows } from "./footer-input.ts";

type FieldInput = FooterInput & { readonly footer: Resolved<FieldFooter> };

/** A plus, the field with an icon. */
export function fieldFooterParts(input: FieldInput): FooterParts {
	const { look, pen, footer, widthPx, isTyped } = input;
	const { field } = footer;
	const { topPx, centrePx, fieldPx, linePx } = fieldRows(input);
	const fieldStartPx = Math.round(field.startPx);
	const fieldWidthPx = widthPx - Math.round(field.endPx) - fieldStartPx;
	const radiusPx = linePx / 2;
	const rect = { startPx: fieldStartPx, yPx: topPx, widthPx: fieldWidthPx, heightPx: fieldPx, radiusPx };
	const edge = { widthPx: field.edgePx, tone: look.page.separator };
	const shown = isTyped ? (field.typedIcon ?? field.icon) : field.icon;
	const icon = drawIcons([shown], { look, pen, side: "end", edgePx: widthPx, centrePx });
	const startPx = fieldStartPx + Math.round(field.paddingPx);
	const endPx = icon.innerPx - Math.round(field.gapPx);
	const { sizePx } = field;
	const placeholder = () =>
		pen.text({
			...{ text: look.words.placeholder, style: { sizePx, weight: 400 }, colour: look.page.secondary },
			...{ centrePx, startPx, align: "start", keep: "end", maxWidthPx: endPx - startPx },
		});
	return {
		ground: [],
		hairline: [],
		field: pen.edged(rect, look.page.ground, edge),
		radiusPx,
		icons: [...plus(input, centrePx), ...icon.shapes],
		placeholder: isTyped ? [] : [placeholder()],
		text: { startPx, endPx, sizePx },
	};
}

function plus({ pen, footer }: FieldInput, centrePx: number): readonly Shape[] {
	const { radiusPx, sizePx, strokePx, fill, ink, centrePx: startPx } = footer.plus;
	const middlePx = Math.round(startPx);
	const colour = pen.ink(ink);
	const bar = (widthPx: number, heightPx: number) =>
		pen.rectangle(middlePx - widthPx / 2, centrePx - heightPx / 2, widthPx, heightPx, strokePx / 2, colour);
	return [pen.circle(middlePx, centrePx, radiusPx, fill), bar(sizePx, strokePx), bar(strokePx, sizePx)];
}
