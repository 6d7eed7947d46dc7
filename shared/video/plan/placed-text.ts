import type { Steps } from "../../core/steps.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { MeasureText, Shape } from "../layout/scene.ts";
import { type PicturePlan, STRIP_HEIGHT_PX } from "./picture-plan.ts";
import type { Hold } from "./render-plan.ts";

type Planned = {
	readonly layout: ChatLayout;
	readonly holds: readonly Hold[];
	readonly pictures: PicturePlan;
};

/** A line of text in its sprite: the rows that its letters reach, in px, and its length in ems. */
type Line = { readonly fromPx: number; readonly toPx: number; readonly ems: number };

/** How far letters reach from their baseline, in ems: capitals upwards, descenders downwards. */
const ASCENT = 0.8;
const DESCENT = 0.25;

/** An ideograph has more strokes than other letters of its width, and takes a seventh more to code. */
const IDEOGRAPH = /\p{Script=Han}/gu;
const EMS_MORE_PER_IDEOGRAPH = 0.14;

/**
 * Sums the text on the strips of a stream, in ems of its own size: a line counts with its width on each strip that it fills, and
 * in proportion where it fills a part of one. A strip counts as often as the stream has it. One step takes a sprite or a picture.
 */
export function* placedTextEms({ layout, holds, pictures }: Planned, measure: MeasureText): Steps<number> {
	const lines: (readonly Line[])[] = [];
	for (const { shapes } of layout.sprites) {
		yield;
		lines.push(shapes.flatMap((shape) => (shape.kind === "text" ? [lineOf(shape, measure)] : [])));
	}
	const rowsOf = new Map<number, Float64Array>();
	const emsAt = (hold: number, row: number): number => {
		const rows = rowsOf.get(hold) ?? textRows(holds[hold], lines, layout.heightPx);
		rowsOf.set(hold, rows);
		return rows[row] ?? 0;
	};
	const ems: number[] = [];
	for (const { hold, row } of pictures.strips) {
		if (!rowsOf.has(hold)) yield;
		ems.push(emsAt(hold, row));
	}
	const placed = pictures.pictures.flatMap((picture) => {
		if (picture.kind === "key") return picture.strips;
		return picture.kind === "inter" ? picture.bands.map(({ strip }) => strip) : [];
	});
	return placed.reduce((sum, strip) => sum + (ems[strip] ?? 0), 0);
}

function lineOf({ text, style, baselinePx }: Extract<Shape, { kind: "text" }>, measure: MeasureText): Line {
	const ideographs = text.match(IDEOGRAPH)?.length ?? 0;
	const ems = measure(text, style) / style.sizePx + EMS_MORE_PER_IDEOGRAPH * ideographs;
	const fromPx = baselinePx - ASCENT * style.sizePx;
	const toPx = baselinePx + DESCENT * style.sizePx;
	return { fromPx, toPx, ems };
}

/** The ems of text on each row of strips of one picture. */
function textRows(
	hold: Hold | undefined,
	lines: readonly (readonly Line[])[],
	heightPx: number,
): Float64Array {
	const rows = new Float64Array(Math.ceil(heightPx / STRIP_HEIGHT_PX));
	for (const { sprite, yPx } of hold?.scene.placements ?? []) {
		for (const { fromPx, toPx, ems } of lines[sprite] ?? []) {
			const [from, to] = [(yPx + fromPx) / STRIP_HEIGHT_PX, (yPx + toPx) / STRIP_HEIGHT_PX];
			for (let row = Math.max(0, Math.floor(from)); row < Math.min(rows.length, to); row++) {
				const share = Math.min(to, row + 1) - Math.max(from, row);
				rows[row] = (rows[row] ?? 0) + ems * share;
			}
		}
	}
	return rows;
}
