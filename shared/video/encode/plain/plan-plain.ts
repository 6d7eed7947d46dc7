import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import type { EncodeSettings, EnginePlan } from "../engine.ts";
import type { Film } from "../film.ts";
import { findChangedRows } from "../find-changed-rows.ts";
import { lookAt, type SeenScene } from "../seen-scene.ts";
import { createSeenSprites } from "../seen-sprites.ts";
import { countFilm, type Work } from "../work.ts";

export type PlainPlan = EnginePlan & {
	readonly engine: "plain";
	/** By hold: what differs from the hold before. The whole screen for the first; null if nothing that is seen. */
	readonly changes: readonly (Rect | null)[];
};

/** Plans a film for the engine that leaves every frame to x264, and draws of each picture what has changed. One step a hold. */
export function* planPlain(film: Film, settings: EncodeSettings): Steps<PlainPlan> {
	const sprites = createSeenSprites();
	const changes: (Rect | null)[] = [];
	let before: SeenScene | null = null;
	for (const { scene } of film.holds) {
		yield;
		const after: SeenScene = lookAt(scene, film, sprites, before);
		changes.push(findChangedRect(before, after, film));
		before = after;
	}
	const work: Work = {
		...countFilm(film),
		spritePixelCount: sprites.countPixels(),
		drawnPixelCount: changes.reduce(
			(sum, rect) => sum + (rect === null ? 0 : rect.widthPx * rect.heightPx),
			0,
		),
		...{ movedPixelCount: 0, placedSliceCount: 0, keySliceCount: 0, placedTextEms: 0 },
	};
	return { engine: "plain", film, settings, work, changes };
}

/** The rows from the first to the last that may look different. */
function findChangedRect(
	before: SeenScene | null,
	after: SeenScene,
	{ widthPx, heightPx }: Film,
): Rect | null {
	if (before === null) return { xPx: 0, yPx: 0, widthPx, heightPx };
	const spans = findChangedRows(before, after);
	if (spans.length === 0) return null;
	const yPx = Math.min(...spans.map(({ fromPx }) => fromPx));
	const endPx = Math.max(...spans.map(({ toPx }) => toPx));
	return { xPx: 0, yPx, widthPx, heightPx: endPx - yPx };
}
