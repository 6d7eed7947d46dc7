// The budget of CPU. Invariant: committedMs of a month = the sum of its ledger rows (chargedMs of those that are settled,
// reservedMs of the others), and it passes the limit by one heartbeat interval per running render at the most. What an
// attempt may use is reserved before it begins and settled to what it used; see `operations.ts` for the order of changes and
// the guards. Not covered: a server that applies a transaction's create but not the counters before it.
import { ChatreelError, isKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Changes, Row } from "../tables.ts";
import { findBudget, quotaExceeded } from "./budget.ts";
import { type CommitOptions, commitOnce } from "./commit-once.ts";
import { extendGuardId, lateGuardId } from "./ids.ts";
import { userMonthId } from "./months.ts";
import {
	type Account,
	type By,
	type Limits,
	type Settlement,
	settleAttempt,
	settleCounters,
	settleGuard,
	takeOperations,
} from "./operations.ts";

export type Reservation = {
	readonly attemptId: string;
	readonly month: string;
	readonly userId: string | null;
	/** What is held for it, in CPU ms. */
	readonly reservedMs: number;
};

export type ReserveRequest = Reservation & {
	/** This execution, and no other: what tells one's own reservation from another's. */
	readonly executionId: string;
	readonly limits: Limits;
	/** From then on another attempt may be made. */
	readonly leaseUntilMs: number;
	/** From then on the sweep settles this one. */
	readonly expiresAtMs: number;
	readonly heartbeatAtMs: number;
	/** What the quote was made of, for calibration. */
	readonly costUnits: JsonObject;
	/** What else changes with it, in the same transaction. */
	readonly updates?: readonly Operation[];
};

const ZEROS = { committedMs: 0, spentMs: 0, jobsCount: 0, seq: 0, corrections: 0 };

/** Makes the rows of the month's counters where they are not there. They are never written to but by their steps. */
export async function openMonth(store: RowStore, month: string, userId: string | null): Promise<Account> {
	await store.create("months", [{ id: month, ...ZEROS }]);
	if (userId === null) return { month, userMonthId: null };
	const rowId = await userMonthId(month, userId);
	await store.create("userMonths", [{ id: rowId, month, userId, ...ZEROS }]);
	return { month, userMonthId: rowId };
}

/**
 * RESERVE, which is the claim of the attempt too. False where another has claimed it. Rejects with QUOTA_EXCEEDED,
 * which says what is left, where the month's or the user's budget does not hold it: then nothing was changed.
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
		...takeOperations(account, reservedMs, limits),
		{ action: "create", table: "attempts", id: attemptId, values } as const,
		...updates,
	];
	const look = () => store.find("attempts", attemptId);
	try {
		const outcome = await commitOnce(store, operations, look, options);
		return outcome === "committed" || outcome.executionId === executionId;
	} catch (error) {
		throw isPastLimit(error) ? await refusal(store, request, reservedMs, limits, error) : error;
	}
}

/**
 * EXTEND number `n` (from 1): holds `moreMs` more. One whose outcome is not known is asked for again with the same `n` and
 * `moreMs`. Rejects as `reserve` does, and with CONFLICT where the attempt is settled: nothing is held for it any more.
 */
export async function extend(
	store: RowStore,
	reservation: Reservation,
	{ n, moreMs, limits }: { readonly n: number; readonly moreMs: number; readonly limits: Limits },
	options: CommitOptions = {},
): Promise<void> {
	const { attemptId, month, userId, reservedMs } = reservation;
	const isSettled = async () => (await store.find("attempts", attemptId))?.state !== "reserved";
	const settled = () => new ChatreelError("CONFLICT", "The attempt is settled already.");
	if (await isSettled()) throw settled();
	const account = await openMonth(store, month, userId);
	const guardId = await extendGuardId(attemptId, n);
	const operations = [
		...takeOperations(account, moreMs, limits),
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
	// A database that was away may come back after the lease is over: then the sweep has settled it before the next try.
	const look = async () =>
		(await store.find("settlements", guardId)) ?? ((await isSettled()) ? "settled" : null);
	try {
		const outcome = await commitOnce(store, operations, look, options);
		if (outcome === "settled") throw settled();
	} catch (error) {
		throw isPastLimit(error) ? await refusal(store, reservation, moreMs, limits, error) : error;
	}
}

/**
 * SETTLE: charges what was used and gives back the rest. A worker that finds its attempt settled by the sweep adds what the
 * sweep did not charge (LATE); one that finds it settled by itself has nothing left to do. So it may be called again.
 */
export async function settle(
	store: RowStore,
	reservation: Reservation,
	chargedMs: number,
	by: By,
	options: CommitOptions = {},
): Promise<void> {
	const plan = await planSettlement(store, reservation, chargedMs, by);
	if (plan === null) return;
	const account = await accountOf(reservation);
	const operations = [...settleCounters(account, plan, false), settleGuard(plan), settleAttempt(plan)];
	const outcome = await commitOnce(store, operations, () => store.find("settlements", plan.guardId), options);
	// The sweep was quicker by a moment: what it charged is corrected.
	if (outcome !== "committed" && outcome.by !== by) await settle(store, reservation, chargedMs, by, options);
}

/** What is left to settle of an attempt; null: nothing. The sweep settles only what nobody has settled. */
export async function planSettlement(
	store: RowStore,
	{ attemptId }: Reservation,
	chargedMs: number,
	by: By,
): Promise<Settlement | null> {
	const guard = await store.find("settlements", attemptId);
	if (guard !== null && (guard.by === by || by === "sweeper")) return null;
	// What the row says is held, and not what the caller believes: the answer to its last EXTEND may have been lost.
	const row = await store.find("attempts", attemptId);
	if (row === null) return null;
	if (guard === null) {
		return { attemptId, heldMs: row.reservedMs, chargedMs, spentMs: 0, guardId: attemptId, by };
	}
	const guardId = lateGuardId(attemptId);
	if ((await store.find("settlements", guardId)) !== null) return null;
	const spentMs = row.chargedMs ?? 0;
	// An EXTEND that was on its way as the sweep settled came after: it is held beside what was charged.
	const heldThenMs = spentMs - (guard.deltaMs ?? 0);
	const heldMs = spentMs + Math.max(0, row.reservedMs - heldThenMs);
	return { attemptId, heldMs, chargedMs, spentMs, guardId, by };
}

export async function accountOf({ month, userId }: Pick<Reservation, "month" | "userId">): Promise<Account> {
	return { month, userMonthId: userId === null ? null : await userMonthId(month, userId) };
}

/** The reservation that a ledger row holds. */
export function reservationOf({ id, month, userId, reservedMs }: Row<"attempts">): Reservation {
	return { attemptId: id, month, userId, reservedMs };
}

const isPastLimit = (error: unknown) => isKind(error, "QUOTA_EXCEEDED");

/** The store knows only that a counter would pass its limit; the caller is told what is left. */
async function refusal(
	store: Pick<RowStore, "find">,
	{ month, userId }: Pick<Reservation, "month" | "userId">,
	neededMs: number,
	limits: Limits,
	cause: unknown,
): Promise<ChatreelError> {
	return quotaExceeded(await findBudget(store, { month, userId }, limits), neededMs, { cause });
}
