import type { ChatreelError } from "../../core/errors.ts";
import type { CpuMs, EpochMs } from "../../core/time.ts";
import type { Context } from "../context.ts";
import { commitOnce } from "../quota/commit-once.ts";
import { findAccount, openMonth, planSettlement, type Reservation, settle } from "../quota/ledger.ts";
import { toMonth } from "../quota/months.ts";
import {
	countJob,
	type Settlement,
	settleAttempt,
	settleCounters,
	settleGuard,
} from "../quota/operations.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";
import { createEndDelivery } from "./end-delivery.ts";
import type { Job } from "./job.ts";
import { type EndStatus, toEndStatus } from "./states.ts";

type JobEnd = {
	readonly status: EndStatus;
	readonly executionId: string;
	/** Further changes of the job's row. */
	readonly changes: Changes<"jobs">;
	/** The attempt to settle; null when the job ends without one. */
	readonly attempt: { readonly reservation: Reservation; readonly chargedMs: CpuMs } | null;
	/** The month that counts a job without an attempt. */
	readonly month: string;
};

/** The end of a job. Null: it has none, and the sweep has settled the attempt of this worker. */
type Ended = { readonly status: EndStatus; readonly isByThisExecution: boolean } | null;

/**
 * Ends a job once: end, charge and row are one transaction. Returns the end that the job has: an earlier one stays, and then the
 * attempt is settled separately. An attempt that the sweep has settled ends no job: its files may be deleted, and another worker
 * may have the job.
 */
export async function endJob(
	store: RowStore,
	{ id: jobId, userId }: Pick<Job, "id" | "userId">,
	end: JobEnd,
	nowMs: () => EpochMs = Date.now,
): Promise<Ended> {
	const { attempt, executionId, month } = end;
	const settlement = attempt === null ? null : await planOwnSettlement(store, attempt);
	const present = async (): Promise<Ended> => {
		const row = await store.find("jobEnds", jobId);
		return row === null ? null : { status: row.status, isByThisExecution: row.executionId === executionId };
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
						...(await createEndDelivery(store, jobId, end, nowMs())),
					],
					async () => (await present()) ?? (await isTaken()),
				);
	if (outcome === "committed") return { status: end.status, isByThisExecution: true };
	if (attempt !== null) await settle(store, attempt.reservation, attempt.chargedMs, "worker");
	return outcome === "taken" ? present() : outcome;
}

/** The settlement of an attempt by its own worker; null when the sweep has settled it. */
async function planOwnSettlement(
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
			? settleCounters(await findAccount(attempt.reservation), settlement, true)
			: countJob(await openMonth(store, month, userId));
	const values = { status, stage: status, ...changes };
	return [
		...counters,
		{ action: "create", table: "jobEnds", id: jobId, values: { status, executionId } },
		...(settlement === null ? [] : [settleGuard(settlement), settleAttempt(settlement)]),
		{ action: "update", table: "jobs", id: jobId, values },
	];
}

/** Ends a job without (another) attempt. Returns the error for the caller to throw. */
export async function failBeforeAttempt(
	job: Pick<Job, "id" | "userId">,
	error: ChatreelError,
	{ store, nowMs }: Pick<Context, "store" | "nowMs">,
	executionId: string,
	more: Changes<"jobs"> = {},
): Promise<ChatreelError> {
	const changes = { error, ...more };
	const month = toMonth(nowMs());
	await endJob(store, job, { status: toEndStatus(error), executionId, changes, attempt: null, month });
	return error;
}

/** The end of a job by `jobEnds`, whatever the job's row says; null while it has none. */
export async function findJobEnd(store: RowStore, jobId: string): Promise<EndStatus | null> {
	return (await store.find("jobEnds", jobId))?.status ?? null;
}

/** Writes the end to the job's row again, after a claim or a late worker has overwritten it. */
export async function writeJobEnd(store: RowStore, jobId: string, status: EndStatus): Promise<void> {
	await store.update("jobs", jobId, { status, stage: status });
}

/** {@link writeJobEnd} if the row says something else. Returns whether it did. */
export async function repairJobEnd(store: RowStore, jobId: string, status: EndStatus): Promise<boolean> {
	const row = await store.find("jobs", jobId, ["status"]);
	if (row === null || row.status === status) return false;
	await writeJobEnd(store, jobId, status);
	return true;
}
