import { ChatreelError } from "../../core/errors.ts";
import type { Answer, Caller } from "../caller.ts";
import type { Context } from "../context.ts";
import { hasEnded } from "../jobs/job.ts";
import { findJob, jobNotFound, maySee, toStateBody } from "../jobs/job-answer.ts";

/**
 * `DELETE /jobs/:id/video`. Deletes what an ended job left, its video and poster, and marks the job as retention does. Doing it again
 * changes nothing. Rejects with CONFLICT while the job runs, and with NOT_FOUND when it is another user's.
 */
export async function deleteVideo(
	id: string,
	caller: Caller,
	{ store, files, nowMs }: Pick<Context, "store" | "files" | "nowMs">,
): Promise<Answer> {
	const job = await findJob(store, id);
	if (job === null || !maySee(caller, job.userId)) throw jobNotFound(id);
	if (!hasEnded(job)) {
		const message = `The job has not ended: it is ${job.status}. Cancel it first.`;
		throw new ChatreelError("CONFLICT", message, { details: { status: job.status } });
	}
	if (job.videoDeletedAtMs === null) {
		// The files go first: a job that is not marked can be asked for again.
		await files.discard(job);
		await store.update("jobs", job.id, { videoDeletedAtMs: nowMs() });
	}
	return { status: 200, body: toStateBody(job) };
}
