import type { Steps } from "../../../core/steps.ts";
import type { EncodeSettings, EnginePlan } from "../engine.ts";
import type { Film } from "../film.ts";
import { createSeenSprites } from "../seen-sprites.ts";
import { countFilm, type Work } from "../work.ts";
import { planStream } from "./plan-stream.ts";
import { hasMoved, ROW_HEIGHT_PX, type StreamPlan } from "./stream-plan.ts";

export type FastPlan = EnginePlan & { readonly engine: "fast"; readonly stream: StreamPlan };

/** Plans a film for the engine that codes each distinct slice once. */
export function* planFast(film: Film, settings: EncodeSettings): Steps<FastPlan> {
	const sprites = createSeenSprites();
	const { stream, placedTextEms } = yield* planStream(film, sprites);
	const { widthPx, heightPx } = film;
	const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
	const inters = stream.pictures.filter((picture) => picture.kind === "inter" || picture.kind === "between");
	const keySliceCount = sum(
		stream.pictures.map((picture) => (picture.kind === "key" ? picture.slices.length : 0)),
	);
	const work: Work = {
		...countFilm(film),
		spritePixelCount: sprites.countPixels(),
		drawnPixelCount: stream.slices.length * ROW_HEIGHT_PX * widthPx,
		movedPixelCount: inters.filter(hasMoved).length * widthPx * heightPx,
		placedSliceCount: keySliceCount + sum(inters.map(({ bands }) => bands.length)),
		keySliceCount,
		placedTextEms,
	};
	return { engine: "fast", film, settings, work, stream };
}
