// RECONCILE brings a counter back to the sum of its ledger, where a transaction was half applied. The threats are its own
// reads, which are several and not one moment, and a second reconcile at the same time. Against the first: a counter's seq
// is read before and after the ledger, and a ledger that changed meanwhile is read again. Against the second: the
// correction's guard bears the number of corrections that the counter had when it was read, so of two that saw the same
// drift one is applied, also where jobs moved the counter on between them. (The seq alone, as a guard, would let both
// through then.) The change is a difference, so what is reserved meanwhile stays.

import { sha256Hex } from "../../core/hash.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";
import { type CommitOptions, commitOnce } from "./commit-once.ts";
import { openMonth } from "./ledger.ts";
import { userMonthId } from "./months.ts";
import { type CounterTable, changeBy } from "./operations.ts";
import { type LedgerRow, listAttempts, listUserMonths } from "./read-ledger.ts";

/** One counter that was looked at, in CPU ms. */
export type Correction = {
	readonly table: CounterTable;
	readonly rowId: string;
	/** What the counters had too much (or, below 0, too little) and have no longer. */
	readonly committedMs: number;
	readonly spentMs: number;
};

export type Reconciled = {
	readonly month: string;
	readonly corrections: readonly Correction[];
	/** Counters that were right. */
	readonly right: number;
	/** Counters that changed each time they were looked at, and were left alone: to be tried again. */
	readonly busy: number;
};

export type ReconcileOptions = CommitOptions & {
	/** How often a counter is looked at that changes all the while. Default 20. */
	readonly looks?: number;
};

/** How often a counter is looked at that changes all the while. */
const LOOKS = 20;

/** A row of counters, as far as it is compared. */
export type Counter = Pick<Row<CounterTable>, "id" | "committedMs" | "spentMs" | "seq" | "corrections">;
/** What rows of the ledger hold, in CPU ms. */
export type Sum = { readonly committedMs: number; readonly spentMs: number };

/** Brings the month's counter and its users' to what the ledger says. May run at any time, also twice at once. */
export async function reconcile(
	store: RowStore,
	month: string,
	{ looks = LOOKS, ...options }: ReconcileOptions = {},
): Promise<Reconciled> {
	await openMonth(store, month, null);
	const corrections: Correction[] = [];
	const settled = new Set<string>();
	let seen = 0;
	for (let look = 0; look < looks && (look === 0 || settled.size < seen); look++) {
		const before = await countersOf(store, month);
		const ledger = await listAttempts(store, month);
		const sums = await sumsOf(ledger, month);
		for (const [rowId, userId] of sums.userIds) {
			// Rows of users whose counter was never made are counted nowhere: it is made, and looked at in the next round.
			if (!before.some(({ row }) => row.id === rowId)) await openMonth(store, month, userId);
		}
		const after = await countersOf(store, month);
		seen = after.length;
		for (const { table, row } of after) {
			const was = before.find((counter) => counter.row.id === row.id)?.row;
			if (settled.has(row.id) || was === undefined || was.seq !== row.seq) continue;
			const correction = driftOf(table, row, sums.of.get(row.id) ?? NOTHING);
			if (correction !== null && (await correct(store, correction, row, options)))
				corrections.push(correction);
			settled.add(row.id);
		}
	}
	return { month, corrections, right: settled.size - corrections.length, busy: seen - settled.size };
}

export const NOTHING: Sum = { committedMs: 0, spentMs: 0 };

async function countersOf(
	store: RowStore,
	month: string,
): Promise<readonly { readonly table: CounterTable; readonly row: Counter }[]> {
	const row = await store.find("months", month);
	const users = await listUserMonths(store, month);
	return [
		...(row === null ? [] : [{ table: "months" as const, row }]),
		...users.map((user) => ({ table: "userMonths" as const, row: user })),
	];
}

/** What the ledger says each counter must have, by the counter's id. */
async function sumsOf(ledger: readonly LedgerRow[], month: string) {
	const of = new Map<string, Sum>();
	const userIds = new Map<string, string>();
	const rowIds = new Map<string, string>();
	for (const row of ledger) {
		const { userId } = row;
		const ids = [month];
		if (userId !== null) {
			const rowId = rowIds.get(userId) ?? (await userMonthId(month, userId));
			rowIds.set(userId, rowId);
			userIds.set(rowId, userId);
			ids.push(rowId);
		}
		for (const id of ids) of.set(id, plus(of.get(id) ?? NOTHING, sumOf(row)));
	}
	return { of, userIds };
}

/** What a row of the ledger adds to its counters. */
export function sumOf(row: LedgerRow): Sum {
	return { committedMs: heldMs(row), spentMs: row.state === "reserved" ? 0 : heldMs(row) };
}

export function plus(a: Sum, b: Sum): Sum {
	return { committedMs: a.committedMs + b.committedMs, spentMs: a.spentMs + b.spentMs };
}

/** What a row of the ledger holds of the budget: what is reserved, and in the end what was charged. */
export function heldMs({
	state,
	reservedMs,
	chargedMs,
}: Pick<LedgerRow, "state" | "reservedMs" | "chargedMs">): number {
	return state === "reserved" ? reservedMs : (chargedMs ?? 0);
}

/** How far a counter is from what the ledger says; null where it is right. */
export function driftOf(table: CounterTable, row: Counter, sum: Sum): Correction | null {
	const committedMs = row.committedMs - sum.committedMs;
	const spentMs = row.spentMs - sum.spentMs;
	return committedMs === 0 && spentMs === 0 ? null : { table, rowId: row.id, committedMs, spentMs };
}

/** Takes a drift away by a difference. False where another has corrected it since the counter was read. */
export async function correct(
	store: RowStore,
	{ table, rowId, committedMs, spentMs }: Correction,
	row: Counter,
	options: CommitOptions = {},
): Promise<boolean> {
	const executionId = crypto.randomUUID();
	const guardId = await guardOf(rowId, row.corrections);
	const values = { deltaMs: -committedMs, by: "sweeper" as const, executionId };
	const operations: readonly Operation[] = [
		...changeBy(table, rowId, "committedMs", -committedMs),
		...changeBy(table, rowId, "spentMs", -spentMs),
		...changeBy(table, rowId, "corrections", 1),
		...changeBy(table, rowId, "seq", 1),
		{ action: "create", table: "settlements", id: guardId, values },
	];
	const outcome = await commitOnce(store, operations, () => store.find("settlements", guardId), options);
	return outcome === "committed" || outcome.executionId === executionId;
}

/** A hash, because a user's counter has an id of 36 characters already. */
async function guardOf(rowId: string, corrections: number): Promise<string> {
	return `adj_${(await sha256Hex(`${rowId}_${corrections}`)).slice(0, 32)}`;
}
