import type { ChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { storedError } from "../../core/stored-error.ts";
import { RESULT_FIELDS, resultOf } from "../jobs/answers.ts";
import type { Status } from "../jobs/states.ts";
import type { Field, Row } from "../tables.ts";
import { type Batch, statusWithoutJob } from "./batch.ts";

/** How an item of a batch can stand. */
export type ItemStatus = "refused" | "queued" | "running" | "completed" | "failed" | "cancelled" | "skipped";

export type ItemDetail = {
	readonly index: number;
	/** Null where there is no job: it was refused, or the run on this machine made none of it. */
	readonly jobId: string | null;
	readonly status: ItemStatus;
	/** Of one that is `completed`. */
	readonly result?: JsonObject;
	/** Of any other that has ended. */
	readonly error?: JsonObject;
};

/** Counts items by status; `total` is their sum. */
export type BatchSummary = Readonly<Record<ItemStatus, number>> & {
	readonly total: number;
	/** The old name of `completed`, for clients that still read it. */
	readonly succeeded: number;
	readonly details: readonly ItemDetail[];
};

/** What a summary needs of a job. */
export const SUMMARY_FIELDS = [...RESULT_FIELDS, "batchIndex"] as const satisfies readonly Field<"jobs">[];
type JobInBatch = Row<"jobs", (typeof SUMMARY_FIELDS)[number]>;

const WORDS: Readonly<Record<Status, ItemStatus>> = {
	queued: "queued",
	rendering: "running",
	uploading: "running",
	completed: "completed",
	failed: "failed",
	cancelled: "cancelled",
	skipped: "skipped",
};

/** `jobIds` are those of all items by their index, `jobs` those that are there so far. */
export function summaryOfBatch(
	batch: Batch,
	jobIds: readonly string[],
	jobs: readonly JobInBatch[],
): BatchSummary {
	const refusals = new Map(batch.refused.map(({ index, error }) => [index, error]));
	const byIndex = new Map(jobs.map((job) => [job.batchIndex, job]));
	const details = jobIds.map((jobId, index): ItemDetail => {
		const refusal = refusals.get(index);
		if (refusal !== undefined) return { index, jobId: null, status: "refused", error: refusal };
		const job = byIndex.get(index);
		if (job !== undefined) return detailOf(index, job);
		const status = statusWithoutJob(batch);
		return withError({ index, jobId, status }, batch.error);
	});
	return countsOf(details);
}

function detailOf(index: number, job: JobInBatch): ItemDetail {
	const { id: jobId } = job;
	const status = WORDS[job.status];
	if (status === "completed") return { index, jobId, status, result: resultOf(job) };
	return withError({ index, jobId, status }, job.error);
}

function withError(detail: ItemDetail, error: ChatreelError | null): ItemDetail {
	return error === null ? detail : { ...detail, error: storedError(error) };
}

/** Counts what the details say, so that the numbers are always theirs. */
export function countsOf(details: readonly ItemDetail[]): BatchSummary {
	const counts = { refused: 0, queued: 0, running: 0, completed: 0, failed: 0, cancelled: 0, skipped: 0 };
	for (const { status } of details) counts[status] += 1;
	return { total: details.length, ...counts, succeeded: counts.completed, details };
}
