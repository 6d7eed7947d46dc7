import { toStoredError } from "../../core/error-body.ts";
import type { ChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { readAll } from "../../core/read-pages.ts";
import type { Caller } from "../caller.ts";
import type { Context } from "../context.ts";
import { RESULT_FIELDS, toResult } from "../jobs/job-answer.ts";
import { isJobId } from "../jobs/job-id.ts";
import type { Status } from "../jobs/states.ts";
import type { RowStore } from "../row-store.ts";
import type { Field, Row } from "../tables.ts";
import { type Batch, batchNotFound, findBatch, jobIdInBatch, statusWithoutJob } from "./batch.ts";

const PAGE = 100;

/** `GET /batches/:id`. A user sees their own batches, a service caller all. */
export async function getBatch(
	batchId: string,
	caller: Caller,
	ports: Pick<Context, "store">,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
	const batch = await requireBatch(batchId, caller, ports);
	return { status: 200, body: toBatchBody(batchId, await readBatchSummary(batch, ports)) };
}

/** The body of every answer about a batch, and of its webhook. */
export function toBatchBody(batchId: string, summary: BatchSummary): JsonObject {
	return { batchId, statusPath: `/batches/${batchId}`, ...summary } as unknown as JsonObject;
}

/** Rejects with NOT_FOUND also for a batch of another user. */
export async function requireBatch(
	batchId: string,
	caller: Caller,
	{ store }: Pick<Context, "store">,
): Promise<Batch> {
	const batch = isJobId(batchId) ? await findBatch(store, batchId) : null;
	const isAllowed = batch !== null && (caller.kind === "service" || caller.userId === batch.userId);
	if (!isAllowed) throw batchNotFound(batchId);
	return batch;
}

export async function readBatchSummary(
	batch: Batch,
	{ store }: Pick<Context, "store">,
): Promise<BatchSummary> {
	const { id: batchId, userId, total } = batch;
	const indexes = Array.from({ length: total }, (_, index) => index);
	const jobIds = await Promise.all(indexes.map((index) => jobIdInBatch(userId, batchId, index)));
	return summarizeBatch(batch, jobIds, await listBatchJobs(batchId, store, SUMMARY_FIELDS));
}

export function listBatchJobs<F extends Field<"jobs">>(
	batchId: string,
	{ list }: Pick<RowStore, "list">,
	fields: readonly F[],
): Promise<readonly Row<"jobs", F>[]> {
	return readAll(PAGE, (after) =>
		list("jobs", { where: { batchId }, orderBy: "createdAtMs", limit: PAGE, fields, after }),
	);
}

export type ItemStatus = "refused" | "queued" | "running" | "completed" | "failed" | "cancelled" | "skipped";

export type ItemDetail = {
	readonly index: number;
	/** Null without a job: the item was refused, or a local run did not start it. */
	readonly jobId: string | null;
	readonly status: ItemStatus;
	/** Of an item that is `completed`. */
	readonly result?: JsonObject;
	/** Of an item with any other end. */
	readonly error?: JsonObject;
};

/** Counts items by status; `total` is their sum. */
export type BatchSummary = Readonly<Record<ItemStatus, number>> & {
	readonly total: number;
	/** The old name of `completed`, for clients that still read it. */
	readonly succeeded: number;
	readonly details: readonly ItemDetail[];
};

const SUMMARY_FIELDS = [...RESULT_FIELDS, "batchIndex"] as const satisfies readonly Field<"jobs">[];
type JobInBatch = Row<"jobs", (typeof SUMMARY_FIELDS)[number]>;

const ITEM_STATUS: Readonly<Record<Status, ItemStatus>> = {
	queued: "queued",
	rendering: "running",
	uploading: "running",
	completed: "completed",
	failed: "failed",
	cancelled: "cancelled",
	skipped: "skipped",
};

/** `jobIds` has the ids of all items by index, `jobs` the jobs created so far. */
function summarizeBatch(batch: Batch, jobIds: readonly string[], jobs: readonly JobInBatch[]): BatchSummary {
	const refusals = new Map(batch.refused.map(({ index, error }) => [index, error]));
	const byIndex = new Map(jobs.map((job) => [job.batchIndex, job]));
	const details = jobIds.map((jobId, index): ItemDetail => {
		const refusal = refusals.get(index);
		if (refusal !== undefined) return { index, jobId: null, status: "refused", error: refusal };
		const job = byIndex.get(index);
		if (job !== undefined) return toDetail(index, job);
		const status = statusWithoutJob(batch);
		return withError({ index, jobId, status }, batch.error);
	});
	return summarize(details);
}

function toDetail(index: number, job: JobInBatch): ItemDetail {
	const { id: jobId } = job;
	const status = ITEM_STATUS[job.status];
	if (status === "completed") return { index, jobId, status, result: toResult(job) };
	return withError({ index, jobId, status }, job.error);
}

function withError(detail: ItemDetail, error: ChatreelError | null): ItemDetail {
	return error === null ? detail : { ...detail, error: toStoredError(error) };
}

/** Counts the details by status. */
export function summarize(details: readonly ItemDetail[]): BatchSummary {
	const counts = { refused: 0, queued: 0, running: 0, completed: 0, failed: 0, cancelled: 0, skipped: 0 };
	for (const { status } of details) counts[status] += 1;
	return { total: details.length, ...counts, succeeded: counts.completed, details };
}
