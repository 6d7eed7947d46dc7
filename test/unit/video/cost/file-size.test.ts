import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { estimateFileSize } from "../../../../shared/video/cost/file-size.ts";
import type { Work } from "../../../../shared/video/encode/work.ts";

const CSV = join(import.meta.dirname, "../../../fixtures/measurements/fast-file-sizes.csv");

/** Nothing but what the size is made of. */
const NOTHING: Work = {
	...{ widthPx: 1080, heightPx: 1920, fps: 30, frameCount: 0, durationMs: 0, pictureCount: 0, soundMs: 0 },
	...{ decodedPixelCount: 0, spritePixelCount: 0, drawnPixelCount: 0, movedPixelCount: 0 },
	...{ placedSliceCount: 0, keySliceCount: 0, placedTextEms: 0 },
};
/** What plans counted, and how large the fast engine's files then were (docs/benchmarks.md, "File sizes"). */
const measured = measurements(readFileSync(CSV, "utf8"));

const W1: Work = {
	...NOTHING,
	...{ frameCount: 900, durationMs: 30_000, soundMs: 4096, placedSliceCount: 2137, placedTextEms: 4899 },
};
const AT_CRF_20 = { crf: 20, preset: "veryfast" };
const fastSize = (work: Work, settings = AT_CRF_20) => estimateFileSize({ engine: "fast", settings, work });

describe("the size of the fast engine's file", () => {
	test("was measured on many", () => {
		expect(measured.length).toBeGreaterThan(200);
	});

	test.each(measured)("$name: $work.widthPx×$work.heightPx at $fps, CRF $crf, $preset", (each) => {
		const { work, bytes, preset, crf } = each;
		const { lowBytes, upperBytes } = fastSize(work, { crf, preset });
		// The least is that of a group with many faces at CRF 10: pictures are not counted.
		expect(upperBytes / bytes).toBeGreaterThan(0.91);
		expect(upperBytes / bytes).toBeLessThan(2.05);
		expect(lowBytes).toBeLessThan(bytes);
	});

	test.each(["frameCount", "placedSliceCount", "placedTextEms", "soundMs", "durationMs"] as const)(
		"grows with %s",
		(field) => {
			const more = { ...W1, [field]: 2 * W1[field] };
			expect(fastSize(more).upperBytes).toBeGreaterThan(fastSize(W1).upperBytes);
		},
	);

	test("grows by half with a CRF of 10 less than 20, and falls to less than two thirds with 10 more", () => {
		const [fine = 0, middle = 1, coarse = 1] = [10, 20, 30].map(
			(crf) => fastSize(W1, { ...AT_CRF_20, crf }).upperBytes,
		);
		expect(fine / middle).toBeCloseTo(1.5, 1);
		expect(coarse / middle).toBeCloseTo(0.6, 1);
	});

	test("has no track of sound where there is none", () => {
		const { upperBytes } = fastSize({ ...NOTHING, durationMs: 3_600_000 });
		expect(upperBytes).toBeLessThan(3000);
	});
});

describe("the size of the plain engine's file", () => {
	test("is that of its pixels, and doubles with every 6 of CRF less", () => {
		// The first example was measured to have 523 kB.
		const first = { ...NOTHING, frameCount: 725, durationMs: 24_170 };
		const plainSize = (work: Work, crf: number) =>
			estimateFileSize({ engine: "plain", settings: { ...AT_CRF_20, crf }, work });
		const { lowBytes, upperBytes } = plainSize(first, 20);
		expect(upperBytes).toBeGreaterThan(523_000);
		expect(lowBytes).toBe(upperBytes);
		const of = (crf: number) => plainSize({ ...first, durationMs: 0 }, crf).upperBytes;
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
		const work: Work = {
			...NOTHING,
			...Object.fromEntries(counts.map((name) => [name, Number(cell(name))])),
		};
		const [crf, fps, bytes] = [cell("crf"), cell("fps"), cell("bytes")].map(Number) as [
			number,
			number,
			number,
		];
		return { name: cell("name"), preset: cell("preset"), crf, fps, bytes, work };
	});
}
