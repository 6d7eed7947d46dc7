import { describe, expect, test } from "vitest";
import { quotePlan } from "../../../../shared/video/cost/quote-plan.ts";
import type { Work } from "../../../../shared/video/encode/work.ts";

/** The first example, as the plain engine planned it. */
const work: Work = {
	...{ widthPx: 1080, heightPx: 1920, fps: 30, frameCount: 725, durationMs: 24_170 },
	...{ pictureCount: 165, soundMs: 3413, spritePixelCount: 1_695_000, drawnPixelCount: 71_732 * 1080 },
	...{ movedPixelCount: 0, placedSliceCount: 0, keySliceCount: 0, placedTextEms: 0 },
	decodedPixelCount: 1e6,
};
/** The chat of 30 s in scripts/bench, as the fast engine planned it. */
const W1: Work = {
	...{ widthPx: 1080, heightPx: 1920, fps: 30, frameCount: 900, durationMs: 30_000 },
	...{ pictureCount: 260, soundMs: 4096, spritePixelCount: 2_647_872, drawnPixelCount: 1131 * 16 * 1080 },
	...{ movedPixelCount: 98 * 1080 * 1920, placedSliceCount: 2137, keySliceCount: 720, placedTextEms: 4899 },
	decodedPixelCount: 1e6,
};
const settings = { crf: 20, preset: "veryfast" };
const quotePlain = (counted: Work, preset = "veryfast") =>
	quotePlan({ engine: "plain", settings: { ...settings, preset }, work: counted });
const quoteFast = (counted: Work) => quotePlan({ engine: "fast", settings, work: counted });

describe("a quote", () => {
	test("is near what the plain engine was measured to use", () => {
		// 8.4 CPU seconds on the machine it was measured on.
		const { expectedMs, upperMs } = quotePlain(work);
		expect(expectedMs / 8400).toBeGreaterThan(0.75);
		expect(expectedMs / 8400).toBeLessThan(1.25);
		expect(upperMs).toBeGreaterThan(8400);
	});

	test("of the fast engine is near what it was measured to use", () => {
		// 1.33 CPU seconds, of which Node's start and end are 0.28.
		const { expectedMs, engine } = quoteFast(W1);
		expect(engine).toBe("fast");
		expect(Math.abs(expectedMs / 1050 - 1)).toBeLessThan(0.2);
	});

	test("is whole milliseconds, and its units make it up", () => {
		const { expectedMs, units } = quotePlain(work);
		expect(Number.isInteger(expectedMs)).toBe(true);
		expect(units["frameMegapixelMs"]).toBeCloseTo((1080 * 1920 * 725) / 1e6);
		expect(units["fixedMs"]).toBe(1);
	});

	test("keeps the names of its units, under which deployments have stored measurements", () => {
		expect(Object.keys(quotePlain(work).units).toSorted()).toEqual([
			"decodedMegapixelMs",
			"dirtyMegapixelMs",
			"fixedMs",
			"frameMegapixelMs",
			"soundSecondMs",
			"spriteMegapixelMs",
		]);
		expect(Object.keys(quoteFast(W1).units).toSorted()).toEqual([
			"codedMegapixelMs",
			"decodedMegapixelMs",
			"drawnMegapixelMs",
			"fixedMs",
			"frameThousandMs",
			"placedStripThousandMs",
			"posterMegapixelMs",
			"scrollMegapixelMs",
			"soundTrackMs",
			"spriteMegapixelMs",
		]);
	});

	test.each(["frameCount", "drawnPixelCount", "spritePixelCount", "soundMs", "decodedPixelCount"] as const)(
		"of the plain engine grows with %s",
		(field) => {
			const more = { ...work, [field]: work[field] * 4 };
			expect(quotePlain(more).expectedMs).toBeGreaterThan(quotePlain(work).expectedMs);
		},
	);

	test.each([
		"frameCount",
		"drawnPixelCount",
		"movedPixelCount",
		"placedSliceCount",
		"spritePixelCount",
		"decodedPixelCount",
		"widthPx",
	] as const)("of the fast engine grows with %s", (field) => {
		const more = { ...W1, [field]: W1[field] * 4 };
		expect(quoteFast(more).expectedMs).toBeGreaterThan(quoteFast(W1).expectedMs);
	});

	test("is higher for a slower preset, and highest for one it does not know", () => {
		const of = (preset: string) => quotePlain(work, preset).expectedMs;
		expect(of("ultrafast")).toBeLessThan(of("veryfast"));
		expect(of("veryfast")).toBeLessThan(of("slow"));
		expect(of("placebo")).toBe(of("slow"));
	});
});
