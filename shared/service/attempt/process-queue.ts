import type { Context } from "../context.ts";
import { hasEnded } from "../jobs/job.ts";
import { requireJob } from "../jobs/job-answer.ts";
import { readRequest } from "../quote/kept-request.ts";
import { failIfPermanent, fitsLeftOver, renderInSlot, withPrepared } from "./run-when-slot-free.ts";

/**
 * Renders queued jobs, one of each owner in turn, while there is a slot and time. Only for executions that nobody waits for: it does
 * more than the execution was asked for.
 */
export async function processQueue(context: Context): Promise<void> {
	const seen = new Set<string>();
	for (;;) {
		const jobId = await context.process.nextQueued(seen);
		if (jobId === null) return;
		seen.add(jobId);
		const mayGoOn = await renderQueued(jobId, context);
		if (!mayGoOn) return;
	}
}

/** False when the next job would not succeed either. */
async function renderQueued(jobId: string, context: Context): Promise<boolean> {
	const { store, process, execution } = context;
	const release = await process.slots.take(0, "queue");
	if (release === null) return false;
	try {
		const job = await requireJob(store, jobId);
		// Without a request it is the job of a malformed row, which `run` ends.
		if (hasEnded(job) || job.request === "") return true;
		const request = await readRequest(job, context.inputs);
		return await withPrepared(
			{ userId: job.userId, part: jobId },
			request,
			context,
			async (prepared, planning) => {
				if (!fitsLeftOver(prepared, execution)) return false;
				await renderInSlot(job, prepared, planning, context);
				return !execution.deadline.signal.aborted;
			},
		);
	} catch (thrown) {
		execution.log("a queued job failed", { jobId, error: thrown });
		const isOwn = await failIfPermanent(await requireJob(store, jobId), thrown, context);
		return !isOwn || hasEnded(await requireJob(store, jobId));
	} finally {
		release();
	}
}
