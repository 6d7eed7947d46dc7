// The changes of each step of the ledger, as data. Threat: an Appwrite transaction is not serialised, may be half applied after a
// deadlock, and may be applied twice when its commit is repeated. Defence, here and in `commit-once.ts`: counters come first in
// every transaction, in one order everywhere (month, then user), so that no deadlock leaves a ledger row without its count; and
// each transaction creates a guard row with its own id, so that it is applied once however often it is sent. Counters are only
// incremented and decremented.
import type { CpuMs } from "../../core/time.ts";
import type { Operation } from "../row-store.ts";
import type { Changes } from "../tables.ts";

/** The counters that an attempt changes: always those of the month of its reservation. */
export type Account = {
	readonly month: string;
	/** Null for a job without an owner. */
	readonly userMonthId: string | null;
};

/** The most each counter may reach. */
export type Limits = { readonly monthMs: CpuMs; readonly userMs: CpuMs };

export type SettledBy = "worker" | "sweeper";

/** The server rejects the whole transaction when a limit would be passed. */
export function reserveOperations(account: Account, ms: CpuMs, limits: Limits): readonly Operation[] {
	return forEachCounter(account, (table, rowId) => [
		...changeBy(table, rowId, "committedMs", ms, table === "months" ? limits.monthMs : limits.userMs),
		...changeBy(table, rowId, "seq", 1),
	]);
}

export type Settlement = {
	readonly attemptId: string;
	/** Committed for the attempt before the settlement. */
	readonly heldMs: CpuMs;
	/** Committed after it. */
	readonly chargedMs: CpuMs;
	/** Counted as spent before it: 0, unless the attempt was settled before. */
	readonly spentMs: CpuMs;
	readonly guardId: string;
	readonly by: SettledBy;
};

/** `endsJob` counts the end of a job too. */
export function settleCounters(
	account: Account,
	{ heldMs, chargedMs, spentMs }: Settlement,
	endsJob: boolean,
): readonly Operation[] {
	return forEachCounter(account, (table, rowId) => [
		...changeBy(table, rowId, "committedMs", chargedMs - heldMs),
		...changeBy(table, rowId, "spentMs", chargedMs - spentMs),
		...(endsJob ? changeBy(table, rowId, "jobsCount", 1) : []),
		...changeBy(table, rowId, "seq", 1),
	]);
}

/** Counts the end of a job without an attempt. */
export function countJob(account: Account): readonly Operation[] {
	return forEachCounter(account, (table, rowId) => [
		...changeBy(table, rowId, "jobsCount", 1),
		...changeBy(table, rowId, "seq", 1),
	]);
}

/** Counts CPU that was spent elsewhere as one job, whatever the limit. */
export function recordCounters(account: Account, ms: CpuMs): readonly Operation[] {
	return forEachCounter(account, (table, rowId) => [
		...changeBy(table, rowId, "committedMs", ms),
		...changeBy(table, rowId, "spentMs", ms),
		...changeBy(table, rowId, "jobsCount", 1),
		...changeBy(table, rowId, "seq", 1),
	]);
}

export function settleGuard({ guardId, heldMs, chargedMs, by }: Settlement): Operation {
	return { action: "create", table: "settlements", id: guardId, values: { deltaMs: chargedMs - heldMs, by } };
}

export function settleAttempt({ attemptId, chargedMs }: Settlement): Operation {
	const state = chargedMs === 0 ? "released" : "settled";
	return { action: "update", table: "attempts", id: attemptId, values: { state, chargedMs } };
}

function forEachCounter(
	{ month, userMonthId }: Account,
	change: (table: CounterTable, rowId: string) => readonly Operation[],
): readonly Operation[] {
	return [...change("months", month), ...(userMonthId === null ? [] : change("userMonths", userMonthId))];
}

export type CounterTable = "months" | "userMonths";

/** Leaves out a change by 0: the server rejects it, at the commit even with a 500. */
export function changeBy(
	table: CounterTable,
	id: string,
	field: keyof Changes<CounterTable>,
	byMs: number,
	max?: number,
): readonly Operation[] {
	if (byMs === 0) return [];
	const place = { table, id, field, value: Math.abs(byMs) };
	if (byMs < 0) return [{ action: "decrement", ...place }];
	return [{ action: "increment", ...place, ...(max === undefined ? {} : { max }) }];
}
