import type { ChatreelError } from "../../core/errors.ts";
import type { EpochMs } from "../../core/time.ts";
import { toMonth } from "../quota/months.ts";
import type { RowStore } from "../row-store.ts";
import { listJobAttempts, settleLostAttempt } from "./attempts.ts";
import { endJob } from "./end-job.ts";
import { hasEnded, type JobState } from "./job.ts";
import { isHeld, isLive } from "./lease.ts";

type CancelOptions = {
	readonly executionId: string;
	/** The error of the job. */
	readonly error: ChatreelError;
	readonly nowMs: () => EpochMs;
};

/**
 * Ends a job without a live attempt. A worker that holds one reads `cancelRequested` every second and stops; the next claim or
 * sweep reads it too. A job that has ended keeps its end.
 */
export async function cancelJob(
	store: RowStore,
	job: JobState,
	{ executionId, error, nowMs }: CancelOptions,
): Promise<void> {
	if (hasEnded(job)) return;
	const { id: jobId } = job;
	// Before reading the attempts: a later claim sees the flag, an earlier one is among the attempts.
	await store.update("jobs", jobId, { cancelRequested: true });
	const attempts = await listJobAttempts(store, jobId);
	if (attempts.some((row) => isLive(row, nowMs()))) return;
	for (const row of attempts.filter(isHeld)) await settleLostAttempt(store, row);
	const month = toMonth(nowMs());
	await endJob(store, job, { status: "cancelled", executionId, changes: { error }, attempt: null, month });
}
