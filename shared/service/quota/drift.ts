// Drift that was seen while a ledger was read page by page, and its correction without a second reading. The counters' part of it
// must have been read between two looks at the month's seq that were equal: every step of the ledger moves that one too, so then
// they and the ledger are of one moment. What is counted later moves both alike, so the difference may be corrected later; and of
// two that have seen it one corrects, as in `reconcile.ts`.
import type { Row, RowStore } from "../row-store.ts";
import { openMonth } from "./ledger.ts";
import { userMonthId } from "./months.ts";
import { type Correction, correct, driftOf, NOTHING, plus, type Sum, sumOf } from "./reconcile.ts";
import { MONTHS, USERS } from "./tables.ts";

/** A counter that is not what its ledger says. */
export type Drift = {
	readonly month: string;
	/** Whose counter it is; null: the month's. */
	readonly userId: string | null;
	/** As it was read; without columns where there is none. */
	readonly row: Row;
	readonly isMissing: boolean;
	readonly correction: Correction;
};

/** Adds a month's ledger up, row by row, and says which counters are not what it says. */
export function createLedgerSums(month: string) {
	let ofMonth = NOTHING;
	const ofUsers = new Map<string, Sum>();
	const compared = (table: string, row: Row, sum: Sum, rest: Omit<Drift, "month" | "row" | "correction">) => {
		const correction = driftOf(table, row, sum);
		return correction === null ? [] : [{ month, row, correction, ...rest }];
	};
	return {
		add: (row: Row): void => {
			const { userId } = row;
			ofMonth = plus(ofMonth, sumOf(row));
			if (typeof userId === "string") ofUsers.set(userId, plus(ofUsers.get(userId) ?? NOTHING, sumOf(row)));
		},

		/** The month's counter; null where there is none. */
		ofMonth: (row: Row | null): readonly Drift[] =>
			compared(MONTHS, row ?? { $id: month }, ofMonth, { userId: null, isMissing: row === null }),

		/** Each user's counter, to be given once. */
		ofUser: (row: Row): readonly Drift[] => {
			const userId = String(row["userId"]);
			const sum = ofUsers.get(userId) ?? NOTHING;
			ofUsers.delete(userId);
			return compared(USERS, row, sum, { userId, isMissing: false });
		},

		/** The users whose counters were not given: those are missing. */
		ofOthers: async (): Promise<readonly Drift[]> => {
			const found: Drift[] = [];
			for (const [userId, sum] of ofUsers) {
				const row = { $id: await userMonthId(month, userId) };
				found.push(...compared(USERS, row, sum, { userId, isMissing: true }));
			}
			return found;
		},
	};
}

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
