import type { JsonObject } from "../../core/json.ts";
import type { Caller } from "../caller.ts";
import { RESULT_COLUMNS } from "../jobs/answers.ts";
import { type Job, jobOf, RENDERS } from "../jobs/job.ts";
import { isJobId } from "../jobs/job-id.ts";
import { type Batch, batchNotFound, findBatch, jobIdInBatch } from "./batch.ts";
import type { BatchPorts } from "./ports.ts";
import { type BatchSummary, summaryOfBatch } from "./summary.ts";

const COLUMNS = [...RESULT_COLUMNS, "batchIndex"];

/** Jobs listed by one call. */
const PAGE = 100;

/** `GET /batches/:id`: one's own; a service caller sees all. */
export async function stateForCaller(
	batchId: string,
	caller: Caller,
	ports: Pick<BatchPorts, "store" | "rows">,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
	const batch = await ownBatch(batchId, caller, ports);
	return { status: 200, body: (await batchState(batch, ports)) as unknown as JsonObject };
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

export async function batchState(batch: Batch, { rows }: Pick<BatchPorts, "rows">): Promise<BatchSummary> {
	const { batchId, userId, total } = batch;
	const indexes = Array.from({ length: total }, (_, index) => index);
	const jobIds = await Promise.all(indexes.map((index) => jobIdInBatch(userId, batchId, index)));
	return summaryOfBatch(batch, jobIds, await jobsOfBatch(batchId, { rows }, COLUMNS));
}

export async function jobsOfBatch(
	batchId: string,
	{ rows }: Pick<BatchPorts, "rows">,
	columns: readonly string[],
): Promise<readonly Job[]> {
	const jobs: Job[] = [];
	for (;;) {
		const page = await rows.list(RENDERS, {
			...{ equal: { batchId: [batchId] }, orderBy: "$createdAt", limit: PAGE, columns },
			after: jobs.at(-1)?.jobId,
		});
		jobs.push(...page.map(jobOf));
		if (page.length < PAGE) return jobs;
	}
}
