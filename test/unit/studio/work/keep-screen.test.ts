import fc from "fast-check";
import { expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { planPlain } from "../../../../shared/video/encode/plain/plan-plain.ts";
import { keepScreen } from "../../../../sites/studio/work/keep-screen.ts";
import { arbitraryFilm } from "../../../helpers/arbitrary-coded-film.ts";
import { bytesOf, wordDrawing } from "../../../helpers/word-drawing.ts";

const SETTINGS = { crf: 20, preset: "veryfast" };

test("each picture is that of its hold, though a painter is asked for at most two sizes", () => {
	fc.assert(
		fc.property(arbitraryFilm(), (film) => {
			const levels = new Map<string, number>();
			const whole = wordDrawing(film, levels).draw;
			const { draw } = wordDrawing(film, levels);
			const heights = new Set<number>();
			const drawHold = keepScreen(finishSteps(planPlain(film, SETTINGS)), (scene, rect) => {
				heights.add(rect?.heightPx ?? film.heightPx);
				return draw(scene, rect);
			});
			for (const [index, { scene }] of film.holds.entries())
				expect(bytesOf(drawHold(index)).equals(bytesOf(whole(scene))), `hold ${index}`).toBe(true);
			expect(heights.size).toBeLessThanOrEqual(2);
		}),
		{ numRuns: 60 },
	);
});

test("a hold that the film does not have is refused", () => {
	const [film] = fc.sample(arbitraryFilm(), 1);
	if (film === undefined) throw new Error("expected a film");
	const drawHold = keepScreen(finishSteps(planPlain(film, SETTINGS)), wordDrawing(film).draw);
	expect(() => drawHold(film.holds.length)).toThrow(RangeError);
});
