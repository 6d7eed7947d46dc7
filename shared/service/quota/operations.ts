// What each step of the ledger changes, as data. The threat: a transaction of Appwrite is not serialised, may be half
// applied after a deadlock, and may be applied twice when its commit is repeated. The defence is here and in
// `commit-once.ts`: counters come first in every transaction, in one order everywhere (the month's, then the user's), so
// that no deadlock leaves a ledger row without its count; and each transaction creates a guard row with an id of its own,
// so that it is applied once however often it is sent. Counters are only ever incremented or decremented.
import type { Operation } from "../row-store.ts";
import type { Changes } from "../tables.ts";

/** Whose counters an attempt moves: those of the month in which it was reserved, whatever month it is by now. */
export type Account = {
	readonly month: string;
	/** The id of the user's counters; null for a job without an owner. */
	readonly userMonthId: string | null;
};

/** The most each counter may reach, in CPU milliseconds. */
export type Limits = { readonly monthMs: number; readonly userMs: number };

export type By = "worker" | "sweeper";

/** Takes `ms` from the budget; refused as a whole where a limit would be passed. */
export function takeOperations(account: Account, ms: number, limits: Limits): readonly Operation[] {
	return counters(account, (table, rowId) => [
		...changeBy(table, rowId, "committedMs", ms, table === "months" ? limits.monthMs : limits.userMs),
		...changeBy(table, rowId, "seq", 1),
	]);
}

export type Settlement = {
	readonly attemptId: string;
	/** What the ledger holds for the attempt so far. */
	readonly heldMs: number;
	/** What it is charged in the end. */
	readonly chargedMs: number;
	/** What of it is counted as spent by now: 0, but for one that was settled already. */
	readonly spentMs: number;
	readonly guardId: string;
	readonly by: By;
};

/** The counters' part of a settlement. `endsJob`: whether a job ends with it, which is counted too. */
export function settleCounters(
	account: Account,
	{ heldMs, chargedMs, spentMs }: Settlement,
	endsJob: boolean,
): readonly Operation[] {
	return counters(account, (table, rowId) => [
		...changeBy(table, rowId, "committedMs", chargedMs - heldMs),
		...changeBy(table, rowId, "spentMs", chargedMs - spentMs),
		...(endsJob ? changeBy(table, rowId, "jobsCount", 1) : []),
		...changeBy(table, rowId, "seq", 1),
	]);
}

/** That one job more has ended, where no attempt was made of it. */
export function countJob(account: Account): readonly Operation[] {
	return counters(account, (table, rowId) => [
		...changeBy(table, rowId, "jobsCount", 1),
		...changeBy(table, rowId, "seq", 1),
	]);
}

/** CPU that was spent elsewhere: counted at once as one job's, whatever the limit. */
export function recordCounters(account: Account, ms: number): readonly Operation[] {
	return counters(account, (table, rowId) => [
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

function counters(
	{ month, userMonthId }: Account,
	of: (table: CounterTable, rowId: string) => readonly Operation[],
): readonly Operation[] {
	return [...of("months", month), ...(userMonthId === null ? [] : of("userMonths", userMonthId))];
}

export type CounterTable = "months" | "userMonths";

/** A change by nothing is left out: the server refuses it, at the commit even with a 500. */
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
