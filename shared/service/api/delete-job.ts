import { ChatreelError, isKind } from "../../core/errors.ts";
import type { Answer, Caller } from "../caller.ts";
import type { Context } from "../context.ts";
import { readOwner } from "../jobs/accept-job.ts";
import { cancelJob } from "../jobs/cancel.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import { findJob, jobNotFound, maySee, requireJob, toStateBody } from "../jobs/job-answer.ts";
import { jobCancelled } from "../jobs/job-errors.ts";
import { isRowId } from "../jobs/job-id.ts";
import { acceptRow } from "./accept-row.ts";

/**
 * `DELETE /jobs/:id`. 200 and the job's state when it has ended cancelled, now or before; 202 when a worker has it, which stops within
 * about a second. Rejects with CONFLICT when the job ended otherwise, and with NOT_FOUND when it is another user's.
 */
export async function deleteJob(id: string, caller: Caller, context: Context): Promise<Answer> {
	const { store, nowMs, execution } = context;
	const job = (await findJob(store, id)) ?? (await acceptUnheard(id, caller, context));
	if (!maySee(caller, job.userId)) throw jobNotFound(id);
	await cancelJob(store, job, { executionId: execution.id, error: jobCancelled(), nowMs });
	const present = await requireJob(store, id);
	if (!hasEnded(present)) return { status: 202, body: { ...toStateBody(present), cancelRequested: true } };
	if (present.status === "cancelled") return { status: 200, body: toStateBody(present) };
	const message = `The job cannot be cancelled: it has ended ${present.status}.`;
	throw new ChatreelError("CONFLICT", message, { details: { status: present.status } });
}

/** Accepts the job of a created row whose event has not come. When the event comes, it finds the job cancelled. */
async function acceptUnheard(id: string, caller: Caller, context: Context): Promise<Job> {
	const { store } = context;
	const row = isRowId(id) ? await store.find("requests", id) : null;
	const userId = row === null ? null : readOwner(row);
	if (row === null || !maySee(caller, userId)) throw jobNotFound(id);
	await acceptRow(row, userId, context).catch((error) => {
		// The job of a malformed row has ended `failed`, as it does by its event.
		if (!isKind(error, "INVALID_INPUT")) throw error;
	});
	return requireJob(store, id);
}
