import { ChatreelError } from "../../core/errors.ts";
import type { Answer, Caller } from "../caller.ts";
import type { RowStore } from "../row-store.ts";
import { errorOf, resultOf, stateOf } from "./answers.ts";
import { hasEnded, type Job } from "./job.ts";
import { isRowId, jobIdOfRow } from "./job-id.ts";

/** For whoever asked: the result, the reason of the failure (thrown), or 202 and where the job stands. */
export function answerOf(job: Job): Answer {
	if (job.status === "completed") return { status: 200, body: resultOf(job) };
	if (hasEnded(job)) throw errorOf(job);
	return { status: 202, body: { ...stateOf(job), statusPath: `/jobs/${job.id}` } };
}

/** A job by its id, or by that of the row it came from, which may be longer. Null where there is none so far. */
export async function findJob(store: RowStore, id: string): Promise<Job | null> {
	if (!isRowId(id)) return null;
	return store.find("jobs", await jobIdOfRow(id));
}

export async function requireJob(store: RowStore, id: string): Promise<Job> {
	const job = await findJob(store, id);
	if (job === null) throw notFound(id);
	return job;
}

/** One's own; a service caller sees all. */
export function maySee(caller: Caller, userId: string | null): boolean {
	return caller.kind === "service" || (userId !== null && caller.userId === userId);
}

/** Told of a foreign job too. */
export function notFound(id: string): ChatreelError {
	return new ChatreelError("NOT_FOUND", `There is no job ${JSON.stringify(id.slice(0, 60))} of yours.`);
}
