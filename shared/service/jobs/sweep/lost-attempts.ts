import type { ChatreelError } from "../../../core/errors.ts";
import { reservationOf } from "../../quota/ledger.ts";
import { monthOf } from "../../quota/months.ts";
import type { Row } from "../../tables.ts";
import { attemptsOf } from "../attempts.ts";
import { endJob } from "../end-job.ts";
import { hasEnded, type JobState } from "../job.ts";
import { abandoned, cancelled, wornOut } from "../job-errors.ts";
import { isHeld, isLive, MAX_ATTEMPTS } from "../lease.ts";
import { lostChargeMs, settleLost } from "../lost-attempt.ts";
import { requeueJob } from "../requeue.ts";
import { mayBecome } from "../states.ts";
import type { SweepRun } from "./ports.ts";

/** Attempts whose lease is over, or whose reservation is: they are charged, and their jobs go on. */
export async function settleLostAttempts(run: SweepRun): Promise<void> {
	const { ports, rules, hasTime } = run;
	const before = ports.nowMs();
	for (const field of ["leaseUntilMs", "expiresAtMs"] as const) {
		const rows = await ports.store.list("attempts", {
			where: { state: "reserved", [field]: { before } },
			orderBy: field,
			limit: rules.lostCount,
		});
		for (const row of rows) if (hasTime()) await settleOne(run, row);
	}
}

async function settleOne(run: SweepRun, row: Row<"attempts">): Promise<void> {
	const { ports, report } = run;
	const jobId = row.id.slice(0, row.id.lastIndexOf("."));
	const job = await ports.store.find("jobs", jobId);
	if (job !== null && !hasEnded(job)) await goOn(run, job);
	else {
		await settleLost(ports.store, row);
		report.settled.push(row.id);
	}
}

/**
 * What becomes of a job that nobody works on: it waits for another attempt, where there may be one and it does not wait already, else
 * it ends. Its lost attempts are charged in any case. False where there was nothing to do.
 */
export async function goOn({ ports, executionId, report }: SweepRun, job: JobState): Promise<boolean> {
	const { store, nowMs } = ports;
	const { id: jobId } = job;
	const attempts = await attemptsOf(store, jobId);
	if (attempts.some((row) => isLive(row, nowMs()))) return false;
	const reason = reasonToEnd(job, attempts.length);
	const held = attempts.filter(isHeld);
	const last = held.at(-1);
	report.settled.push(...held.map(({ id }) => id));
	for (const row of held) if (row !== last || reason !== null) await settleLost(store, row);
	if (reason !== null) {
		const status = reason.kind === "CANCELLED" ? "cancelled" : "failed";
		const changes = { error: reason };
		await endJob(store, job, { status, executionId, changes, attempt: null, month: monthOf(nowMs()) });
		report.ended.push(jobId);
		return true;
	}
	if (last === undefined) return false;
	if (!mayBecome(job.status, "queued")) {
		await settleLost(store, last);
		return true;
	}
	const givenUp = { reservation: reservationOf(last), chargedMs: lostChargeMs(last), by: "sweeper" as const };
	if (await requeueJob(store, jobId, givenUp)) report.requeued.push(jobId);
	return true;
}

function reasonToEnd({ cancelRequested, target }: JobState, attemptCount: number): ChatreelError | null {
	if (cancelRequested) return cancelled();
	if (target === "local") return abandoned();
	return attemptCount >= MAX_ATTEMPTS ? wornOut() : null;
}
