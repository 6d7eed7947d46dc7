import type { JsonObject } from "../../core/json.ts";
import { monthOf } from "../quota/months.ts";
import type { RowStore } from "../row-store.ts";
import { attemptsOf } from "./attempts.ts";
import { endJob } from "./end-job.ts";
import { hasEnded, type Job, RENDERS } from "./job.ts";
import { isHeld, isLive } from "./lease.ts";
import { settleLost } from "./lost-attempt.ts";

export type CancelOptions = {
	/** This execution. */
	readonly owner: string;
	/** What the job's row is to say of it: why there is no video. */
	readonly columns: JsonObject;
	readonly nowMs: () => number;
};

/**
 * Ends a job that nobody works on. Where somebody does, it is asked of them by the job's row, which they read every second; whoever
 * claims or sweeps the job after them sees it too. A job that has its end keeps it.
 */
export async function cancelJob(
	store: RowStore,
	job: Job,
	{ owner, columns, nowMs }: CancelOptions,
): Promise<void> {
	if (hasEnded(job)) return;
	const { jobId } = job;
	// Before the look at the attempts: who claims after that look sees the wish, and who claimed before is seen.
	await store.update(RENDERS, jobId, { cancelRequested: true });
	const attempts = await attemptsOf(store, jobId);
	if (attempts.some((row) => isLive(row, nowMs()))) return;
	for (const row of attempts.filter(isHeld)) await settleLost(store, row);
	await endJob(store, job, { status: "cancelled", owner, columns, attempt: null, month: monthOf(nowMs()) });
}
