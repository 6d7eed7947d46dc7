import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeSound } from "../../shared/video/encode/aac/encode-sound.ts";
import { makeSound, type SoundName } from "../../shared/video/sound/app-sounds.ts";
import type { Sound } from "../../shared/video/sound/sound.ts";
import { adtsOf, decodeFrames, framesByFfmpeg, maxDifference, snrOf, trackOf } from "../helpers/aac.ts";
import { complaintsOf, HAS_DEBIAN_FFMPEG } from "../helpers/debian-ffmpeg.ts";

const sampleRate = 48_000;
const NAMES = [
	...(["drop", "lowDrop", "bells", "swoop", "twoTone", "pop", "highPop", "twoNotePop", "tick"] as const),
] satisfies SoundName[];

const soundOf = (samples: readonly Float32Array[], atSamples: readonly number[]): Sound => ({
	sampleRate,
	effects: samples.map((each) => ({ sampleRate, samples: each })),
	starts: atSamples.map((atSample, effect) => ({ effect, atSample })),
});

/** Noise that repeats for equal seeds. */
function noiseOf(length: number, seed: number, level: number): Float32Array {
	let state = seed + 1;
	return Float32Array.from({ length }, () => {
		state = (state * 48_271) % 2_147_483_647;
		return level * ((2 * state) / 2_147_483_647 - 1);
	});
}

describe("a sound encoded by our own code", () => {
	// Measured: 59 dB for the tick, which is the softest, 74 for the others; with ffmpeg's encoder 52, and 65 to 73.
	test.each(NAMES)("%s decodes to its samples, at their places", (name) => {
		const sound = soundOf([makeSound(name), makeSound(name, 1)], [10 * 1024, 60 * 1024 + 517]);
		const decoded = decodeFrames(encodeSound(sound, 2).frames);
		const wanted = trackOf(sound, 2 * sampleRate);
		expect(snrOf(decoded, wanted)).toBeGreaterThan(name === "tick" ? 55 : 70);
		expect(maxDifference(decoded, wanted)).toBeLessThan(0.0005);
		const late = new Float32Array(wanted.length);
		late.set(wanted.subarray(0, -1), 1);
		expect(snrOf(decoded, late)).toBeLessThan(35);
	});

	test("is silent without effects, and as long as ffmpeg's", () => {
		const silence = soundOf([], []);
		const { frames, frameCount } = encodeSound(silence, 1.7);
		expect(frameCount).toBe(framesByFfmpeg(trackOf(silence, 1.7 * sampleRate)).length);
		expect([...frames]).toHaveLength(frameCount);
		expect(Math.max(...decodeFrames(frames).map(Math.abs))).toBe(0);
	});

	test("is nearer to what it should be than ffmpeg's encoder comes", () => {
		const sound = soundOf([makeSound("drop"), makeSound("bells"), makeSound("tick")], [0, 40_960, 90_000]);
		const wanted = trackOf(sound, 3 * sampleRate);
		const ours = decodeFrames(encodeSound(sound, 3).frames);
		const theirs = decodeFrames(framesByFfmpeg(wanted));
		expect(theirs.length).toBe(ours.length);
		expect(snrOf(theirs, wanted)).toBeGreaterThan(50);
		expect(snrOf(ours, wanted)).toBeGreaterThan(snrOf(theirs, wanted));
	});

	test("is heard where it should be and nowhere else, wherever its effects start", () => {
		const effects = [makeSound("drop"), makeSound("bells"), makeSound("drop").subarray(0, 5000)];
		const start = fc.record({ effect: fc.nat(2), gap: fc.integer({ min: 0, max: 30 * 1024 }) });
		fc.assert(
			fc.property(fc.array(start, { minLength: 1, maxLength: 6 }), (drawn) => {
				let endSample = 0;
				const starts = drawn.map(({ effect, gap }) => {
					const atSample = endSample + gap;
					endSample = atSample + (effects[effect]?.length ?? 0);
					return { effect, atSample };
				});
				const sound: Sound = {
					sampleRate,
					effects: effects.map((samples) => ({ sampleRate, samples })),
					starts,
				};
				const wanted = trackOf(sound, 2 * sampleRate);
				const decoded = decodeFrames(encodeSound(sound, 2).frames);
				// Of the cut wave 0.003; a sample late is far above.
				expect(maxDifference(decoded.subarray(0, wanted.length), wanted)).toBeLessThan(0.01);
			}),
			{ numRuns: 12 },
		);
	});

	test("keeps the frames of an effect for the next sound with that effect, and not for another", () => {
		const [drop, bells] = [makeSound("drop"), makeSound("bells")];
		const framesOf = (samples: Float32Array) => [...encodeSound(soundOf([samples], [1024]), 1).frames];
		const [first, again, equal, other] = [drop, drop, drop.slice(), bells].map(framesOf);
		const isSame = (frames: readonly Uint8Array[] | undefined) =>
			frames?.slice(1, 12).every((frame, index) => frame === first?.[1 + index]);
		expect([isSame(again), isSame(equal), isSame(other)]).toEqual([true, false, false]);
		expect(equal).toEqual(first);
		expect(other).not.toEqual(first);
	});

	test("is the same few arrays again and again", () => {
		const { frames } = encodeSound(
			{
				sampleRate,
				effects: [{ sampleRate, samples: makeSound("drop") }],
				starts: [0, 100, 500].map((frame) => ({ effect: 0, atSample: frame * 1024 })),
			},
			30,
		);
		const list = [...frames];
		// It fills 11 frames, which is 12 windows; and silence.
		expect(new Set(list).size).toBe(12 + 1);
		expect(list[105]).toBe(list[505]);
	});

	test("decodes without a complaint whatever is heard, loud noise and sounds side by side too", () => {
		const effect = fc.record({
			length: fc.integer({ min: 1, max: 9000 }),
			seed: fc.nat(1e6),
			level: fc.constantFrom(0.0001, 0.01, 0.3, 1),
			gap: fc.nat(5000),
		});
		const dir = mkdtempSync(join(tmpdir(), "chatreel-aac-"));
		try {
			fc.assert(
				fc.property(fc.array(effect, { minLength: 1, maxLength: 6 }), (effects) => {
					let endSample = 0;
					const starts = effects.map(({ length, gap }) => {
						endSample += gap + length;
						return endSample - length;
					});
					const sound = soundOf(
						effects.map(({ length, seed, level }) => noiseOf(length, seed, level)),
						starts,
					);
					const { frames } = encodeSound(sound, 1.2);
					expect(Math.max(...[...frames].map(({ length }) => 8 * length))).toBeLessThanOrEqual(6144);
					if (HAS_DEBIAN_FFMPEG) {
						writeFileSync(join(dir, "sound.aac"), adtsOf(frames));
						// What it says of every such stream, because ADTS has no duration.
						const complaints = complaintsOf(join(dir, "sound.aac")).split("\n");
						expect(complaints.filter((line) => line !== "" && !line.includes("Estimating duration"))).toEqual(
							[],
						);
					}
					const wanted = trackOf(sound, 1.2 * sampleRate);
					if (Math.max(...wanted) > 0.2) expect(snrOf(decodeFrames(frames), wanted)).toBeGreaterThan(8);
				}),
				{ numRuns: 25 },
			);
		} finally {
			rmSync(dir, { recursive: true });
		}
	});
});
