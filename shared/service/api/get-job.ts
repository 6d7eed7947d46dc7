import type { Answer, Caller } from "../caller.ts";
import type { Context } from "../context.ts";
import { readOwner } from "../jobs/accept-job.ts";
import { listJobDeliveries } from "../jobs/end-delivery.ts";
import { createQueuedBody, findJob, jobNotFound, maySee, toStateBody } from "../jobs/job-answer.ts";
import { isRowId } from "../jobs/job-id.ts";

/** `GET /jobs/:id`, for the job's owner and service callers. Rejects with NOT_FOUND for everybody else. */
export async function getJob(id: string, caller: Caller, { store }: Pick<Context, "store">): Promise<Answer> {
	const job = await findJob(store, id);
	if (job !== null) {
		if (!maySee(caller, job.userId)) throw jobNotFound(id);
		return { status: 200, body: { ...toStateBody(job), webhooks: await listJobDeliveries(store, job) } };
	}
	const row = isRowId(id) ? await store.find("requests", id, ["permissions"]) : null;
	if (row === null || !maySee(caller, readOwner(row))) throw jobNotFound(id);
	return { status: 200, body: createQueuedBody(id) };
}
