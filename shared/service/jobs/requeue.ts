import { commitOnce } from "../quota/commit-once.ts";
import { accountOf, planSettlement, type Reservation, settle } from "../quota/ledger.ts";
import { type By, settleAttempt, settleCounters, settleGuard } from "../quota/operations.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";
import { endOf, repairView } from "./job-end.ts";

/** What an attempt was that comes to nothing: it is settled, and its job waits for the next. */
export type GivenUp = {
	readonly reservation: Reservation;
	readonly chargedMs: number;
	readonly by: By;
};

/**
 * Gives an attempt up: its charge and the job's return to the queue are one transaction, under the attempt's own guard. So a worker
 * that comes too late changes no row of a job that is in other hands; then only its charge is corrected, and this gives false. So it
 * does for a job that has its end.
 */
export async function requeueJob(
	store: RowStore,
	jobId: string,
	{ reservation, chargedMs, by }: GivenUp,
): Promise<boolean> {
	const plan = await planSettlement(store, reservation, chargedMs, by);
	if (plan?.guardId !== reservation.attemptId || (await endOf(store, jobId)) !== null) {
		await settle(store, reservation, chargedMs, by);
		return false;
	}
	const operations = [
		...settleCounters(await accountOf(reservation), plan, false),
		settleGuard(plan),
		settleAttempt(plan),
		queuedAgain(jobId),
	];
	const outcome = await commitOnce(store, operations, () => store.find("settlements", plan.guardId));
	if (outcome !== "committed" && outcome.by !== by) {
		await settle(store, reservation, chargedMs, by);
		return false;
	}
	// It may have been cancelled since the look: then this has written over its end.
	const end = await endOf(store, jobId);
	if (end !== null) await repairView(store, jobId, end);
	return end === null;
}

/** What a job's row says of one that waits for its next attempt. */
export const QUEUED_AGAIN: Changes<"jobs"> = {
	status: "queued",
	stage: "queued",
	percent: 0,
	framesDone: 0,
	etaSeconds: null,
};

function queuedAgain(jobId: string): Operation {
	return { action: "update", table: "jobs", id: jobId, values: QUEUED_AGAIN };
}
