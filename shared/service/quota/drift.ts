// Drift that was seen while a ledger was read page by page, and its correction without a second reading. The counters' part of it
// must have been read between two looks at the month's seq that were equal: every step of the ledger moves that one too, so then
// they and the ledger are of one moment. What is counted later moves both alike, so the difference may be corrected later; and of
// two that have seen it one corrects, as in `reconcile.ts`.
import type { RowStore } from "../row-store.ts";
import { openMonth } from "./ledger.ts";
import { userMonthId } from "./months.ts";
import type { CounterTable } from "./operations.ts";
import type { LedgerRow } from "./read-ledger.ts";
import {
	type Correction,
	type Counter,
	correct,
	driftOf,
	NOTHING,
	plus,
	type Sum,
	sumOf,
} from "./reconcile.ts";

/** A counter that is not what its ledger says. */
export type Drift = {
	readonly month: string;
	/** Whose counter it is; null: the month's. */
	readonly userId: string | null;
	/** As it was read; zeros where there is none. */
	readonly row: Counter;
	readonly isMissing: boolean;
	readonly correction: Correction;
};

/** Adds a month's ledger up, row by row, and says which counters are not what it says. */
export function createLedgerSums(month: string) {
	let ofMonth = NOTHING;
	const ofUsers = new Map<string, Sum>();
	const compared = (
		table: CounterTable,
		row: Counter,
		sum: Sum,
		rest: Omit<Drift, "month" | "row" | "correction">,
	) => {
		const correction = driftOf(table, row, sum);
		return correction === null ? [] : [{ month, row, correction, ...rest }];
	};
	return {
		add: (row: LedgerRow): void => {
			const { userId } = row;
			ofMonth = plus(ofMonth, sumOf(row));
			if (userId !== null) ofUsers.set(userId, plus(ofUsers.get(userId) ?? NOTHING, sumOf(row)));
		},

		/** The month's counter; null where there is none. */
		ofMonth: (row: Counter | null): readonly Drift[] =>
			compared("months", row ?? missing(month), ofMonth, { userId: null, isMissing: row === null }),

		/** Each user's counter, to be given once. */
		ofUser: (row: Counter & { readonly userId: string }): readonly Drift[] => {
			const { userId } = row;
			const sum = ofUsers.get(userId) ?? NOTHING;
			ofUsers.delete(userId);
			return compared("userMonths", row, sum, { userId, isMissing: false });
		},

		/** The users whose counters were not given: those are missing. */
		ofOthers: async (): Promise<readonly Drift[]> => {
			const found: Drift[] = [];
			for (const [userId, sum] of ofUsers) {
				const row = missing(await userMonthId(month, userId));
				found.push(...compared("userMonths", row, sum, { userId, isMissing: true }));
			}
			return found;
		},
	};
}

const missing = (id: string): Counter => ({ id, committedMs: 0, spentMs: 0, seq: 0, corrections: 0 });

/** How far the counters are from what they should be, in CPU ms, all added. */
export function driftMs(drifts: readonly Drift[]): number {
	const sizes = drifts.map(({ correction: { committedMs, spentMs } }) =>
		Math.max(Math.abs(committedMs), Math.abs(spentMs)),
	);
	return sizes.reduce((sum, ms) => sum + ms, 0);
}

/** Corrects one counter after the other while it may go on: three calls each, five for one that is missing. */
export async function mendDrifts(
	store: RowStore,
	drifts: readonly Drift[],
	mayGoOn: () => boolean,
): Promise<{ readonly done: number; readonly isMore: boolean }> {
	let done = 0;
	for (const { month, userId, row, isMissing, correction } of drifts) {
		if (!mayGoOn()) return { done, isMore: true };
		if (isMissing) await openMonth(store, month, userId);
		if (await correct(store, correction, row)) done += 1;
	}
	return { done, isMore: false };
}
