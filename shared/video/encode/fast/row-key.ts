import type { Size } from "../../scene/rect.ts";
import { groundPeriodPx } from "../../scene/same-look.ts";
import type { Layer } from "../../scene/scene.ts";
import type { SeenLayer, SeenScene } from "../seen-scene.ts";
import { ROW_HEIGHT_PX } from "./stream-plan.ts";

/**
 * Equal for rows that look the same, in whatever pictures and at whatever heights: what stands in the row, from front to back,
 * and where relative to it. Rows that differ in what is hidden are the same. `topPx` is even; rows of pictures begin on the grid.
 */
export function rowKey(scene: SeenScene, topPx: number, { widthPx, heightPx }: Size): string {
	const bottomPx = topPx + ROW_HEIGHT_PX;
	// A last row that is cut off goes on with its last line of pixels.
	const shownPx = Math.min(bottomPx, heightPx);
	const parts = shownPx < bottomPx ? [`${shownPx - topPx}`] : [];
	for (let index = scene.length - 1; index >= 0; index--) {
		const layer = scene[index];
		if (layer === null || layer === undefined) continue;
		const { rows } = layer;
		if (rows.fromPx >= shownPx || rows.toPx <= topPx) continue;
		const isWhole = rows.fromPx <= topPx && rows.toPx >= shownPx && isAcross(layer, widthPx);
		const partCount = parts.length;
		addContent(parts, layer, topPx, shownPx);
		const count = parts.length - partCount;
		if (!isWhole && count > 0) parts.push(`${count} in ${clipKey(layer, topPx)}`);
		if (isWhole && layer.ground !== "") break;
	}
	return parts.join();
}

/** Adds what a layer has in rows of the screen that belong to one row of macroblocks. */
function addContent(
	parts: string[],
	{ layer, rows, ground, placements }: SeenLayer,
	topPx: number,
	shownPx: number,
): void {
	const fromPx = Math.max(topPx, rows.fromPx);
	const toPx = Math.min(shownPx, rows.toPx);
	for (let index = placements.length - 1; index >= 0; index--) {
		const placement = placements[index];
		if (placement === undefined || placement.fromPx >= toPx || placement.toPx <= fromPx) continue;
		const { sprite, xPx, yPx, opacity, detail } = placement;
		parts.push(`${sprite.number} ${xPx} ${yPx - topPx} ${opacity}${detail}`);
	}
	if (ground !== "") parts.push(`${ground}${phaseOf(layer, topPx)}`);
}

/** Which of its lines a ground shows at a row; nothing for one that is flat. */
function phaseOf({ ground, dyPx }: Layer, topPx: number): string {
	if (ground === undefined || typeof ground === "string") return "";
	const periodPx = groundPeriodPx(ground);
	return ` ${(((topPx - dyPx) % periodPx) + periodPx) % periodPx}`;
}

/** Where a row is cut by a layer's clip. Edges that are too far away for their corners to reach the row are all the same. */
function clipKey({ layer: { clip } }: SeenLayer, topPx: number): string {
	const radiusPx = clip.radiusPx ?? 0;
	const fromPx = Math.max(clip.yPx - topPx, -radiusPx);
	const toPx = Math.min(clip.yPx + clip.heightPx - topPx, ROW_HEIGHT_PX + radiusPx);
	return `${clip.xPx} ${clip.widthPx} ${fromPx} ${toPx} ${radiusPx}${clip.rounded ?? ""}`;
}

/** Whether a layer's clip is as wide as the screen in all of its rows. */
export function isAcross({ layer: { clip } }: SeenLayer, widthPx: number): boolean {
	return (clip.radiusPx ?? 0) === 0 && clip.xPx <= 0 && clip.xPx + clip.widthPx >= widthPx;
}
