// Threat: events are delivered at most once, containers vanish, timeouts do not stop code. Defence: the sweep finds accepted work
// without a worker and continues it, and deletes files that nothing refers to. Concurrent sweeps, or one that dies midway, do no
// harm: a lease admits one at a time, and each piece of work is a step of the job protocol with its own guard. Not covered:
// requests that no execution can turn into a job for a day.

import type { JsonObject } from "../../../core/json.ts";
import { type EpochMs, toIso } from "../../../core/time.ts";
import { takeLease } from "../named-lease.ts";
import type { QueueCursor } from "../queue.ts";
import { removeLeftoverInputs } from "./leftover-inputs.ts";
import { endAbandoned, repairStaleJobs, settleLostAttempts } from "./lost-jobs.ts";
import { removeOrphans } from "./orphans.ts";
import { startQueued, startUndelivered } from "./start-jobs.ts";
import {
	SWEEP_RULES,
	type SweepPorts,
	type SweepReport,
	type SweepRules,
	type SweepRun,
} from "./sweep-ports.ts";

export type Sweep = SweepReport & {
	/** False: another sweep holds the lease, and this one did nothing. */
	readonly ran: boolean;
	/** Parts that failed. The others ran. */
	readonly failures: readonly { readonly part: string; readonly error: unknown }[];
	readonly seconds: number;
};

/** The lease outlives the last piece of work by this much. */
const LEASE_MARGIN_MS = 60_000;

/**
 * Settles lost attempts, requeues their jobs, starts jobs without a worker and removes orphaned files. {@link SweepRules} bounds
 * it; the next sweep does the rest. Rejects when the lease cannot be read.
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
	const runPart = async <Result>(part: string, work: () => Promise<Result>, otherwise: Result) => {
		try {
			return await work();
		} catch (error) {
			failures.push({ part, error });
			return otherwise;
		}
	};
	// Attempts before files: a file is an orphan only when its attempt is settled.
	await runPart("lost attempts", () => settleLostAttempts(run), undefined);
	await runPart("stale jobs", () => repairStaleJobs(run), undefined);
	await runPart("abandoned jobs", () => endAbandoned(run), undefined);
	const requestsFrom = readMoment(lease.notes, "requestsFrom");
	const requests = await runPart("requests", () => startUndelivered(run, requestsFrom), requestsFrom);
	const queueFrom: QueueCursor = readCursor(lease.notes);
	const queue = await runPart("queue", () => startQueued(run, queueFrom), queueFrom);
	const filesFrom = readMoment(lease.notes, "filesFrom");
	const files = await runPart("files", () => removeOrphans(run, filesFrom), filesFrom);
	await runPart("inputs", () => removeLeftoverInputs(run), undefined);
	const notes = { requestsFrom: toIso(requests), filesFrom: toIso(files), queueAfter: queue.last ?? null };
	await lease.release(notes);
	return { ...report, ran: true, failures, seconds: (nowMs() - beganMs) / 1000 };
}

function readCursor({ queueAfter }: JsonObject): QueueCursor {
	return typeof queueAfter === "string" ? { last: queueAfter } : {};
}

/** 0 without a note. */
function readMoment(notes: JsonObject, name: string): EpochMs {
	return Date.parse(String(notes[name])) || 0;
}

function emptyReport(): SweepReport {
	return {
		settled: [],
		requeued: [],
		ended: [],
		repaired: [],
		undelivered: [],
		started: [],
		removedFiles: [],
	};
}
