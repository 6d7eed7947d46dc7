import { describe, expect, test } from "vitest";
import { timeoutError, wouldTimeOutAgain } from "../../../../shared/service/attempt/handle-failure.ts";

const timeout = {
	framesDone: 60,
	frameCount: 100,
	durationMs: 50_000,
	workedMs: 600_000,
	allowedMs: 870_000,
};

describe("a render that timed out", () => {
	test("is worth another attempt where it came far, or had little of the time", () => {
		expect(wouldTimeOutAgain(timeout)).toBe(false);
		expect(wouldTimeOutAgain({ ...timeout, framesDone: 0, workedMs: 100_000 })).toBe(false);
	});

	test("is not where all the time there is would make less than half of it", () => {
		expect(wouldTimeOutAgain({ ...timeout, framesDone: 30 })).toBe(true);
		expect(wouldTimeOutAgain({ ...timeout, framesDone: 0 })).toBe(true);
	});

	test("is told what would fit", () => {
		const error = timeoutError(timeout);
		expect([error.kind, error.details]).toEqual([
			"TIMEOUT",
			{ limitSeconds: 600, percent: 60, longestSeconds: 24 },
		]);
		expect(error.message).toContain("Split it into videos of at most 24 s, or lower video.fps");
		expect(timeoutError({ ...timeout, framesDone: 0 }).message).toContain("Lower video.fps, video.width");
	});
});
