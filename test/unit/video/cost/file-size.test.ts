import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { estimateFileSize } from "../../../../shared/video/cost/file-size.ts";
import type { PlanSummary } from "../../../../shared/video/cost/plan-summary.ts";

const CSV = join(import.meta.dirname, "../../../fixtures/measurements/fast-file-sizes.csv");

/** Nothing but what the size is made of. */
const NOTHING: PlanSummary = {
	...{
		widthPx: 1080,
		heightPx: 1920,
		fps: 30,
		frameCount: 0,
		durationMs: 0,
		pictureCount: 0,
		repeatCount: 0,
	},
	...{ dirtyRowCount: 0, stripCount: 0, placedStripCount: 0, bandCount: 0, placedTextEms: 0, keyCount: 0 },
	...{ interCount: 0, scrollCount: 0, spritePixelCount: 0, soundMs: 0 },
};
/** What plans counted, and how large the fast engine's files then were (docs/benchmarks.md, "File sizes"). */
const measured = measurements(readFileSync(CSV, "utf8"));

const W1: PlanSummary = {
	...NOTHING,
	...{ frameCount: 900, durationMs: 30_000, soundMs: 4096, placedStripCount: 2137, placedTextEms: 4899 },
};
const FAST = { engine: "fast", preset: "veryfast", crf: 20 } as const;

describe("the size of the fast engine's file", () => {
	test("was measured on many", () => {
		expect(measured.length).toBeGreaterThan(200);
	});

	test.each(measured)("$name: $summary.widthPx×$summary.heightPx at $fps, CRF $crf, $preset", (each) => {
		const { summary, bytes, preset, crf } = each;
		const { lowBytes, upperBytes } = estimateFileSize(summary, { engine: "fast", preset, crf });
		expect(upperBytes / bytes).toBeGreaterThan(0.97);
		expect(upperBytes / bytes).toBeLessThan(2.05);
		expect(lowBytes).toBeLessThan(bytes);
	});

	test.each(["frameCount", "placedStripCount", "placedTextEms", "soundMs", "durationMs"] as const)(
		"grows with %s",
		(field) => {
			const more = { ...W1, [field]: 2 * W1[field] };
			expect(estimateFileSize(more, FAST).upperBytes).toBeGreaterThan(estimateFileSize(W1, FAST).upperBytes);
		},
	);

	test("grows by half with a CRF of 10 less than 20, and falls to less than two thirds with 10 more", () => {
		const [fine = 0, middle = 1, coarse = 1] = [10, 20, 30].map(
			(crf) => estimateFileSize(W1, { ...FAST, crf }).upperBytes,
		);
		expect(fine / middle).toBeCloseTo(1.5, 1);
		expect(coarse / middle).toBeCloseTo(0.6, 1);
	});

	test("has no track of sound where there is none", () => {
		const { upperBytes } = estimateFileSize({ ...NOTHING, durationMs: 3_600_000 }, FAST);
		expect(upperBytes).toBeLessThan(3000);
	});
});

describe("the size of the plain engine's file", () => {
	test("is that of its pixels, and doubles with every 6 of CRF less", () => {
		// The first example was measured to have 523 kB.
		const first = { ...NOTHING, frameCount: 725, durationMs: 24_170 };
		const { lowBytes, upperBytes } = estimateFileSize(first, { ...FAST, engine: "plain" });
		expect(upperBytes).toBeGreaterThan(523_000);
		expect(lowBytes).toBe(upperBytes);
		const of = (crf: number) =>
			estimateFileSize({ ...first, durationMs: 0 }, { ...FAST, engine: "plain", crf }).upperBytes;
		expect(of(14) / of(20)).toBeCloseTo(2, 3);
	});
});

function measurements(csv: string) {
	const [columns = [], ...rows] = csv
		.trim()
		.split("\n")
		.map((line) => line.split(","));
	return rows.map((row) => {
		const cell = (column: string) => row[columns.indexOf(column)] ?? "";
		const counts = Object.keys(NOTHING).filter((name) => columns.includes(name));
		const summary: PlanSummary = {
			...NOTHING,
			...Object.fromEntries(counts.map((name) => [name, Number(cell(name))])),
		};
		const [crf, fps, bytes] = [cell("crf"), cell("fps"), cell("bytes")].map(Number) as [
			number,
			number,
			number,
		];
		return { name: cell("name"), preset: cell("preset"), crf, fps, bytes, summary };
	});
}
