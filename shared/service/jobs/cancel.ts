import type { ChatreelError } from "../../core/errors.ts";
import { monthOf } from "../quota/months.ts";
import type { RowStore } from "../row-store.ts";
import { attemptsOf } from "./attempts.ts";
import { endJob } from "./end-job.ts";
import { hasEnded, type JobState } from "./job.ts";
import { isHeld, isLive } from "./lease.ts";
import { settleLost } from "./lost-attempt.ts";

export type CancelOptions = {
	/** This execution. */
	readonly executionId: string;
	/** Why there is no video. */
	readonly error: ChatreelError;
	readonly nowMs: () => number;
};

/**
 * Ends a job that nobody works on. Where somebody does, it is asked of them by the job's row, which they read every second; whoever
 * claims or sweeps the job after them sees it too. A job that has its end keeps it.
 */
export async function cancelJob(
	store: RowStore,
	job: JobState,
	{ executionId, error, nowMs }: CancelOptions,
): Promise<void> {
	if (hasEnded(job)) return;
	const { id: jobId } = job;
	// Before the look at the attempts: who claims after that look sees the wish, and who claimed before is seen.
	await store.update("jobs", jobId, { cancelRequested: true });
	const attempts = await attemptsOf(store, jobId);
	if (attempts.some((row) => isLive(row, nowMs()))) return;
	for (const row of attempts.filter(isHeld)) await settleLost(store, row);
	const month = monthOf(nowMs());
	await endJob(store, job, { status: "cancelled", executionId, changes: { error }, attempt: null, month });
}
