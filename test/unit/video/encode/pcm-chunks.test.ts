import fc from "fast-check";
import { expect, test } from "vitest";
import { pcmChunks } from "../../../../shared/video/encode/pcm-chunks.ts";

const ramp = (length: number) => ({
	sampleRate: 10,
	samples: Float32Array.from({ length }, (_, index) => (index + 1) / 100),
});

const flat = (chunks: Iterable<Float32Array>) => [...chunks].flatMap((chunk) => [...chunk]);

test("no starts is silence of the exact length", () => {
	const chunks = [...pcmChunks({ sampleRate: 10, effects: [], starts: [] }, 25)];
	expect(chunks.map((chunk) => chunk.length)).toEqual([10, 10, 5]);
	expect(flat(chunks).every((sample) => sample === 0)).toBe(true);
});

test("an effect that crosses chunks goes on where it was, and one past the end is cut", () => {
	const sound = {
		sampleRate: 10,
		effects: [ramp(14)],
		starts: [4, 20].map((atSample) => ({ effect: 0, atSample })),
	};
	const samples = flat(pcmChunks(sound, 25));
	const effect = [...ramp(14).samples];
	expect(samples).toEqual([...Array(4).fill(0), ...effect, 0, 0, ...effect.slice(0, 5)]);
});

test("any sound is laid out as if on one long track", () => {
	const gapsAndLengths = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 35 })), { maxLength: 12 });
	fc.assert(
		fc.property(gapsAndLengths, fc.nat(200), (pairs, sampleCount) => {
			const expected = new Float32Array(1000);
			let at = 0;
			const starts = pairs.map(([gap, length], effect) => {
				const atSample = at + gap;
				expected.set(ramp(length).samples, atSample);
				at = atSample + length;
				return { effect, atSample };
			});
			const sound = { sampleRate: 10, effects: pairs.map(([, length]) => ramp(length)), starts };
			expect(flat(pcmChunks(sound, sampleCount))).toEqual([...expected.subarray(0, sampleCount)]);
		}),
	);
});
