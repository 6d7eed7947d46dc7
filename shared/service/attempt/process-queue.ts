import { hasEnded } from "../jobs/job.ts";
import { requireJob } from "../jobs/job-answer.ts";
import { readStoredRequest } from "../quote/request.ts";
import type { Surroundings } from "../service-ports.ts";
import { failHopeless, fitsLeftOver, renderHere, withPrepared } from "./run-when-slot-free.ts";

/**
 * Renders what is queued, of each owner one job in turn, as long as there is a slot and time for it. For executions that nobody
 * waits for: what it does is not what the execution was asked for.
 */
export async function drainQueue(surroundings: Surroundings): Promise<void> {
	const seen = new Set<string>();
	for (;;) {
		const jobId = await surroundings.ports.nextQueued(seen);
		if (jobId === null) return;
		seen.add(jobId);
		const mayGoOn = await renderQueued(jobId, surroundings);
		if (!mayGoOn) return;
	}
}

/** False where the next one would fare no better. */
async function renderQueued(jobId: string, surroundings: Surroundings): Promise<boolean> {
	const { ports, execution } = surroundings;
	const release = await ports.slots.take(0, "queue");
	if (release === null) return false;
	try {
		const job = await requireJob(ports.store, jobId);
		// Without a request it is one of a malformed row, which `run` ends.
		if (hasEnded(job) || job.request === "") return true;
		const asker = { userId: job.userId, part: jobId };
		const request = readStoredRequest(job.request);
		return await withPrepared(asker, request, surroundings, async (prepared, planning) => {
			if (!fitsLeftOver(prepared, execution)) return false;
			await renderHere(job, prepared, planning, surroundings);
			return !execution.deadline.signal.aborted;
		});
	} catch (thrown) {
		ports.log("a queued job failed", { jobId, error: thrown });
		const job = await requireJob(ports.store, jobId);
		const isMine = await failHopeless(job, thrown, surroundings);
		return !isMine || hasEnded(await requireJob(ports.store, jobId));
	} finally {
		release();
	}
}
