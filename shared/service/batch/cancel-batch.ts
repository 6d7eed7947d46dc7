import type { JsonObject } from "../../core/json.ts";
import type { Caller } from "../caller.ts";
import { cancelJob } from "../jobs/cancel.ts";
import { hasEnded, JOB_STATE } from "../jobs/job.ts";
import { cancelled } from "../jobs/job-errors.ts";
import { isUnfinished } from "./batch.ts";
import { closeIfEnded } from "./close-batch.ts";
import type { BatchPorts } from "./ports.ts";
import { batchBody, batchState, jobsOfBatch, ownBatch } from "./state-of-batch.ts";

/**
 * `DELETE /batches/:id`. Cancels what has not ended, and lets the rest be; what is being rendered stops within about a second. 200
 * and the batch's state, 202 where something still runs or was not come to in time: then the same call goes on.
 */
export async function cancelBatch(
	batchId: string,
	caller: Caller,
	ports: BatchPorts,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
	const { store, hasTime, executionId, nowMs } = ports;
	const batch = await ownBatch(batchId, caller, ports);
	const error = cancelled();
	// Before its jobs: what is still being accepted, or is sent again, makes no more of them.
	if (isUnfinished(batch)) await store.update("batches", batchId, { state: "open", error });
	for (const job of await jobsOfBatch(batchId, store, JOB_STATE)) {
		if (!hasTime()) break;
		if (!hasEnded(job)) await cancelJob(store, job, { executionId, error, nowMs });
	}
	await closeIfEnded(batchId, ports);
	const summary = await batchState(await ownBatch(batchId, caller, ports), ports);
	const isLeft = summary.queued + summary.running > 0;
	return { status: isLeft ? 202 : 200, body: batchBody(batchId, summary) };
}
