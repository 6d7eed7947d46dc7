import fc from "fast-check";
import { expect, test } from "vitest";
import { finishSteps } from "../../../../../shared/core/steps.ts";
import { keepFrame } from "../../../../../shared/video/encode/plain/kept-frame.ts";
import { planPlain } from "../../../../../shared/video/encode/plain/plan-plain.ts";
import { arbitraryFilm } from "../../../../helpers/arbitrary-coded-film.ts";
import { bytesOf, wordDrawing } from "../../../../helpers/word-drawing.ts";

const SETTINGS = { crf: 20, preset: "veryfast" };

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
