import { createQueue, type QueueCursor } from "../queue.ts";
import type { SweepRun } from "./ports.ts";

/**
 * Has queued jobs rendered, of each owner the oldest in turn, from where the last sweep left off. One that has its worker by then is
 * left to it. Gives whose turn was last.
 */
export async function startQueued(
	{ ports, rules, report, hasTime }: SweepRun,
	noted: QueueCursor,
): Promise<QueueCursor> {
	const cursor = { ...noted };
	if (ports.startRun === null) return cursor;
	const next = createQueue(ports.store, cursor, ports.nowMs() - rules.queuedMs);
	const seen = new Set<string>();
	while (seen.size < rules.runCount && hasTime()) {
		const jobId = await next(seen);
		if (jobId === null) break;
		seen.add(jobId);
		await ports.startRun(jobId);
		report.started.push(jobId);
	}
	return cursor;
}
