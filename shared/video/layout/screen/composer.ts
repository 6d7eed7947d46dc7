import type { Shape } from "../../scene/scene.ts";
import type { Composer, ComposerRow } from "../../themes/bars.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import { drawIcons } from "./bar-icons.ts";
import { type FooterInput, fieldRows, lastLine } from "./footer-input.ts";

type ComposerInput = FooterInput & { readonly footer: Resolved<Composer> };

/** Icons, the field with its text and icons, and icons. */
export function composerShapes(input: ComposerInput): readonly Shape[] {
	const { look, pen, footer, widthPx, draft } = input;
	const { topPx, centrePx, fieldPx } = fieldRows(input);
	const row = draft === "" ? footer.empty : (footer.typed ?? footer.empty);
	const startPx = Math.round(row.startPx);
	const endPx = widthPx - Math.round(row.endPx);
	const { radiusPx, fill, edge } = footer.field;
	const rect = { startPx, yPx: topPx, widthPx: endPx - startPx, heightPx: fieldPx, radiusPx };
	const place = { look, pen, centrePx };
	return [
		...ground(input),
		...drawIcons(row.start, { ...place, side: "start", edgePx: 0 }).shapes,
		...pen.edged(rect, fill, edge),
		...inside(input, row, { startPx, endPx, centrePx }),
		...drawIcons(row.end, { ...place, side: "end", edgePx: widthPx }).shapes,
	];
}

function ground({ pen, footer, widthPx, heightPx }: ComposerInput): readonly Shape[] {
	const { fill, hairline } = footer;
	const linePx = Math.max(1, Math.round(hairline?.widthPx ?? 0));
	return [
		...(fill === undefined ? [] : [pen.rectangle(0, 0, widthPx, heightPx, 0, fill)]),
		...(hairline === undefined ? [] : [pen.rectangle(0, 0, widthPx, linePx, 0, hairline.tone)]),
	];
}

type FieldPlace = { readonly startPx: number; readonly endPx: number; readonly centrePx: number };

function inside(
	{ look, pen, footer, draft }: ComposerInput,
	{ inside: { start, end } }: Resolved<ComposerRow>,
	{ startPx, endPx, centrePx }: FieldPlace,
): readonly Shape[] {
	const { paddingPx, gapPx, sizePx, placeholder } = footer.field;
	const before = drawIcons(start, { look, pen, side: "start", edgePx: startPx, centrePx });
	const after = drawIcons(end, { look, pen, side: "end", edgePx: endPx, centrePx });
	const textStartPx = Math.round(before.innerPx + (start.length === 0 ? paddingPx : gapPx));
	const textEndPx = Math.round(after.innerPx - (end.length === 0 ? paddingPx : gapPx));
	const isEmpty = draft === "";
	const said = isEmpty ? placeholderText(look, placeholder) : lastLine(draft);
	const text = pen.text({
		text: said,
		style: { sizePx, weight: 400 },
		colour: isEmpty ? placeholder.tone : look.page.text,
		...{ centrePx, startPx: textStartPx, align: "start" },
		keep: isEmpty ? "start" : "end",
		maxWidthPx: textEndPx - textStartPx,
	});
	return [...before.shapes, ...(said === "" ? [] : [text]), ...after.shapes];
}

function placeholderText({ words }: Look, placeholder: Composer["field"]["placeholder"]): string {
	return "word" in placeholder ? words[placeholder.word] : placeholder.text;
}
