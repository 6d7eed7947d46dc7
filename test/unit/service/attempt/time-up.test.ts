import { describe, expect, test } from "vitest";
import { isHopeless, timeUpError } from "../../../../shared/service/attempt/time-up.ts";

const timeUp = { framesDone: 60, frameCount: 100, durationMs: 50_000, workedMs: 600_000, allowedMs: 870_000 };

describe("a render whose time is up", () => {
	test("is worth another attempt where it came far, or had little of the time", () => {
		expect(isHopeless(timeUp)).toBe(false);
		expect(isHopeless({ ...timeUp, framesDone: 0, workedMs: 100_000 })).toBe(false);
	});

	test("is not where all the time there is would make less than half of it", () => {
		expect(isHopeless({ ...timeUp, framesDone: 30 })).toBe(true);
		expect(isHopeless({ ...timeUp, framesDone: 0 })).toBe(true);
	});

	test("is told what would fit", () => {
		const error = timeUpError(timeUp);
		expect([error.kind, error.details]).toEqual([
			"TIMEOUT",
			{ limitSeconds: 600, percent: 60, longestSeconds: 24 },
		]);
		expect(error.message).toContain("Split it into videos of at most 24 s, or lower video.fps");
		expect(timeUpError({ ...timeUp, framesDone: 0 }).message).toContain("Lower video.fps, video.width");
	});
});
