import type { JsonObject } from "../core/json.ts";
import type { Operation, RowStore } from "../core/rows.ts";
import { commitOnce } from "../quota/commit-once.ts";
import { accountOf, openMonth, planSettlement, type Reservation, settle } from "../quota/ledger.ts";
import { countJob, settleAttempt, settleCounters, settleGuard } from "../quota/operations.ts";
import { SETTLES } from "../quota/tables.ts";
import { type EndStatus, JOB_ENDS, type Job, RENDERS } from "./job.ts";

export type JobEnd = {
	readonly status: EndStatus;
	/** This execution. */
	readonly owner: string;
	/** What else the job's row is to say. */
	readonly columns: JsonObject;
	/** The attempt that it ends with, and what it used; null where none was made. */
	readonly attempt: { readonly reservation: Reservation; readonly chargedMs: number } | null;
	/** The month to count the job in where no attempt was made. */
	readonly month: string;
};

/** How a job has ended, and whether this execution ended it. */
export type Ended = { readonly status: EndStatus; readonly isOwn: boolean };

/**
 * Ends a job, once: the end, its charge and what the row says of it are one transaction. Gives the end that the job has: an
 * earlier one stays, another's as well as one's own whose answer was lost. Then the attempt is settled by itself.
 */
export async function endJob(store: RowStore, { jobId, userId }: Job, end: JobEnd): Promise<Ended> {
	const { attempt, owner } = end;
	for (;;) {
		const settlement =
			attempt === null ? null : await planSettlement(store, attempt.reservation, attempt.chargedMs, "worker");
		const counters =
			attempt !== null && settlement !== null
				? settleCounters(await accountOf(attempt.reservation), settlement, true)
				: countJob(await openMonth(store, end.month, userId));
		const operations: readonly Operation[] = [
			...counters,
			{ action: "create", table: JOB_ENDS, rowId: jobId, data: { status: end.status, owner } },
			...(settlement === null ? [] : [settleGuard(settlement), settleAttempt(settlement)]),
			{
				action: "update",
				table: RENDERS,
				rowId: jobId,
				data: { status: end.status, stage: end.status, ...end.columns },
			},
		];
		// The sweep may settle the attempt between the plan and the commit: then another plan is needed.
		const look = async (): Promise<Ended | "settled" | null> => {
			const ended = await store.find(JOB_ENDS, jobId);
			if (ended !== null) return { status: ended["status"] as EndStatus, isOwn: ended["owner"] === owner };
			const guard = settlement === null ? null : await store.find(SETTLES, settlement.guardId);
			return guard === null ? null : "settled";
		};
		const outcome = await commitOnce(store, operations, look);
		if (outcome === "settled") continue;
		if (outcome === "committed") return { status: end.status, isOwn: true };
		if (attempt !== null) await settle(store, attempt.reservation, attempt.chargedMs, "worker");
		return outcome;
	}
}
