import { commitOnce } from "../quota/commit-once.ts";
import { accountOf, openMonth, planSettlement, type Reservation, settle } from "../quota/ledger.ts";
import {
	countJob,
	type Settlement,
	settleAttempt,
	settleCounters,
	settleGuard,
} from "../quota/operations.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";
import { endAnnouncement } from "./end-webhook.ts";
import type { Job } from "./job.ts";
import type { EndStatus } from "./states.ts";

export type JobEnd = {
	readonly status: EndStatus;
	/** This execution. */
	readonly executionId: string;
	/** What else the job's row is to say. */
	readonly changes: Changes<"jobs">;
	/** The attempt that it ends with, and what it used; null where none was made. */
	readonly attempt: { readonly reservation: Reservation; readonly chargedMs: number } | null;
	/** The month to count the job in where no attempt was made. */
	readonly month: string;
};

/** How a job has ended, and whether this execution ended it. Null: it has not, and the attempt was taken from its worker. */
export type Ended = { readonly status: EndStatus; readonly isOwn: boolean } | null;

/**
 * Ends a job, once: the end, its charge and what the row says of it are one transaction. Gives the end that the job has: an
 * earlier one stays, another's as well as one's own whose answer was lost. Then the attempt is settled by itself. An attempt
 * that the sweep has settled ends no job: its files may be gone, and the job may be in other hands.
 */
export async function endJob(
	store: RowStore,
	{ id: jobId, userId }: Pick<Job, "id" | "userId">,
	end: JobEnd,
	nowMs: () => number = Date.now,
): Promise<Ended> {
	const { attempt, executionId, month } = end;
	const settlement = attempt === null ? null : await ownSettlement(store, attempt);
	const present = async (): Promise<Ended> => {
		const row = await store.find("jobEnds", jobId);
		return row === null ? null : { status: row.status, isOwn: row.executionId === executionId };
	};
	const isTaken = async () =>
		settlement !== null && (await store.find("settlements", settlement.guardId)) !== null ? "taken" : null;
	const outcome =
		attempt !== null && settlement === null
			? "taken"
			: await commitOnce(
					store,
					[
						...(await endOperations(store, jobId, end, settlement, { month, userId })),
						...(await endAnnouncement(store, jobId, end, nowMs())),
					],
					async () => (await present()) ?? (await isTaken()),
				);
	if (outcome === "committed") return { status: end.status, isOwn: true };
	if (attempt !== null) await settle(store, attempt.reservation, attempt.chargedMs, "worker");
	return outcome === "taken" ? present() : outcome;
}

/** The attempt's settlement by its own worker; null where another has settled it. */
async function ownSettlement(
	store: RowStore,
	{ reservation, chargedMs }: NonNullable<JobEnd["attempt"]>,
): Promise<Settlement | null> {
	const plan = await planSettlement(store, reservation, chargedMs, "worker");
	return plan?.guardId === reservation.attemptId ? plan : null;
}

async function endOperations(
	store: RowStore,
	jobId: string,
	{ status, executionId, changes, attempt }: JobEnd,
	settlement: Settlement | null,
	{ month, userId }: { readonly month: string; readonly userId: string | null },
): Promise<readonly Operation[]> {
	const counters =
		attempt !== null && settlement !== null
			? settleCounters(await accountOf(attempt.reservation), settlement, true)
			: countJob(await openMonth(store, month, userId));
	const values = { status, stage: status, ...changes };
	return [
		...counters,
		{ action: "create", table: "jobEnds", id: jobId, values: { status, executionId } },
		...(settlement === null ? [] : [settleGuard(settlement), settleAttempt(settlement)]),
		{ action: "update", table: "jobs", id: jobId, values },
	];
}
