import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Placement, Scene } from "../layout/scene.ts";
import { STRIP_HEIGHT_PX } from "./picture-plan.ts";

/**
 * Equal for rows that look the same, in whatever pictures and at whatever heights: what stands in the row, and where
 * relative to it. Rows that differ in what is hidden under a bar are the same.
 */
export function stripKey(
	{ sprites, widthPx, heightPx }: ChatLayout,
	{ placements }: Scene,
	row: number,
): string {
	const topPx = row * STRIP_HEIGHT_PX;
	const bottomPx = topPx + STRIP_HEIGHT_PX;
	// A last row that is cut off goes on with its last line of pixels.
	const parts = bottomPx > heightPx ? [`${heightPx - topPx}`] : [];
	for (let index = placements.length - 1; index >= 0; index--) {
		const { sprite, xPx, yPx, alpha } = placements[index] as Placement;
		const size = sprites[sprite];
		if (size === undefined || alpha === 0 || yPx >= bottomPx || yPx + size.heightPx <= topPx) continue;
		parts.push(`${sprite} ${xPx} ${yPx - topPx} ${alpha}`);
		const isCover = alpha === 255 && xPx <= 0 && xPx + size.widthPx >= widthPx;
		if (isCover && yPx <= topPx && yPx + size.heightPx >= Math.min(bottomPx, heightPx)) break;
	}
	return parts.join();
}
