import { describe, expect, test } from "vitest";
import type { Figures } from "../../../scripts/bench/figures.ts";
import { summarise, toJson, toText } from "../../../scripts/bench/report.ts";

const counts = {
	...{ frames: 90, pictures: 20, repeats: 70, keys: 1, scrolls: 4, bands: 30 },
	...{ rowsDrawn: 5000, bytesToX264: 100_000 },
};

const round = (cpuSeconds: number): Figures => ({
	...{ workload: "w1", engine: "fast", warnings: [], counts, bytes: 70_000 },
	...{ cpuSeconds, wallSeconds: cpuSeconds / 3, peakRssMiB: 100 + cpuSeconds },
	stages: { start: cpuSeconds * 100, x264: 0.2 },
});

describe("the bench's report", () => {
	test("tells the median of the rounds, whatever order they came in", () => {
		const { cpuSeconds, peakRssMiB, stages } = summarise([9, 1, 5].map(round));
		expect({ cpuSeconds, peakRssMiB, stages }).toEqual({
			cpuSeconds: 5,
			peakRssMiB: 105,
			stages: { start: 500, x264: 0.2 },
		});
		expect(summarise([9, 1].map(round)).cpuSeconds).toBe(1);
	});

	test("is JSON of one entry a workload and engine", () => {
		expect(JSON.parse(toJson([round(1.5)]))).toEqual([
			{
				...{ workload: "w1", engine: "fast", cpuSeconds: 1.5, wallSeconds: 0.5, peakRssMiB: 101.5 },
				...{ pictures: 20, bands: 30, repeats: 70, bytes: 70_000 },
			},
		]);
	});

	test("is a table with the stages below it, the empty ones left out", () => {
		expect(toText([round(1.5)]).split("\n")).toEqual([
			"workload  engine  CPU s  wall s  peak MiB  frames  pictures  keys  scrolls  bands  repeats  bytes",
			"w1        fast    1.50   0.50    102       90      20        1     4        30     70       70000",
			"",
			"CPU ms of w1, fast: start 150",
		]);
	});
});
