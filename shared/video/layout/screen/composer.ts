import type { Shape } from "../../scene/scene.ts";
import type { Composer, ComposerRow } from "../../themes/bars.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import { drawIcons } from "./bar-icons.ts";
import { type FieldText, type FooterInput, type FooterParts, fieldRows } from "./footer-input.ts";

type ComposerInput = FooterInput & { readonly footer: Resolved<Composer> };

/** Icons, the field with its icons, and icons. */
export function composerParts(input: ComposerInput): FooterParts {
	const { look, pen, footer, widthPx, heightPx, isTyped } = input;
	const { topPx, centrePx, fieldPx } = fieldRows(input);
	const row = isTyped ? (footer.typed ?? footer.empty) : footer.empty;
	const startPx = Math.round(row.startPx);
	const endPx = widthPx - Math.round(row.endPx);
	const { radiusPx, fill, edge } = footer.field;
	const rect = { startPx, yPx: topPx, widthPx: endPx - startPx, heightPx: fieldPx, radiusPx };
	const place = { look, pen, centrePx };
	const inside = drawInside(input, row, { startPx, endPx, centrePx });
	const linePx = Math.max(1, Math.round(footer.hairline?.widthPx ?? 0));
	return {
		ground: footer.fill === undefined ? [] : [pen.rectangle(0, 0, widthPx, heightPx, 0, footer.fill)],
		hairline:
			footer.hairline === undefined ? [] : [pen.rectangle(0, 0, widthPx, linePx, 0, footer.hairline.tone)],
		field: pen.edged(rect, fill, edge),
		radiusPx,
		icons: [
			...drawIcons(row.start, { ...place, side: "start", edgePx: 0 }).shapes,
			...inside.icons,
			...drawIcons(row.end, { ...place, side: "end", edgePx: widthPx }).shapes,
		],
		placeholder: isTyped ? [] : placeholderShapes(input, inside.text, centrePx),
		text: inside.text,
	};
}

type FieldPlace = { readonly startPx: number; readonly endPx: number; readonly centrePx: number };

function drawInside(
	{ look, pen, footer }: ComposerInput,
	{ inside: { start, end } }: Resolved<ComposerRow>,
	{ startPx, endPx, centrePx }: FieldPlace,
): { readonly icons: readonly Shape[]; readonly text: FieldText } {
	const { paddingPx, gapPx, sizePx } = footer.field;
	const before = drawIcons(start, { look, pen, side: "start", edgePx: startPx, centrePx });
	const after = drawIcons(end, { look, pen, side: "end", edgePx: endPx, centrePx });
	return {
		icons: [...before.shapes, ...after.shapes],
		text: {
			startPx: Math.round(before.innerPx + (start.length === 0 ? paddingPx : gapPx)),
			endPx: Math.round(after.innerPx - (end.length === 0 ? paddingPx : gapPx)),
			sizePx,
		},
	};
}

function placeholderShapes(
	{ look, pen, footer }: ComposerInput,
	{ startPx, endPx, sizePx }: FieldText,
	centrePx: number,
): readonly Shape[] {
	const { placeholder } = footer.field;
	const text = placeholderText(look, placeholder);
	if (text === "") return [];
	return [
		pen.text({
			...{ text, style: { sizePx, weight: 400 }, colour: placeholder.tone },
			...{ centrePx, startPx, align: "start", maxWidthPx: endPx - startPx },
		}),
	];
}

function placeholderText({ words }: Look, placeholder: Composer["field"]["placeholder"]): string {
	return "word" in placeholder ? words[placeholder.word] : placeholder.text;
}
