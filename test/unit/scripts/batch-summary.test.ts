import { expect, test } from "vitest";
import { formatSummary } from "../../../scripts/batch-command/summary-table.ts";
import type { JsonObject } from "../../../shared/core/json.ts";
import { type ItemDetail, summarize } from "../../../shared/service/batch/batch-summary.ts";

const item = (name: string) => ({
	name,
	output: `${name}.mp4`,
	place: name,
	picturesDir: ".",
	conversation: null,
	faults: [],
});
const made = (index: number, warnings: readonly JsonObject[]): ItemDetail => ({
	...{ index, jobId: `j${index}`, status: "completed" },
	result: { cpuSeconds: 1, outputPath: `out/${index}.mp4`, warnings },
});

test("the table of a batch is followed by the warnings of its videos, each with its job and place", () => {
	const warnings = [
		{ code: "MISSING_GLYPH", message: "No font has U+FFFD.", pointer: "/messages/0/text" },
		{ code: "LENGTH", message: "Cut." },
	];
	const failed: ItemDetail = { index: 2, jobId: null, status: "failed", error: { message: "No." } };
	const table = formatSummary(summarize([made(0, []), made(1, warnings), failed]), ["a", "b", "c"].map(item));
	expect(table.split("\n").slice(4)).toEqual([
		"",
		"Warnings:",
		"  b  /messages/0/text  No font has U+FFFD. [MISSING_GLYPH]",
		"  b  Cut. [LENGTH]",
		"",
		"3 jobs: 2 completed, 1 failed",
	]);
	expect(formatSummary(summarize([made(0, [])]), [item("a")])).not.toContain("Warnings");
});
