import type { JsonObject } from "../../core/json.ts";
import { readAll } from "../../core/read-pages.ts";
import type { Caller } from "../caller.ts";
import { isJobId } from "../jobs/job-id.ts";
import type { RowStore } from "../row-store.ts";
import type { Field, Row } from "../tables.ts";
import { type Batch, batchNotFound, findBatch, jobIdInBatch } from "./batch.ts";
import type { BatchPorts } from "./ports.ts";
import { type BatchSummary, SUMMARY_FIELDS, summaryOfBatch } from "./summary.ts";

/** Jobs listed by one call. */
const PAGE = 100;

/** `GET /batches/:id`: one's own; a service caller sees all. */
export async function stateForCaller(
	batchId: string,
	caller: Caller,
	ports: Pick<BatchPorts, "store">,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
	const batch = await ownBatch(batchId, caller, ports);
	return { status: 200, body: batchBody(batchId, await batchState(batch, ports)) };
}

/** What every answer about a batch says, and its webhook too. */
export function batchBody(batchId: string, summary: BatchSummary): JsonObject {
	return { batchId, statusPath: `/batches/${batchId}`, ...summary } as unknown as JsonObject;
}

/** Rejects with NOT_FOUND where it is another's. */
export async function ownBatch(
	batchId: string,
	caller: Caller,
	{ store }: Pick<BatchPorts, "store">,
): Promise<Batch> {
	const batch = isJobId(batchId) ? await findBatch(store, batchId) : null;
	const isOwn = batch !== null && (caller.kind === "service" || caller.userId === batch.userId);
	if (!isOwn) throw batchNotFound(batchId);
	return batch;
}

export async function batchState(batch: Batch, { store }: Pick<BatchPorts, "store">): Promise<BatchSummary> {
	const { id: batchId, userId, total } = batch;
	const indexes = Array.from({ length: total }, (_, index) => index);
	const jobIds = await Promise.all(indexes.map((index) => jobIdInBatch(userId, batchId, index)));
	return summaryOfBatch(batch, jobIds, await jobsOfBatch(batchId, store, SUMMARY_FIELDS));
}

export function jobsOfBatch<F extends Field<"jobs">>(
	batchId: string,
	{ list }: Pick<RowStore, "list">,
	fields: readonly F[],
): Promise<readonly Row<"jobs", F>[]> {
	return readAll(PAGE, (after) =>
		list("jobs", { where: { batchId }, orderBy: "createdAtMs", limit: PAGE, fields, after }),
	);
}
