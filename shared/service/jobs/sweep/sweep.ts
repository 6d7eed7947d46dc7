// The threat: events are delivered at most once, containers vanish, timeouts do not stop code. Whatever was accepted and is
// worked on by nobody is found here and goes on, and whatever nobody will clear away is cleared away. Several sweeps at once, or
// one that dies on the way, do no harm: one lease lets in one at a time, and every piece of work is a step of the job's own
// protocol, under its own guard. Not covered: requests of which no execution can make a job for a day.

import type { JsonObject } from "../../../core/json.ts";
import { isoOf } from "../../../core/time.ts";
import { takeLease } from "../named-lease.ts";
import type { QueueCursor } from "../queue.ts";
import { endAbandoned } from "./abandoned.ts";
import { settleLostAttempts } from "./lost-attempts.ts";
import { removeOrphans } from "./orphans.ts";
import { SWEEP_RULES, type SweepPorts, type SweepReport, type SweepRules, type SweepRun } from "./ports.ts";
import { startQueued } from "./queued.ts";
import { repairStaleJobs } from "./stale-jobs.ts";
import { startUndelivered } from "./undelivered.ts";

export type Sweep = SweepReport & {
	/** False where another sweep was under way, and nothing was done. */
	readonly ran: boolean;
	/** Parts that failed, and why. The others were done. */
	readonly failures: readonly { readonly part: string; readonly error: unknown }[];
	readonly seconds: number;
};

/** Its lease outlives the last piece of work by this much. */
const LEASE_MARGIN_MS = 60_000;

/**
 * Settles and queues again what was lost, starts what nobody works on, removes files that are no job's. Bounded: see
 * {@link SweepRules}; what is left over is found by the next. Rejects where the lease cannot be read.
 */
export async function sweep(
	ports: SweepPorts,
	executionId: string,
	changedRules: Partial<SweepRules> = {},
): Promise<Sweep> {
	const { store, nowMs, mayGoOn = () => true } = ports;
	const rules = { ...SWEEP_RULES, ...changedRules };
	const beganMs = nowMs();
	const report = emptyReport();
	const untilMs = beganMs + rules.limitMs + LEASE_MARGIN_MS;
	const lease = await takeLease(store, { name: "sweep", executionId, untilMs, nowMs });
	if (lease === null) return { ...report, ran: false, failures: [], seconds: 0 };
	const hasTime = () => nowMs() - beganMs < rules.limitMs && mayGoOn();
	const run: SweepRun = { ports, rules, executionId, hasTime, report };
	const failures: { part: string; error: unknown }[] = [];
	const attempted = async <Result>(part: string, work: () => Promise<Result>, otherwise: Result) => {
		try {
			return await work();
		} catch (error) {
			failures.push({ part, error });
			return otherwise;
		}
	};
	// Attempts before files: a file is no job's only when its attempt is settled.
	await attempted("lost attempts", () => settleLostAttempts(run), undefined);
	await attempted("stale jobs", () => repairStaleJobs(run), undefined);
	await attempted("abandoned jobs", () => endAbandoned(run), undefined);
	const requestsFrom = since(lease.notes, "requestsFrom");
	const requests = await attempted("requests", () => startUndelivered(run, requestsFrom), requestsFrom);
	const queueFrom: QueueCursor = cursorIn(lease.notes);
	const queue = await attempted("queue", () => startQueued(run, queueFrom), queueFrom);
	const filesFrom = since(lease.notes, "filesFrom");
	const files = await attempted("files", () => removeOrphans(run, filesFrom), filesFrom);
	const notes = { requestsFrom: isoOf(requests), filesFrom: isoOf(files), queueAfter: queue.last ?? null };
	await lease.release(notes);
	return { ...report, ran: true, failures, seconds: (nowMs() - beganMs) / 1000 };
}

function cursorIn({ queueAfter }: JsonObject): QueueCursor {
	return typeof queueAfter === "string" ? { last: queueAfter } : {};
}

/** In milliseconds since 1970; 0 where nothing was noted. */
function since(notes: JsonObject, name: string): number {
	return Date.parse(String(notes[name])) || 0;
}

function emptyReport(): SweepReport {
	return {
		...{ settled: [], requeued: [], ended: [], repaired: [] },
		...{ undelivered: [], started: [], removedFiles: [] },
	};
}
