import type { CpuMs } from "../../core/time.ts";
import { commitOnce } from "../quota/commit-once.ts";
import { findAccount, planSettlement, type Reservation, settle } from "../quota/ledger.ts";
import { type SettledBy, settleAttempt, settleCounters, settleGuard } from "../quota/operations.ts";
import type { RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";
import { findJobEnd, writeJobEnd } from "./end-job.ts";

type RequeuedAttempt = {
	readonly reservation: Reservation;
	readonly chargedMs: CpuMs;
	readonly by: SettledBy;
};

/**
 * Settles an attempt and puts its job back to `queued`, in one transaction with the guard of the attempt. So a late worker
 * changes no row of a job that another worker has: then, and for a job that has ended, only the charge is corrected. Returns
 * whether the job is queued.
 */
export async function requeueJob(
	store: RowStore,
	jobId: string,
	{ reservation, chargedMs, by }: RequeuedAttempt,
): Promise<boolean> {
	const plan = await planSettlement(store, reservation, chargedMs, by);
	if (plan?.guardId !== reservation.attemptId || (await findJobEnd(store, jobId)) !== null) {
		await settle(store, reservation, chargedMs, by);
		return false;
	}
	const operations = [
		...settleCounters(await findAccount(reservation), plan, false),
		settleGuard(plan),
		settleAttempt(plan),
		{ action: "update", table: "jobs", id: jobId, values: REQUEUED } as const,
	];
	const outcome = await commitOnce(store, operations, () => store.find("settlements", plan.guardId));
	if (outcome !== "committed" && outcome.by !== by) {
		await settle(store, reservation, chargedMs, by);
		return false;
	}
	// A cancel may have ended the job since the first read; then this has overwritten its row.
	const end = await findJobEnd(store, jobId);
	if (end !== null) await writeJobEnd(store, jobId, end);
	return end === null;
}

/** The row of a job that waits for its next attempt. */
export const REQUEUED: Changes<"jobs"> = {
	status: "queued",
	stage: "queued",
	percent: 0,
	framesDone: 0,
	etaSeconds: null,
};
