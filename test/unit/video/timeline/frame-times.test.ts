import fc from "fast-check";
import { expect, test } from "vitest";
import {
	countFrames,
	firstFrameFrom,
	frameTimeMs,
	toMs,
} from "../../../../shared/video/timeline/frame-times.ts";

test("a length in seconds is the nearest whole number of frames", () => {
	expect([30, 0.05, 0.049, 1.01].map((seconds) => countFrames(seconds, 30))).toEqual([900, 2, 1, 30]);
});

test("frame n is shown from n frames' time on", () => {
	expect([0, 1, 30, 90].map((frame) => frameTimeMs(frame, 30))).toEqual([0, 1000 / 30, 1000, 3000]);
});

test("what happens is first seen in the first frame that is not before it", () => {
	fc.assert(
		fc.property(fc.nat(3_700_000), fc.integer({ min: 24, max: 60 }), (timeMs, fps) => {
			const frame = firstFrameFrom(timeMs, fps);
			expect(frameTimeMs(frame, fps)).toBeGreaterThanOrEqual(timeMs);
			if (frame > 0) expect(frameTimeMs(frame - 1, fps)).toBeLessThan(timeMs);
		}),
	);
});

test("seconds become whole milliseconds", () => {
	expect([4.309, 1.0005, 0.1 + 0.2].map(toMs)).toEqual([4309, 1001, 300]);
});
