import { parseConversation } from "../../../shared/video/conversation/parse.ts";
import { decodePictures } from "../../../shared/video/decode-pictures.ts";
import { createPainter } from "../../../shared/video/paint/painter.ts";
import { type PlannedFilm, planFilm } from "../../../shared/video/plan-film.ts";
import type { Ports } from "./ports.ts";

/** What of a film must be the same wherever it was planned. */
export type DescribedFilm = {
	/** Of each message. */
	readonly lines: readonly (readonly string[])[];
	/** Keys and sizes of all that is placed, in the order of its first place. */
	readonly sprites: readonly string[];
	/** Where each item of the last rest stands. */
	readonly places: readonly string[];
	readonly holds: readonly { readonly frameCount: number; readonly settled: boolean }[];
	readonly warnings: PlannedFilm["warnings"];
};

/** A frame's luma, a byte a pixel. */
type Luma = { readonly widthPx: number; readonly heightPx: number; readonly y: Uint8Array };

/** Plans a conversation: the server and a page do the same by their own ports. */
export async function planFor(value: unknown, ports: Ports) {
	const planned = await planFilm(parseConversation(value, { maxMessages: 50 }), ports);
	return { described: describeFilm(planned), planned, drawAt: await createDrawing(planned, ports) };
}

function describeFilm({
	film: { holds },
	layout: { rests, loops, messages },
	warnings,
}: PlannedFilm): DescribedFilm {
	const placements = rests.flatMap(({ layers }) => layers.flatMap((layer) => layer.placements));
	const looped = [...loops.values()].flatMap(({ sprites }) => sprites);
	const sprites = [...placements.map(({ sprite }) => sprite), ...looped];
	const last = rests.at(-1)?.layers ?? [];
	return {
		lines: messages.map(({ lines }) => lines.map(({ text }) => text)),
		sprites: [...new Set(sprites.map(({ key, widthPx, heightPx }) => `${key} ${widthPx}×${heightPx}`))],
		places: last.flatMap((layer) =>
			layer.placements.map(({ item, xPx, yPx }) => `${item} ${xPx}, ${yPx + layer.dyPx}`),
		),
		holds: holds.map(({ frameCount, settled }) => ({ frameCount, settled })),
		warnings,
	};
}

/** Draws the scene of a hold. */
async function createDrawing({ film, pictures, typesetter }: PlannedFilm, { graphics }: Ports) {
	const scenes = film.holds.map(({ scene }) => scene);
	const images = await decodePictures(pictures, scenes, { graphics });
	const { draw } = createPainter(film, { graphics, typesetter, images });
	return (hold: number): Luma => {
		const scene = film.holds[hold]?.scene;
		if (scene === undefined) throw new RangeError(`hold ${hold} of ${film.holds.length}`);
		const { widthPx, heightPx, y } = draw(scene);
		return { widthPx, heightPx, y: y.slice() };
	};
}
