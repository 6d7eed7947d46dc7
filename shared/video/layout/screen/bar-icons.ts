import type { Shape } from "../../scene/scene.ts";
import type { BarIcon } from "../../themes/bar-parts.ts";
import { icons } from "../../themes/icons.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import type { Pen } from "./pen.ts";

/** Where icons stand: at the start or the end of a bar or a field, whose edge is `edgePx` from the bar's start. */
export type IconPlace = {
	readonly look: Look;
	readonly pen: Pen;
	readonly side: "start" | "end";
	readonly edgePx: number;
	/** The row on which they are centred. */
	readonly centrePx: number;
};

export type DrawnIcons = {
	readonly shapes: readonly Shape[];
	/** How far the innermost reaches, from the bar's start; without icons the edge. */
	readonly innerPx: number;
};

export function drawIcons(items: readonly Resolved<BarIcon>[], place: IconPlace): DrawnIcons {
	const drawn = items.map((item) => drawIcon(item, place));
	const inners = [place.edgePx, ...drawn.map(({ innerPx }) => innerPx)];
	return {
		shapes: drawn.flatMap(({ shapes }) => shapes),
		innerPx: place.side === "start" ? Math.max(...inners) : Math.min(...inners),
	};
}

function drawIcon(item: Resolved<BarIcon>, { look, pen, side, edgePx, centrePx }: IconPlace): DrawnIcons {
	const { icon, disc, label } = item;
	const { widthPt, heightPt } = icons[icon];
	const pxPerPt = item.heightPx === undefined ? look.pxPerPt : item.heightPx / heightPt;
	const iconPx = widthPt * pxPerPt;
	const colour = pen.ink(item.ink);
	const labelAt = (startPx: number) =>
		label === undefined
			? []
			: [
					pen.text({
						text: label.text,
						style: { sizePx: label.sizePx, weight: label.weight },
						colour,
						...{ centrePx, startPx, align: "start" },
					}),
				];
	const [measured] = labelAt(0);
	const contentPx =
		iconPx + (label === undefined || measured === undefined ? 0 : label.gapPx + measured.widthPx);
	const widthPx = disc?.widthPx ?? contentPx;
	const startPx =
		side === "start" ? edgePx + Math.round(item.edgePx) : edgePx - Math.round(item.edgePx + widthPx);
	const contentStartPx = startPx + (widthPx - contentPx) / 2;
	const topPx = centrePx - Math.round((heightPt / 2) * pxPerPt);
	return {
		shapes: [
			...(disc === undefined ? [] : drawDisc(disc, startPx, centrePx, pen)),
			...pen.icon(icon, contentStartPx, topPx, colour, pxPerPt),
			...labelAt(contentStartPx + iconPx + (label?.gapPx ?? 0)),
		],
		innerPx: side === "start" ? startPx + widthPx : startPx,
	};
}

function drawDisc(
	{ widthPx, heightPx, fill, edge }: Resolved<NonNullable<BarIcon["disc"]>>,
	startPx: number,
	centrePx: number,
	pen: Pen,
): readonly Shape[] {
	const rect = { startPx, yPx: centrePx - heightPx / 2, widthPx, heightPx, radiusPx: heightPx / 2 };
	return pen.edged(rect, pen.ink(fill), edge);
}
