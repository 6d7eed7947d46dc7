import type { Answer, Caller } from "../caller.ts";
import type { Context } from "../context.ts";
import { stateOf, unbegunState } from "../jobs/answers.ts";
import { webhooksOf } from "../jobs/end-webhook.ts";
import { findJob, maySee, notFound } from "../jobs/job-answer.ts";
import { isRowId } from "../jobs/job-id.ts";
import { ownerOf } from "../jobs/owner.ts";

/** `GET /jobs/:id`, for the job's owner and service callers. Rejects with NOT_FOUND for everybody else. */
export async function getJob(id: string, caller: Caller, { store }: Pick<Context, "store">): Promise<Answer> {
	const job = await findJob(store, id);
	if (job !== null) {
		if (!maySee(caller, job.userId)) throw notFound(id);
		return { status: 200, body: { ...stateOf(job), webhooks: await webhooksOf(store, job) } };
	}
	const row = isRowId(id) ? await store.find("requests", id, ["permissions"]) : null;
	if (row === null || !maySee(caller, ownerOf(row))) throw notFound(id);
	return { status: 200, body: unbegunState(id) };
}
