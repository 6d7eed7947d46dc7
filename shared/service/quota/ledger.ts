// The steps of the ledger. Invariant: committedMs of a month = the sum of its ledger rows (chargedMs of settled rows, reservedMs
// of the others), and it passes the limit by at most one heartbeat interval per running render. An attempt reserves CPU before it
// starts, and is settled to what it used. `operations.ts` has the order of changes and the guards. Not covered: a server that
// applies the create of a transaction but not the counters before it.

import { ChatreelError, isKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { CpuMs, EpochMs } from "../../core/time.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Changes, Row } from "../tables.ts";
import { createQuotaError, findBudget } from "./budget.ts";
import { type CommitOptions, commitOnce } from "./commit-once.ts";
import { extendGuardId, lateGuardId } from "./ids.ts";
import { userMonthId } from "./months.ts";
import {
	type Account,
	type Limits,
	reserveOperations,
	type SettledBy,
	type Settlement,
	settleAttempt,
	settleCounters,
	settleGuard,
} from "./operations.ts";

export type Reservation = {
	readonly attemptId: string;
	readonly month: string;
	readonly userId: string | null;
	readonly reservedMs: CpuMs;
};

type ReserveRequest = Reservation & {
	/** Distinguishes this reservation from one of another execution. */
	readonly executionId: string;
	readonly limits: Limits;
	/** From then on another execution may claim the next attempt. */
	readonly leaseUntilMs: EpochMs;
	/** From then on the sweep settles this attempt. */
	readonly expiresAtMs: EpochMs;
	readonly heartbeatAtMs: EpochMs;
	/** The units of the quote, for calibration. */
	readonly costUnits: JsonObject;
	/** Further changes in the same transaction. */
	readonly updates?: readonly Operation[];
};

const ZEROS = { committedMs: 0, spentMs: 0, jobsCount: 0, seq: 0, corrections: 0 };

/** Creates the counters of the month if they are missing. Only the steps of the ledger change them. */
export async function openMonth(store: RowStore, month: string, userId: string | null): Promise<Account> {
	await store.create("months", [{ id: month, ...ZEROS }]);
	if (userId === null) return { month, userMonthId: null };
	const rowId = await userMonthId(month, userId);
	await store.create("userMonths", [{ id: rowId, month, userId, ...ZEROS }]);
	return { month, userMonthId: rowId };
}

/**
 * RESERVE: reserves CPU, which also claims the attempt. Returns false when another execution has claimed it. Rejects with
 * QUOTA_EXCEEDED, and changes nothing, when the budget of the month or of the user is too small.
 */
export async function reserve(
	store: RowStore,
	request: ReserveRequest,
	options: CommitOptions = {},
): Promise<boolean> {
	const { attemptId, month, userId, reservedMs, executionId, limits } = request;
	const { leaseUntilMs, expiresAtMs, heartbeatAtMs, costUnits, updates = [] } = request;
	const account = await openMonth(store, month, userId);
	const values: Changes<"attempts"> = {
		month,
		userId,
		state: "reserved",
		reservedMs,
		cpuMs: null,
		executionId,
		costUnits,
		leaseUntilMs,
		expiresAtMs,
		heartbeatAtMs,
	};
	const operations = [
		...reserveOperations(account, reservedMs, limits),
		{ action: "create", table: "attempts", id: attemptId, values } as const,
		...updates,
	];
	const findGuard = () => store.find("attempts", attemptId);
	try {
		const outcome = await commitOnce(store, operations, findGuard, options);
		return outcome === "committed" || outcome.executionId === executionId;
	} catch (error) {
		throw isPastLimit(error) ? await createRefusal(store, request, reservedMs, limits, error) : error;
	}
}

/**
 * EXTEND number `n` (from 1): reserves `moreMs` more. When the outcome is unknown, the caller repeats it with the same `n` and
 * `moreMs`. Rejects as `reserve` does, and with CONFLICT when the attempt is settled.
 */
export async function extend(
	store: RowStore,
	reservation: Reservation,
	{ n, moreMs, limits }: { readonly n: number; readonly moreMs: CpuMs; readonly limits: Limits },
	options: CommitOptions = {},
): Promise<void> {
	const { attemptId, month, userId, reservedMs } = reservation;
	const isSettled = async () => (await store.find("attempts", attemptId))?.state !== "reserved";
	const settled = () => new ChatreelError("CONFLICT", "The attempt is settled already.");
	if (await isSettled()) throw settled();
	const account = await openMonth(store, month, userId);
	const guardId = await extendGuardId(attemptId, n);
	const operations = [
		...reserveOperations(account, moreMs, limits),
		{
			action: "create",
			table: "settlements",
			id: guardId,
			values: { deltaMs: moreMs, by: "worker" },
		} as const,
		{
			action: "update",
			table: "attempts",
			id: attemptId,
			values: { reservedMs: reservedMs + moreMs },
		} as const,
	];
	// A database that was down may recover after the lease has expired: then the sweep has settled the attempt before the retry.
	const findGuard = async () =>
		(await store.find("settlements", guardId)) ?? ((await isSettled()) ? "settled" : null);
	try {
		const outcome = await commitOnce(store, operations, findGuard, options);
		if (outcome === "settled") throw settled();
	} catch (error) {
		throw isPastLimit(error) ? await createRefusal(store, reservation, moreMs, limits, error) : error;
	}
}

/**
 * SETTLE: charges what was used and releases the rest. Idempotent. A worker whose attempt the sweep has settled corrects the
 * charge (LATE).
 */
export async function settle(
	store: RowStore,
	reservation: Reservation,
	chargedMs: number,
	by: SettledBy,
	options: CommitOptions = {},
): Promise<void> {
	const plan = await planSettlement(store, reservation, chargedMs, by);
	if (plan === null) return;
	const account = await findAccount(reservation);
	const operations = [...settleCounters(account, plan, false), settleGuard(plan), settleAttempt(plan)];
	const outcome = await commitOnce(store, operations, () => store.find("settlements", plan.guardId), options);
	// The sweep was faster: correct its charge.
	if (outcome !== "committed" && outcome.by !== by) await settle(store, reservation, chargedMs, by, options);
}

/** What is left to settle of an attempt; null when nothing is. The sweep corrects no settlement. */
export async function planSettlement(
	store: RowStore,
	{ attemptId }: Reservation,
	chargedMs: number,
	by: SettledBy,
): Promise<Settlement | null> {
	const guard = await store.find("settlements", attemptId);
	if (guard !== null && (guard.by === by || by === "sweeper")) return null;
	// By the row, not by the caller: the answer to its last EXTEND may have been lost.
	const row = await store.find("attempts", attemptId);
	if (row === null) return null;
	if (guard === null) {
		return { attemptId, heldMs: row.reservedMs, chargedMs, spentMs: 0, guardId: attemptId, by };
	}
	const guardId = lateGuardId(attemptId);
	if ((await store.find("settlements", guardId)) !== null) return null;
	const spentMs = row.chargedMs ?? 0;
	// An EXTEND that was applied after the sweep settled is reserved beside the charge.
	const settledMs = spentMs - (guard.deltaMs ?? 0);
	const heldMs = spentMs + Math.max(0, row.reservedMs - settledMs);
	return { attemptId, heldMs, chargedMs, spentMs, guardId, by };
}

export async function findAccount({
	month,
	userId,
}: Pick<Reservation, "month" | "userId">): Promise<Account> {
	return { month, userMonthId: userId === null ? null : await userMonthId(month, userId) };
}

export function toReservation({ id, month, userId, reservedMs }: Row<"attempts">): Reservation {
	return { attemptId: id, month, userId, reservedMs };
}

const isPastLimit = (error: unknown) => isKind(error, "QUOTA_EXCEEDED");

/** The store only reports that a counter would pass its limit; the error says what remains. */
async function createRefusal(
	store: Pick<RowStore, "find">,
	{ month, userId }: Pick<Reservation, "month" | "userId">,
	neededMs: number,
	limits: Limits,
	cause: unknown,
): Promise<ChatreelError> {
	return createQuotaError(await findBudget(store, { month, userId }, limits), neededMs, { cause });
}
