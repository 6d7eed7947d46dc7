// RECONCILE brings a counter back to the sum of its ledger, where a transaction was half applied. The threats are its own reads,
// which are not one moment (drift.ts), and a second reconcile at the same time. Against that one: the correction's
// guard bears the number of corrections that the counter had when it was read, so of two that saw the same drift one is applied, also where
// jobs moved the counter on between them. (The seq alone, as a guard, would let both through then.) The change is a difference, so
// what is reserved meanwhile stays.

import { sha256Hex } from "../../core/hash.ts";
import type { Operation, RowStore } from "../row-store.ts";
import { type CommitOptions, commitOnce } from "./commit-once.ts";
import { type Correction, compareCounters, type Drift } from "./drift.ts";
import { openMonth } from "./ledger.ts";
import { changeBy } from "./operations.ts";

export type Reconciled = {
	readonly month: string;
	readonly corrections: readonly Correction[];
	/** Counters that were right. */
	readonly right: number;
	/** Counters that moved each time they were read, and were left alone: to be tried again. */
	readonly busy: number;
};

/** How often a counter is read that moves all the while. */
const ROUNDS = 20;

/** Brings the month's counter and its users' to what the ledger says. May run at any time, also twice at once. */
export async function reconcile(
	store: RowStore,
	month: string,
	options: CommitOptions = {},
): Promise<Reconciled> {
	await openMonth(store, month, null);
	const corrections: Correction[] = [];
	const settled = new Set<string>();
	let seen = 0;
	for (let round = 0; round < ROUNDS && (round === 0 || settled.size < seen); round++) {
		const { drifts, right, moved } = await compareCounters(store, month);
		seen = drifts.length + right.length + moved.length;
		for (const drift of drifts.filter(({ correction }) => !settled.has(correction.rowId))) {
			if (await correctDrift(store, drift, options)) corrections.push(drift.correction);
			settled.add(drift.correction.rowId);
		}
		for (const rowId of right) settled.add(rowId);
	}
	return { month, corrections, right: settled.size - corrections.length, busy: seen - settled.size };
}

/** Corrects one counter after the other while it may go on: three calls each, five for one that is missing. */
export async function correctDrifts(
	store: RowStore,
	drifts: readonly Drift[],
	mayGoOn: () => boolean,
): Promise<{ readonly done: number; readonly isMore: boolean }> {
	let done = 0;
	for (const drift of drifts) {
		if (!mayGoOn()) return { done, isMore: true };
		if (await correctDrift(store, drift)) done += 1;
	}
	return { done, isMore: false };
}

/** Takes a drift away by a difference. False where another has corrected it since the counter was read. */
async function correctDrift(
	store: RowStore,
	{ month, userId, isMissing, corrections, correction: { table, rowId, committedMs, spentMs } }: Drift,
	options: CommitOptions = {},
): Promise<boolean> {
	if (isMissing) await openMonth(store, month, userId);
	const executionId = crypto.randomUUID();
	const guardId = await correctionGuardId(rowId, corrections);
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
async function correctionGuardId(rowId: string, corrections: number): Promise<string> {
	return `adj_${(await sha256Hex(`${rowId}_${corrections}`)).slice(0, 32)}`;
}
