import type { ChatreelError } from "../../../core/errors.ts";
import { toReservation } from "../../quota/ledger.ts";
import { toMonth } from "../../quota/months.ts";
import type { Row } from "../../tables.ts";
import { computeLostChargeMs, listJobAttempts, settleLostAttempt } from "../attempts.ts";
import { endJob, findJobEnd, repairJobEnd } from "../end-job.ts";
import { hasEnded, JOB_STATE, type JobState } from "../job.ts";
import { attemptsExhausted, commandStopped, jobCancelled } from "../job-errors.ts";
import { isHeld, isLive, MAX_ATTEMPTS } from "../lease.ts";
import { REQUEUED, requeueJob } from "../requeue-job.ts";
import { IN_PROGRESS, mayBecome } from "../states.ts";
import type { SweepRun } from "./sweep-ports.ts";

/** Settles attempts whose lease or reservation has expired, and requeues or ends their jobs. */
export async function settleLostAttempts(run: SweepRun): Promise<void> {
	const { ports, rules, hasTime } = run;
	const before = ports.nowMs();
	for (const field of ["leaseUntilMs", "expiresAtMs"] as const) {
		const rows = await ports.store.list("attempts", {
			where: { state: "reserved", [field]: { before } },
			orderBy: field,
			limit: rules.lostCount,
		});
		for (const row of rows) if (hasTime()) await continueAttempt(run, row);
	}
}

async function continueAttempt(run: SweepRun, row: Row<"attempts">): Promise<void> {
	const { ports, report } = run;
	const jobId = row.id.slice(0, row.id.lastIndexOf("."));
	const job = await ports.store.find("jobs", jobId);
	if (job !== null && !hasEnded(job)) await continueJob(run, job);
	else {
		await settleLostAttempt(ports.store, row);
		report.settled.push(row.id);
	}
}

/**
 * Requeues a job without a live attempt, or ends it when there may be no further attempt. Settles its lost attempts in any case.
 * Returns false when there was nothing to do.
 */
async function continueJob({ ports, executionId, report }: SweepRun, job: JobState): Promise<boolean> {
	const { store, nowMs } = ports;
	const { id: jobId } = job;
	const attempts = await listJobAttempts(store, jobId);
	if (attempts.some((row) => isLive(row, nowMs()))) return false;
	const reason = findEndReason(job, attempts.length);
	const held = attempts.filter(isHeld);
	const last = held.at(-1);
	report.settled.push(...held.map(({ id }) => id));
	for (const row of held) if (row !== last || reason !== null) await settleLostAttempt(store, row);
	if (reason !== null) {
		const status = reason.kind === "CANCELLED" ? "cancelled" : "failed";
		const changes = { error: reason };
		await endJob(store, job, { status, executionId, changes, attempt: null, month: toMonth(nowMs()) });
		report.ended.push(jobId);
		return true;
	}
	if (last === undefined) return false;
	if (!mayBecome(job.status, "queued")) {
		await settleLostAttempt(store, last);
		return true;
	}
	const lostAttempt = {
		reservation: toReservation(last),
		chargedMs: computeLostChargeMs(last),
		by: "sweeper" as const,
	};
	if (await requeueJob(store, jobId, lostAttempt)) report.requeued.push(jobId);
	return true;
}

function findEndReason({ cancelRequested, target }: JobState, attemptCount: number): ChatreelError | null {
	if (cancelRequested) return jobCancelled();
	if (target === "local") return commandStopped();
	return attemptCount >= MAX_ATTEMPTS ? attemptsExhausted() : null;
}

/** Repairs rows that show a job in progress without a live attempt: a late worker has overwritten them. */
export async function repairStaleJobs(run: SweepRun): Promise<void> {
	const { ports, rules, report, hasTime } = run;
	const { store, nowMs } = ports;
	const jobs = await store.list("jobs", {
		where: { status: IN_PROGRESS, updatedAtMs: { before: nowMs() - rules.staleMs } },
		orderBy: "updatedAtMs",
		limit: rules.lostCount,
		fields: JOB_STATE,
	});
	for (const job of jobs) {
		if (!hasTime()) return;
		const { id: jobId } = job;
		if (!(await continueJob(run, job))) {
			const attempts = await listJobAttempts(store, jobId);
			if (attempts.some((each) => isLive(each, nowMs()))) continue;
		}
		// After the attempts: an attempt that ended since the list was read has ended the job too.
		const end = await findJobEnd(store, jobId);
		if (end === null) await requeueStaleJob(run, jobId);
		else if (await repairJobEnd(store, jobId, end)) report.repaired.push(jobId);
	}
}

/** Requeues a job without an attempt. A worker that claims it meanwhile loses, and requeues it. */
async function requeueStaleJob({ ports, report }: SweepRun, jobId: string): Promise<void> {
	const job = await ports.store.find("jobs", jobId, ["status"]);
	if (job === null || !IN_PROGRESS.includes(job.status)) return;
	await ports.store.update("jobs", jobId, REQUEUED);
	report.requeued.push(jobId);
}

/** Ends queued jobs of commands that were stopped before they started to render. */
export async function endAbandoned(run: SweepRun): Promise<void> {
	const { ports, rules, hasTime } = run;
	const createdAtMs = { before: ports.nowMs() - rules.undeliveredMs };
	const jobs = await ports.store.list("jobs", {
		where: { status: "queued", target: "local", createdAtMs },
		orderBy: "createdAtMs",
		limit: rules.lostCount,
		fields: JOB_STATE,
	});
	for (const job of jobs) if (hasTime()) await continueJob(run, job);
}
