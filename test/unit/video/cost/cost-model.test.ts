import { describe, expect, test } from "vitest";
import { quotePlan } from "../../../../shared/video/cost/cost-model.ts";
import type { PlanSummary } from "../../../../shared/video/cost/plan-summary.ts";

/** The first example, as it was planned. */
const summary: PlanSummary = {
	...{ widthPx: 1080, heightPx: 1920, fps: 30, frameCount: 725, durationMs: 24_170 },
	...{
		pictureCount: 165,
		repeatCount: 560,
		dirtyRowCount: 71_732,
		...{
			stripCount: 0,
			placedStripCount: 0,
			bandCount: 0,
			placedTextEms: 0,
			keyCount: 0,
			interCount: 0,
			scrollCount: 0,
		},
		spritePixelCount: 1_695_000,
		soundMs: 3413,
	},
};
const settings = { engine: "plain", preset: "veryfast", crf: 20 } as const;

describe("a quote", () => {
	test("is near what the plain engine was measured to use", () => {
		// 8.4 CPU seconds on the machine it was measured on.
		const { expectedMs, upperMs } = quotePlan(summary, settings);
		expect(expectedMs / 8400).toBeGreaterThan(0.75);
		expect(expectedMs / 8400).toBeLessThan(1.25);
		expect(upperMs).toBeGreaterThan(8400);
	});

	test("of the fast engine is near what it was measured to use", () => {
		// The chat of 30 s in scripts/bench: 1.33 CPU seconds, of which Node's start and end are 0.28.
		const w1 = {
			...{ widthPx: 1080, heightPx: 1920, fps: 30, frameCount: 900, durationMs: 30_000 },
			...{ pictureCount: 260, repeatCount: 640, dirtyRowCount: 147_424, spritePixelCount: 2_647_872 },
			...{
				stripCount: 1131,
				placedStripCount: 2137,
				bandCount: 1417,
				placedTextEms: 4899,
				keyCount: 6,
				interCount: 256,
				scrollCount: 98,
			},
			soundMs: 4096,
		};
		const { expectedMs, engine } = quotePlan(w1, { ...settings, engine: "fast" });
		expect(engine).toBe("fast");
		expect(Math.abs(expectedMs / 1050 - 1)).toBeLessThan(0.2);
	});

	test("is whole milliseconds, and its units make it up", () => {
		const { expectedMs, units } = quotePlan(summary, settings);
		expect(Number.isInteger(expectedMs)).toBe(true);
		expect(units["frameMegapixelMs"]).toBeCloseTo((1080 * 1920 * 725) / 1e6);
		expect(units["fixedMs"]).toBe(1);
	});

	test.each(["frameCount", "dirtyRowCount", "spritePixelCount", "soundMs"] as const)(
		"grows with %s",
		(field) => {
			const more = { ...summary, [field]: summary[field] * 4 };
			expect(quotePlan(more, settings).expectedMs).toBeGreaterThan(quotePlan(summary, settings).expectedMs);
		},
	);

	test("is higher for a slower preset, and highest for one it does not know", () => {
		const of = (preset: string) => quotePlan(summary, { ...settings, preset }).expectedMs;
		expect(of("ultrafast")).toBeLessThan(of("veryfast"));
		expect(of("veryfast")).toBeLessThan(of("slow"));
		expect(of("placebo")).toBe(of("slow"));
	});
});
