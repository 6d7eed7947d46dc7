import type { JsonObject } from "../../core/json.ts";
import { resultOf } from "../jobs/answers.ts";
import { type Job, jsonOf, numberOf } from "../jobs/job.ts";
import type { Status } from "../jobs/states.ts";
import { type Batch, statusWithoutJob } from "./batch.ts";

/** How an item of a batch can stand. */
export type ItemStatus = "refused" | "queued" | "running" | "succeeded" | "failed" | "cancelled" | "skipped";

export type ItemDetail = {
	readonly index: number;
	/** Null where there is no job: it was refused, or the run on this machine made none of it. */
	readonly jobId: string | null;
	readonly status: ItemStatus;
	/** Where it succeeded. */
	readonly result?: JsonObject;
	/** Where it did not. */
	readonly error?: JsonObject;
};

/** Where a batch stands. `total` is the sum of the other numbers. */
export type BatchSummary = Readonly<Record<ItemStatus, number>> & {
	readonly total: number;
	readonly details: readonly ItemDetail[];
};

const WORDS: Readonly<Record<Status, ItemStatus>> = {
	queued: "queued",
	rendering: "running",
	uploading: "running",
	completed: "succeeded",
	failed: "failed",
	cancelled: "cancelled",
	skipped: "skipped",
};

/** `jobIds` are those of all items by their index, `jobs` those that are there so far. */
export function summaryOfBatch(batch: Batch, jobIds: readonly string[], jobs: readonly Job[]): BatchSummary {
	const refusals = new Map(batch.refused.map(({ index, error }) => [index, error]));
	const byIndex = new Map(jobs.map((job) => [numberOf(job.row, "batchIndex"), job]));
	const details = jobIds.map((jobId, index): ItemDetail => {
		const refusal = refusals.get(index);
		if (refusal !== undefined) return { index, jobId: null, status: "refused", error: refusal };
		const job = byIndex.get(index);
		if (job !== undefined) return detailOf(index, job);
		const status = statusWithoutJob(batch);
		return batch.error === null ? { index, jobId, status } : { index, jobId, status, error: batch.error };
	});
	return countsOf(details);
}

function detailOf(index: number, job: Job): ItemDetail {
	const { jobId } = job;
	const status = WORDS[job.status];
	if (status === "succeeded") return { index, jobId, status, result: resultOf(job) };
	const error = jsonOf(job.row, "error");
	return error === null ? { index, jobId, status } : { index, jobId, status, error };
}

/** Counts what the details say, so that the numbers are always theirs. */
export function countsOf(details: readonly ItemDetail[]): BatchSummary {
	const counts = { refused: 0, queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, skipped: 0 };
	for (const { status } of details) counts[status] += 1;
	return { total: details.length, ...counts, details };
}
