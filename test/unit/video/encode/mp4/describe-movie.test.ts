import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planChunks } from "../../../../../shared/video/encode/mp4/describe-movie.ts";

const ones = (length: number) => Array<number>(length).fill(1);

describe("planChunks", () => {
	test("lays a second of pictures before a second of sound", () => {
		const chunks = planChunks(
			{ sizes: ones(75), samplesPerSecond: 30 },
			{ sizes: ones(119), samplesPerSecond: 48_000 / 1024 },
		);
		expect(chunks.map(({ track, firstSample, sampleCount }) => [track, firstSample, sampleCount])).toEqual([
			["video", 0, 30],
			["audio", 0, 47],
			["video", 30, 30],
			["audio", 47, 47],
			["video", 60, 15],
			["audio", 94, 25],
		]);
	});

	test("any lengths: holds every sample of each track once, in order, with its bytes", () => {
		const sizes = fc.array(fc.nat(1000), { maxLength: 200 });
		const rate = fc.integer({ min: 1, max: 60 });
		fc.assert(
			fc.property(sizes, sizes, rate, rate, (pictures, frames, fps, framesPerSecond) => {
				const video = { sizes: pictures, samplesPerSecond: fps };
				const audio = { sizes: frames, samplesPerSecond: framesPerSecond };
				const chunks = planChunks(video, audio);
				for (const [track, expected] of [
					["video", pictures],
					["audio", frames],
				] as const) {
					let next = 0;
					for (const chunk of chunks.filter((each) => each.track === track)) {
						const end = next + chunk.sampleCount;
						expect(chunk.firstSample).toBe(next);
						expect(chunk.bytes).toBe(expected.slice(next, end).reduce((sum, size) => sum + size, 0));
						next = end;
					}
					expect(next).toBe(expected.length);
				}
			}),
		);
	});
});
