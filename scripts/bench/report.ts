import { formatTable } from "../cli/format-table.ts";
import type { Figures } from "./figures.ts";
import { median } from "./median.ts";

/** Of several renders of the same, one: the medians of what varies. Quantities that are counted are equal in all. */
export function summarise(rounds: readonly Figures[]): Figures {
	const [first] = rounds;
	if (first === undefined) throw new RangeError("at least one render was expected");
	const of = (value: (figures: Figures) => number) => median(rounds.map(value));
	return {
		...first,
		cpuSeconds: of(({ cpuSeconds }) => cpuSeconds),
		wallSeconds: of(({ wallSeconds }) => wallSeconds),
		peakRssMiB: of(({ peakRssMiB }) => peakRssMiB),
		stages: Object.fromEntries(
			Object.keys(first.stages).map((stage) => [stage, of(({ stages }) => stages[stage] ?? 0)]),
		),
	};
}

export function toJson(summaries: readonly Figures[]): string {
	const rows = summaries.map(({ workload, engine, cpuSeconds, wallSeconds, peakRssMiB, counts, bytes }) => ({
		...{ workload, engine, cpuSeconds, wallSeconds: round(wallSeconds), peakRssMiB: round(peakRssMiB) },
		...{ pictures: counts.pictures, bands: counts.bands, repeats: counts.repeats, bytes },
	}));
	return JSON.stringify(rows);
}

export function toText(summaries: readonly Figures[]): string {
	const heads = [
		"workload",
		"engine",
		"CPU s",
		"wall s",
		"peak MiB",
		"frames",
		"pictures",
		"keys",
		"scrolls",
	];
	const rows = summaries.map(({ workload, engine, cpuSeconds, wallSeconds, peakRssMiB, counts, bytes }) => [
		...[workload, engine, cpuSeconds.toFixed(2), wallSeconds.toFixed(2), peakRssMiB.toFixed(0)],
		...[counts.frames, counts.pictures, counts.keys, counts.scrolls, counts.bands, counts.repeats].map(
			String,
		),
		String(bytes),
	]);
	const stages = summaries.map(
		({ workload, engine, stages }) =>
			`CPU ms of ${workload}, ${engine}: ${Object.entries(stages)
				.filter(([, ms]) => ms >= 0.5)
				.map(([stage, ms]) => `${stage} ${Math.round(ms)}`)
				.join(" · ")}`,
	);
	return [formatTable([[...heads, "bands", "repeats", "bytes"], ...rows]), "", ...stages].join("\n");
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
