import { ChatreelError } from "../../core/errors.ts";
import type { Caller } from "../caller.ts";
import { stateOf } from "../jobs/answers.ts";
import { cancelJob } from "../jobs/cancel.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import { findJob, maySee, notFound, requireJob } from "../jobs/job-answer.ts";
import { cancelled } from "../jobs/job-errors.ts";
import { isRowId } from "../jobs/job-id.ts";
import { ownerOf } from "../jobs/owner.ts";
import type { Answer, Surroundings } from "../service-ports.ts";
import { acceptRow } from "./accept-row.ts";

/**
 * `DELETE /jobs/:id`. 200 and its state where it has ended cancelled, now or before; 202 where somebody works on it, who stops within
 * about a second. Rejects with CONFLICT where it has another end, and with NOT_FOUND where it is another's.
 */
export async function cancel(id: string, caller: Caller, surroundings: Surroundings): Promise<Answer> {
	const { ports, execution } = surroundings;
	const job = (await findJob(ports.store, id)) ?? (await jobOfUnheard(id, caller, surroundings));
	if (!maySee(caller, job.userId)) throw notFound(id);
	const options = { executionId: execution.id, error: cancelled(), nowMs: ports.nowMs };
	await cancelJob(ports.store, job, options);
	const present = await requireJob(ports.store, id);
	if (!hasEnded(present)) return { status: 202, body: { ...stateOf(present), cancelRequested: true } };
	if (present.status === "cancelled") return { status: 200, body: stateOf(present) };
	const message = `The job cannot be cancelled: it has ended ${present.status}.`;
	throw new ChatreelError("CONFLICT", message, { details: { status: present.status } });
}

/** A created row of which nobody has heard yet becomes a job first: its event, should it come late, finds it cancelled. */
async function jobOfUnheard(id: string, caller: Caller, surroundings: Surroundings): Promise<Job> {
	const row = isRowId(id) ? await surroundings.ports.store.find("requests", id) : null;
	const userId = row === null ? null : ownerOf(row);
	if (row === null || !maySee(caller, userId)) throw notFound(id);
	// One that is malformed ends `failed`, as by its event.
	await acceptRow(row, userId, surroundings).catch((error) => {
		if (!(error instanceof ChatreelError && error.kind === "INVALID_INPUT")) throw error;
	});
	return requireJob(surroundings.ports.store, id);
}
