// RECONCILE brings a counter back to the sum of its ledger, where a transaction was half applied. The threats are its own
// reads, which are several and not one moment, and a second reconcile at the same time. Against the first: a counter's seq
// is read before and after the ledger, and a ledger that changed meanwhile is read again. Against the second: the
// correction's guard bears the number of corrections that the counter had when it was read, so of two that saw the same
// drift one is applied, also where jobs moved the counter on between them. (The seq alone, as a guard, would let both
// through then.) The change is a difference, so what is reserved meanwhile stays.

import { sha256Hex } from "../../core/hash.ts";
import type { Operation, Row, RowStore } from "../row-store.ts";
import { type CommitOptions, commitOnce } from "./commit-once.ts";
import { openMonth } from "./ledger.ts";
import { userMonthId } from "./months.ts";
import { changeBy } from "./operations.ts";
import type { QuotaReader } from "./reader.ts";
import { MONTHS, SETTLES, USERS } from "./tables.ts";

/** One counter that was looked at, in CPU ms. */
export type Correction = {
	readonly table: string;
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

type Counter = { readonly table: string; readonly row: Row };
/** What rows of the ledger hold, in CPU ms. */
export type Sum = { readonly committedMs: number; readonly spentMs: number };

/** Brings the month's counter and its users' to what the ledger says. May run at any time, also twice at once. */
export async function reconcile(
	store: RowStore,
	reader: Pick<QuotaReader, "allAttempts" | "allUsers">,
	month: string,
	{ looks = LOOKS, ...options }: ReconcileOptions = {},
): Promise<Reconciled> {
	await openMonth(store, month, null);
	const corrections: Correction[] = [];
	const settled = new Set<string>();
	let seen = 0;
	for (let look = 0; look < looks && (look === 0 || settled.size < seen); look++) {
		const before = await countersOf(store, reader, month);
		const ledger = await reader.allAttempts(month);
		const sums = await sumsOf(ledger, month);
		for (const [rowId, userId] of sums.userIds) {
			// Rows of users whose counter was never made are counted nowhere: it is made, and looked at in the next round.
			if (!before.some(({ row }) => row.$id === rowId)) await openMonth(store, month, userId);
		}
		const after = await countersOf(store, reader, month);
		seen = after.length;
		for (const { table, row } of after) {
			const was = before.find((counter) => counter.row.$id === row.$id)?.row;
			if (settled.has(row.$id) || was === undefined || was["seq"] !== row["seq"]) continue;
			const correction = driftOf(table, row, sums.of.get(row.$id) ?? NOTHING);
			if (correction !== null && (await correct(store, correction, row, options)))
				corrections.push(correction);
			settled.add(row.$id);
		}
	}
	return { month, corrections, right: settled.size - corrections.length, busy: seen - settled.size };
}

export const NOTHING: Sum = { committedMs: 0, spentMs: 0 };

async function countersOf(
	store: RowStore,
	reader: Pick<QuotaReader, "allUsers">,
	month: string,
): Promise<readonly Counter[]> {
	const row = await store.find(MONTHS, month);
	const users = await reader.allUsers(month);
	return [
		...(row === null ? [] : [{ table: MONTHS, row }]),
		...users.map((user) => ({ table: USERS, row: user })),
	];
}

/** What the ledger says each counter must have, by the counter's id. */
async function sumsOf(ledger: readonly Row[], month: string) {
	const of = new Map<string, Sum>();
	const userIds = new Map<string, string>();
	const rowIds = new Map<string, string>();
	for (const row of ledger) {
		const { userId } = row;
		const ids = [month];
		if (typeof userId === "string") {
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
export function sumOf(row: Row): Sum {
	return { committedMs: heldMs(row), spentMs: row["state"] === "reserved" ? 0 : heldMs(row) };
}

export function plus(a: Sum, b: Sum): Sum {
	return { committedMs: a.committedMs + b.committedMs, spentMs: a.spentMs + b.spentMs };
}

/** What a row of the ledger holds of the budget: what is reserved, and in the end what was charged. */
export function heldMs(row: Row): number {
	return Number((row["state"] === "reserved" ? row["reservedMs"] : row["chargedMs"]) ?? 0);
}

/** How far a counter is from what the ledger says; null where it is right. */
export function driftOf(table: string, row: Row, sum: Sum): Correction | null {
	const committedMs = Number(row["committedMs"] ?? 0) - sum.committedMs;
	const spentMs = Number(row["spentMs"] ?? 0) - sum.spentMs;
	return committedMs === 0 && spentMs === 0 ? null : { table, rowId: row.$id, committedMs, spentMs };
}

/** Takes a drift away by a difference. False where another has corrected it since the counter was read. */
export async function correct(
	store: RowStore,
	{ table, rowId, committedMs, spentMs }: Correction,
	row: Row,
	options: CommitOptions = {},
): Promise<boolean> {
	const owner = crypto.randomUUID();
	const guardId = await guardOf(rowId, Number(row["corrections"] ?? 0));
	const data = { deltaMs: -committedMs, by: "sweeper", owner };
	const operations: readonly Operation[] = [
		...changeBy(table, rowId, "committedMs", -committedMs),
		...changeBy(table, rowId, "spentMs", -spentMs),
		...changeBy(table, rowId, "corrections", 1),
		...changeBy(table, rowId, "seq", 1),
		{ action: "create", table: SETTLES, rowId: guardId, data },
	];
	const outcome = await commitOnce(store, operations, () => store.find(SETTLES, guardId), options);
	return outcome === "committed" || outcome["owner"] === owner;
}

/** A hash, because a user's counter has an id of 36 characters already. */
async function guardOf(rowId: string, corrections: number): Promise<string> {
	return `adj_${(await sha256Hex(`${rowId}_${corrections}`)).slice(0, 32)}`;
}
