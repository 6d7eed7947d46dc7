import type { Answer, Caller } from "../caller.ts";
import type { Context } from "../context.ts";
import { cancelJob } from "../jobs/cancel.ts";
import { hasEnded, JOB_STATE } from "../jobs/job.ts";
import { jobCancelled } from "../jobs/job-errors.ts";
import { hasTimeLeft, isUnfinished } from "./batch.ts";
import { listBatchJobs, readBatchSummary, requireBatch, toBatchBody } from "./batch-summary.ts";
import { closeIfEnded } from "./close-batch.ts";

/**
 * `DELETE /batches/:id`. Cancels all jobs that have not ended; a running one stops within about a second. Answers 200 with the
 * state, or 202 while jobs are running or the time was too short: then the same call continues.
 */
export async function cancelBatch(batchId: string, caller: Caller, context: Context): Promise<Answer> {
	const { store, nowMs, execution, webhooks } = context;
	const batch = await requireBatch(batchId, caller, context);
	const error = jobCancelled();
	// Before its jobs, so that a concurrent or repeated acceptance creates no more of them.
	if (isUnfinished(batch)) await store.update("batches", batchId, { state: "open", error });
	for (const job of await listBatchJobs(batchId, store, JOB_STATE)) {
		if (!hasTimeLeft(context)) break;
		if (!hasEnded(job)) await cancelJob(store, job, { executionId: execution.id, error, nowMs });
	}
	await closeIfEnded(batchId, { store, announce: webhooks.announce });
	const summary = await readBatchSummary(await requireBatch(batchId, caller, context), context);
	const isLeft = summary.queued + summary.running > 0;
	return { status: isLeft ? 202 : 200, body: toBatchBody(batchId, summary) };
}
