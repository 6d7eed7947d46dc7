import type { ChatLayout } from "../../shared/video/layout/chat-layout.ts";
import type { Scene } from "../../shared/video/layout/scene.ts";

const known = new WeakMap<Scene, readonly string[]>();

/** Each row of pixels of a scene as the words of what is drawn in it, in order; bars hide what is under them. */
export function rowsOf(layout: ChatLayout, scene: Scene): readonly string[] {
	const seen = known.get(scene);
	if (seen !== undefined) return seen;
	const rows = Array.from({ length: layout.heightPx }, () => "");
	for (const { sprite, xPx, yPx, alpha } of scene.placements) {
		const size = layout.sprites[sprite];
		if (size === undefined || alpha === 0) continue;
		const isBar = size.widthPx >= layout.widthPx;
		for (let row = Math.max(0, yPx); row < Math.min(layout.heightPx, yPx + size.heightPx); row++) {
			const word = `${sprite}:${xPx},${row - yPx},${alpha};`;
			rows[row] = isBar ? word : `${rows[row]}${word}`;
		}
	}
	known.set(scene, rows);
	return rows;
}
