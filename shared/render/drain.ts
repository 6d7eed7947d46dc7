import { toChatreelError } from "../core/errors.ts";
import { hasEnded } from "../jobs/job.ts";
import { requireJob } from "./job-answer.ts";
import { readStoredRequest } from "./request.ts";
import type { Surroundings } from "./service-ports.ts";
import { failHopeless, fitsLeftOver, renderHere, withPrepared } from "./turn.ts";

/**
 * Renders what is queued, the oldest first, as long as there is a slot and time for it. For executions that nobody waits for: what
 * it does is not what the execution was asked for.
 */
export async function drainQueue(surroundings: Surroundings): Promise<void> {
	const seen = new Set<string>();
	for (;;) {
		const queued = await surroundings.ports.listQueued();
		const next = queued.find(({ $id }) => !seen.has($id));
		if (next === undefined) return;
		seen.add(next.$id);
		const mayGoOn = await renderQueued(next.$id, surroundings);
		if (!mayGoOn) return;
	}
}

/** False where the next one would fare no better. */
async function renderQueued(jobId: string, surroundings: Surroundings): Promise<boolean> {
	const { ports, execution } = surroundings;
	const release = await ports.slots.take(0);
	if (release === null) return false;
	try {
		const job = await requireJob(ports.store, jobId);
		// Without a request it is one of a malformed row, which `run` ends.
		if (hasEnded(job) || job.request === "") return true;
		return await withPrepared(readStoredRequest(job.request), surroundings, async (prepared, share) => {
			if (!fitsLeftOver(prepared, execution)) return false;
			await renderHere(job, prepared, share, surroundings);
			return !execution.deadline.signal.aborted;
		});
	} catch (thrown) {
		const error = toChatreelError(thrown);
		ports.log("a queued job failed", { jobId, error: thrown });
		const job = await requireJob(ports.store, jobId);
		const isMine = await failHopeless(job, error, surroundings);
		return !isMine || hasEnded(await requireJob(ports.store, jobId));
	} finally {
		release();
	}
}
