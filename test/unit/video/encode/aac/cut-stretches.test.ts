import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutStretches } from "../../../../../shared/video/encode/aac/cut-stretches.ts";
import type { Sound } from "../../../../../shared/video/sound/sound.ts";
import { trackOf } from "../../../../helpers/aac.ts";

/** Effects that are `lengths` samples long, effect n all of the level (n + 1) / 10. */
function soundOf(lengths: readonly number[], starts: readonly (readonly [number, number])[]): Sound {
	const effects = lengths.map((length, index) => ({
		sampleRate: 48_000,
		samples: new Float32Array(length).fill((index + 1) / 10),
	}));
	return {
		sampleRate: 48_000,
		effects,
		starts: starts.map(([effect, atSample]) => ({ effect, atSample })),
	};
}

const placesOf = (sound: Sound, sampleCount = 1_000_000) =>
	cutStretches(sound, sampleCount).map(({ firstFrame, frameCount }) => [firstFrame, frameCount]);

describe("cutStretches", () => {
	test("cuts along frames, however an effect lies in them", () => {
		const sound = soundOf(
			[2048],
			[
				[0, 0],
				[0, 10 * 1024],
				[0, 20 * 1024 + 1],
				[0, 30 * 1024 + 1023],
			],
		);
		expect(placesOf(sound)).toEqual([
			[0, 2],
			[10, 2],
			[20, 3],
			[30, 3],
		]);
	});

	test("parts two sounds with three silent frames between, and joins them with fewer", () => {
		const apart = (frames: number) =>
			soundOf(
				[1024],
				[
					[0, 0],
					[0, (1 + frames) * 1024],
				],
			);
		expect(placesOf(apart(3))).toEqual([
			[0, 1],
			[4, 1],
		]);
		expect(placesOf(apart(2))).toEqual([[0, 4]]);
		expect(placesOf(apart(0))).toEqual([[0, 2]]);
	});

	test("gives equal keys to what sounds the same, and to nothing else", () => {
		const sound = soundOf(
			[2048, 2048],
			[
				[0, 0],
				[1, 10 * 1024],
				[0, 20 * 1024],
				[0, 30 * 1024 + 5],
				[0, 60_000],
			],
		);
		const [first, other, again, shifted, cut] = cutStretches(sound, 61_000).map(({ key }) => key);
		expect(again).toBe(first);
		expect(new Set([first, other, shifted, cut]).size).toBe(4);
	});

	test("leaves out what starts at or after the end", () => {
		expect(
			placesOf(
				soundOf(
					[2048],
					[
						[0, 0],
						[0, 48_000],
						[0, 96_000],
					],
				),
				48_000,
			),
		).toEqual([[0, 2]]);
	});

	test("any sound: put back in their places, the stretches are the sound", () => {
		const gaps = fc.array(fc.tuple(fc.nat(2), fc.oneof(fc.nat(5000), fc.nat(15_000))), { maxLength: 12 });
		fc.assert(
			fc.property(gaps, fc.integer({ min: 1, max: 60_000 }), (drawn, sampleCount) => {
				const lengths = [1024, 3000, 11 * 1024];
				let atSample = 0;
				const starts = drawn.map(([effect, gap]) => {
					const start = [effect, atSample + gap] as const;
					atSample += gap + (lengths[effect] ?? 0);
					return start;
				});
				const sound = soundOf(lengths, starts);
				const stretches = cutStretches(sound, sampleCount);
				const back = new Float32Array(sampleCount + 2048);
				let silentFrom = -3;
				for (const { firstFrame, frameCount, samples } of stretches) {
					expect(firstFrame - silentFrom).toBeGreaterThanOrEqual(3);
					expect(samples).toHaveLength(frameCount * 1024);
					back.set(samples, firstFrame * 1024);
					silentFrom = firstFrame + frameCount;
				}
				expect(back).toEqual(trackOf(sound, sampleCount + 2048).fill(0, sampleCount));
			}),
		);
	});
});
