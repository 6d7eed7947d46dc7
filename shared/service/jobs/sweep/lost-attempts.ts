import type { ChatreelError } from "../../../core/errors.ts";
import { isoOf } from "../../../core/time.ts";
import { reservationOf } from "../../quota/ledger.ts";
import { monthOf } from "../../quota/months.ts";
import { ATTEMPTS } from "../../quota/tables.ts";
import type { Row } from "../../row-store.ts";
import { attemptsOf } from "../attempts.ts";
import { endJob } from "../end-job.ts";
import { columnsOfError } from "../error-column.ts";
import { hasEnded, type Job, jobOf, RENDERS } from "../job.ts";
import { abandoned, cancelled, wornOut } from "../job-errors.ts";
import { isHeld, isLive, MAX_ATTEMPTS } from "../lease.ts";
import { lostChargeMs, settleLost } from "../lost-attempt.ts";
import { requeueJob } from "../requeue.ts";
import { mayBecome } from "../states.ts";
import type { SweepRun } from "./ports.ts";

/** Attempts whose lease is over, or whose reservation is: they are charged, and their jobs go on. */
export async function settleLostAttempts(run: SweepRun): Promise<void> {
	const { ports, rules, hasTime } = run;
	const before = isoOf(ports.nowMs());
	for (const column of ["leaseUntil", "expiresAt"]) {
		const rows = await ports.rows.list(ATTEMPTS, {
			equal: { state: ["reserved"] },
			between: { column, before },
			orderBy: column,
			limit: rules.lostCount,
		});
		for (const row of rows) if (hasTime()) await settleOne(run, row);
	}
}

async function settleOne(run: SweepRun, row: Row): Promise<void> {
	const { ports, report } = run;
	const jobId = row.$id.slice(0, row.$id.lastIndexOf("."));
	const found = await ports.store.find(RENDERS, jobId);
	const job = found === null ? null : jobOf(found);
	if (job !== null && !hasEnded(job)) await goOn(run, job);
	else {
		await settleLost(ports.store, row);
		report.settled.push(row.$id);
	}
}

/**
 * What becomes of a job that nobody works on: it waits for another attempt, where there may be one and it does not wait already, else
 * it ends. Its lost attempts are charged in any case. False where there was nothing to do.
 */
export async function goOn({ ports, owner, report }: SweepRun, job: Job): Promise<boolean> {
	const { store, nowMs } = ports;
	const { jobId } = job;
	const attempts = await attemptsOf(store, jobId);
	if (attempts.some((row) => isLive(row, nowMs()))) return false;
	const reason = reasonToEnd(job, attempts.length);
	const held = attempts.filter(isHeld);
	const last = held.at(-1);
	report.settled.push(...held.map(({ $id }) => $id));
	for (const row of held) if (row !== last || reason !== null) await settleLost(store, row);
	if (reason !== null) {
		const status = reason.kind === "CANCELLED" ? "cancelled" : "failed";
		const columns = columnsOfError(reason);
		await endJob(store, job, { status, owner, columns, attempt: null, month: monthOf(nowMs()) });
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

function reasonToEnd({ row }: Job, attemptCount: number): ChatreelError | null {
	if (row["cancelRequested"] === true) return cancelled();
	if (row["target"] === "local") return abandoned();
	return attemptCount >= MAX_ATTEMPTS ? wornOut() : null;
}
