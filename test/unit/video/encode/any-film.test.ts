import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { codedPictures } from "../../../../shared/video/encode/coded-pictures.ts";
import { type FastPlan, planFast } from "../../../../shared/video/encode/fast/plan-fast.ts";
import { featuresOf } from "../../../../shared/video/encode/fast/stream-plan.ts";
import type { Film } from "../../../../shared/video/encode/film.ts";
import { createVideoStream } from "../../../../shared/video/encode/h264/video-stream.ts";
import { planPlain } from "../../../../shared/video/encode/plain/plan-plain.ts";
import { arbitraryFilm } from "../../../helpers/arbitrary-coded-film.ts";
import { stripOf } from "../../../helpers/h264-strip-of.ts";
import { rowWords } from "../../../helpers/row-words.ts";
import { shownWords } from "../../../helpers/shown-words.ts";

const SETTINGS = { crf: 20, preset: "veryfast" };

const forEach = (check: (plan: FastPlan, film: Film) => void, numRuns = 50) =>
	fc.assert(
		fc.property(arbitraryFilm(), (film) => check(finishSteps(planFast(film, SETTINGS)), film)),
		{ numRuns },
	);

describe("a fast plan of any film", () => {
	test("shows in every frame what its hold shows, row by row", () => {
		forEach((plan, film) => {
			const shown = shownWords(plan);
			expect(shown.length).toBe(film.frameCount);
			let frame = 0;
			for (const { scene, frameCount } of film.holds) {
				for (const rows of new Set(shown.slice(frame, frame + frameCount)))
					expect(rows, `frame ${frame}`).toEqual(rowWords(scene, film));
				frame += frameCount;
			}
		}, 150);
	});

	test("moves rows in some of its pictures", () => {
		const plans = fc
			.sample(arbitraryFilm(), { numRuns: 50, seed: 1 })
			.map((film) => finishSteps(planFast(film, SETTINGS)));
		const moving = plans.filter(({ work }) => work.movedPixelCount > 0);
		expect(moving.length).toBeGreaterThan(20);
	});

	test("makes pictures of the references before and after in some of them", () => {
		const pictures = fc
			.sample(arbitraryFilm(), { numRuns: 60, seed: 1 })
			.flatMap((film) => finishSteps(planFast(film, SETTINGS)).stream.pictures)
			.filter((picture) => picture.kind === "between");
		const moves = pictures.flatMap((picture) => picture.moves);
		expect(moves.filter(({ of }) => of === "before").length).toBeGreaterThan(20);
		expect(moves.filter(({ of }) => of === "after").length).toBeGreaterThan(5);
		expect(pictures.filter(({ bands }) => bands.length > 0).length).toBeGreaterThan(20);
	});

	test("has at most four disposable pictures in a row, and repeats none of them", () => {
		forEach(({ stream }) => {
			let inARow = 0;
			for (const picture of stream.pictures) {
				if (picture.kind === "repeat") expect(inARow).toBe(0);
				inARow = picture.kind === "inter" && !picture.isReference ? inARow + 1 : 0;
				expect(inARow).toBeLessThanOrEqual(4);
			}
		});
	});

	test("begins with a key frame, and goes no longer than five seconds without one", () => {
		forEach(({ stream }, film) => {
			let [frame, key] = [0, -1];
			for (const picture of stream.pictures) {
				if (frame === 0) expect(picture.kind).toBe("key");
				if (picture.kind === "key") key = frame;
				frame += picture.kind === "repeat" ? picture.count : 1;
				expect(frame - key).toBeLessThanOrEqual(5 * film.fps);
			}
		});
	});

	test("can be put together, one access unit a frame", () => {
		const strip = stripOf(64, 16);
		forEach(({ stream }, { widthPx, heightPx, fps, frameCount }) => {
			const video = createVideoStream({ widthPx, heightPx, fps, first: strip, features: featuresOf(stream) });
			const pictures = codedPictures(stream, (indexes) => indexes.map(() => strip));
			const units = [...pictures].map((picture) => video.add(picture).length);
			expect(units.length).toBe(frameCount);
			expect(Math.min(...units)).toBeGreaterThan(0);
		}, 20);
	});

	test("counts the slices that it has", () => {
		forEach(({ stream, work }, { widthPx, heightPx, holds }) => {
			const keys = stream.pictures.filter((picture) => picture.kind === "key");
			const inters = stream.pictures.filter(
				(picture) => picture.kind === "inter" || picture.kind === "between",
			);
			const bandCount = inters.reduce((sum, { bands }) => sum + bands.length, 0);
			expect(work.keySliceCount).toBe(keys.length * Math.ceil(heightPx / 16));
			expect(work.placedSliceCount).toBe(work.keySliceCount + bandCount);
			expect(work.drawnPixelCount).toBe(stream.slices.length * 16 * widthPx);
			expect(work.pictureCount).toBe(holds.length);
		});
	});

	test("is the same for an equal film, a picture a step at most", () => {
		forEach((plan, film) => {
			const steps = planFast(structuredClone(film), SETTINGS);
			let step = steps.next();
			let count = 0;
			for (; step.done !== true; step = steps.next()) count++;
			expect(step.value).toEqual(plan);
			expect(count).toBeGreaterThanOrEqual(film.holds.length);
		}, 30);
	});
});

describe("a plain plan of any film", () => {
	test("draws all that differs from the picture before", () => {
		fc.assert(
			fc.property(arbitraryFilm(), (film) => {
				const { changes, work } = finishSteps(planPlain(film, SETTINGS));
				const kept: string[] = [];
				let drawnPixels = 0;
				for (const [index, { scene }] of film.holds.entries()) {
					const rows = rowWords(scene, film);
					const { yPx, heightPx } = changes[index] ?? { yPx: 0, heightPx: 0 };
					kept.splice(yPx, heightPx, ...rows.slice(yPx, yPx + heightPx));
					expect(kept, `hold ${index}`).toEqual(rows);
					expect([yPx % 2, heightPx % 2]).toEqual([0, 0]);
					drawnPixels += film.widthPx * heightPx;
				}
				expect(work.drawnPixelCount).toBe(drawnPixels);
			}),
			{ numRuns: 100 },
		);
	});
});
