import fc from "fast-check";
import { expect, test } from "vitest";
import { finishSteps } from "../../../../../shared/core/steps.ts";
import { keepFrame } from "../../../../../shared/video/encode/plain/kept-frame.ts";
import { planPlain } from "../../../../../shared/video/encode/plain/plan-plain.ts";
import type { Draw } from "../../../../../shared/video/scene/draw.ts";
import { allocatePicture, type I420Picture } from "../../../../../shared/video/scene/picture.ts";
import { arbitraryFilm } from "../../../../helpers/arbitrary-coded-film.ts";
import { rowWords } from "../../../../helpers/row-words.ts";

const SETTINGS = { crf: 20, preset: "veryfast" };

/** Draws each pair of rows in a level that is that of its words. */
function wordDrawing(
	size: { readonly widthPx: number; readonly heightPx: number },
	levels = new Map<string, number>(),
) {
	let drawnRows = 0;
	const draw: Draw = (scene, { yPx, heightPx } = { xPx: 0, yPx: 0, ...size }) => {
		drawnRows += heightPx;
		const words = rowWords(scene, size).slice(yPx, yPx + heightPx);
		const picture = allocatePicture(size.widthPx, heightPx);
		const levelOf = (word: string) => {
			const level = levels.get(word) ?? levels.size % 251;
			levels.set(word, level);
			return level;
		};
		for (const [row, word] of words.entries()) {
			picture.y.fill(levelOf(word), row * size.widthPx, (row + 1) * size.widthPx);
			const [from, to] = [(row >> 1) * (size.widthPx / 2), ((row >> 1) + 1) * (size.widthPx / 2)];
			picture.u.fill(levelOf(word), from, to);
			picture.v.fill(levelOf(`v ${word}`), from, to);
		}
		return picture;
	};
	return { draw, drawnRows: () => drawnRows };
}

const bytesOf = ({ y, u, v }: I420Picture) => Buffer.concat([y, u, v]);

test("each picture is that of its hold, though only what has changed is drawn", () => {
	fc.assert(
		fc.property(arbitraryFilm(), (film) => {
			const plan = finishSteps(planPlain(film, SETTINGS));
			const levels = new Map<string, number>();
			const { draw, drawnRows } = wordDrawing(film, levels);
			const whole = wordDrawing(film, levels).draw;
			const drawHold = keepFrame(plan, draw);
			for (const [index, { scene }] of film.holds.entries()) {
				const isSame = bytesOf(drawHold(index)).equals(bytesOf(whole(scene)));
				expect(isSame, `hold ${index}`).toBe(true);
			}
			expect(drawnRows() * film.widthPx).toBe(plan.work.drawnPixelCount);
		}),
		{ numRuns: 60 },
	);
});

test("a hold that the film does not have is refused", () => {
	const [film] = fc.sample(arbitraryFilm(), 1);
	if (film === undefined) throw new Error("a film was expected");
	const drawHold = keepFrame(finishSteps(planPlain(film, SETTINGS)), wordDrawing(film).draw);
	expect(() => drawHold(film.holds.length)).toThrow(`There is no hold ${film.holds.length}`);
});
