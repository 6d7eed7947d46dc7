import type { JsonObject } from "../../core/json.ts";
import type { Caller } from "../caller.ts";
import { cancelJob } from "../jobs/cancel.ts";
import { columnsOfError } from "../jobs/error-column.ts";
import { hasEnded } from "../jobs/job.ts";
import { cancelled } from "../jobs/job-errors.ts";
import { BATCHES, isUnfinished } from "./batch.ts";
import { closeIfEnded } from "./close-batch.ts";
import type { BatchPorts } from "./ports.ts";
import { batchState, jobsOfBatch, ownBatch } from "./state-of-batch.ts";

const COLUMNS = ["status", "userId", "batchId", "batchIndex", "attempt", "cancelRequested", "target"];

/**
 * `DELETE /batches/:id`. Cancels what has not ended, and lets the rest be; what is being rendered stops within about a second. 200
 * and the batch's state, 202 where something still runs or was not come to in time: then the same call goes on.
 */
export async function cancelBatch(
	batchId: string,
	caller: Caller,
	ports: BatchPorts,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
	const { store, hasTime, owner, nowMs } = ports;
	const batch = await ownBatch(batchId, caller, ports);
	const columns = columnsOfError(cancelled());
	// Before its jobs: what is still being accepted, or is sent again, makes no more of them.
	if (isUnfinished(batch))
		await store.update(BATCHES, batchId, { state: "open", error: columns["error"] ?? null });
	for (const job of await jobsOfBatch(batchId, ports, COLUMNS)) {
		if (!hasTime()) break;
		if (!hasEnded(job)) await cancelJob(store, job, { owner, columns, nowMs });
	}
	await closeIfEnded(batchId, ports);
	const summary = await batchState(await ownBatch(batchId, caller, ports), ports);
	const isLeft = summary.queued + summary.running > 0;
	return { status: isLeft ? 202 : 200, body: summary as unknown as JsonObject };
}
