// A month's counters beside the sums of its ledger. To read both takes several calls and is not one moment, so the counters are
// read before and after the ledger: every step of the ledger moves the seq of each counter that it changes, so a counter whose
// seq has stayed is of one moment with its rows. What is counted later moves both alike: a drift may be corrected later, by a
// difference.

import { readPages } from "../../core/read-pages.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";
import { userMonthId } from "./months.ts";
import type { CounterTable } from "./operations.ts";
import { LEDGER_PAGE, type LedgerRow, listNewestAttempts } from "./read-ledger.ts";

/** How far one counter is from the sum of its ledger, in CPU ms: above 0 it has too much. */
export type Correction = {
	readonly table: CounterTable;
	readonly rowId: string;
	readonly committedMs: number;
	readonly spentMs: number;
};

/** A counter that is not the sum of its ledger. */
export type Drift = {
	readonly month: string;
	/** Null: the month's own counter. */
	readonly userId: string | null;
	readonly isMissing: boolean;
	/** How often it had been corrected when it was read. */
	readonly corrections: number;
	readonly correction: Correction;
};

/** What a comparison of a month's counters with its ledger has found. */
export type Comparison = {
	readonly month: string;
	/** The month's counter, in CPU ms. */
	readonly committedMs: number;
	/** False: there were more rows than could be read, and no counter was compared. */
	readonly isWhole: boolean;
	readonly drifts: readonly Drift[];
	/** Ids of counters that are right, and of those that moved while they were read and were not compared. */
	readonly right: readonly string[];
	readonly moved: readonly string[];
};

export type CompareOptions = {
	/** Whether one page more may be read. Default: always. */
	readonly mayRead?: () => boolean;
	/** Called with each row of the ledger, the newest first. */
	readonly onRow?: (row: LedgerRow) => void;
};

type Store = Pick<RowStore, "find" | "list">;

/** Compares a month's counter, and its users', with the ledger. */
export async function compareCounters(
	store: Store,
	month: string,
	{ mayRead = () => true, onRow = () => {} }: CompareOptions = {},
): Promise<Comparison> {
	const sums = new Map<string | null, Sum>();
	const add = (key: string | null, row: LedgerRow) => sums.set(key, plus(sums.get(key) ?? NOTHING, row));
	const before = await readCounters(store, month, mayRead);
	const readLedger = (after: string | undefined) =>
		listNewestAttempts(store, { month, userId: null }, LEDGER_PAGE, after);
	const isRead = await readWhole(mayRead, readLedger, (row) => {
		add(null, row);
		if (row.userId !== null) add(row.userId, row);
		onRow(row);
	});
	const after = await readCounters(store, month, mayRead);
	const { committedMs } = after.month;
	if (!before.isWhole || !isRead || !after.isWhole)
		return { month, committedMs, isWhole: false, drifts: [], right: [], moved: [] };
	const seqs = new Map([before.month, ...before.users].map(({ rowId, seq }) => [rowId, seq]));
	const isMonthStill = before.month.seq === after.month.seq;
	// What moves a user's counter that is not there yet moves the month's too.
	const isStill = ({ rowId, seq, isMissing }: Counter) =>
		isMissing ? isMonthStill : seqs.get(rowId) === seq;
	const counters = [after.month, ...after.users, ...(await missingUsers(month, sums, after.users))];
	const still = counters.filter(isStill);
	const drifts = still.flatMap((counter) => findDrift(month, counter, sums.get(counter.userId) ?? NOTHING));
	const wrong = new Set(drifts.map(({ correction }) => correction.rowId));
	const ids = (some: readonly Counter[]) => some.map(({ rowId }) => rowId);
	return {
		month,
		committedMs,
		isWhole: true,
		drifts,
		right: ids(still).filter((rowId) => !wrong.has(rowId)),
		moved: ids(counters.filter((counter) => !isStill(counter))),
	};
}

/** What a row of the ledger holds of the budget: what is reserved, and in the end what was charged. */
export function heldMs({
	state,
	reservedMs,
	chargedMs,
}: Pick<LedgerRow, "state" | "reservedMs" | "chargedMs">): number {
	return state === "reserved" ? reservedMs : (chargedMs ?? 0);
}

/** How far the counters are from what they should be, in CPU ms, all added. */
export function driftMs(drifts: readonly Drift[]): number {
	const sizes = drifts.map(({ correction: { committedMs, spentMs } }) =>
		Math.max(Math.abs(committedMs), Math.abs(spentMs)),
	);
	return sizes.reduce((sum, ms) => sum + ms, 0);
}

/** What rows of the ledger hold of the budget, in CPU ms. */
type Sum = { readonly committedMs: number; readonly spentMs: number };

/** A counter as it was read; without a seq when it is missing. */
type Counter = Sum & {
	readonly rowId: string;
	readonly userId: string | null;
	readonly isMissing: boolean;
	readonly seq: number | null;
	readonly corrections: number;
};

const NOTHING: Sum = { committedMs: 0, spentMs: 0 };

function plus({ committedMs, spentMs }: Sum, row: LedgerRow): Sum {
	const ms = heldMs(row);
	return { committedMs: committedMs + ms, spentMs: spentMs + (row.state === "reserved" ? 0 : ms) };
}

function toCounter(rowId: string, userId: string | null, row: Row<CounterTable> | null): Counter {
	if (row === null) return { rowId, userId, isMissing: true, seq: null, corrections: 0, ...NOTHING };
	const { seq, corrections, committedMs, spentMs } = row;
	return { rowId, userId, isMissing: false, seq, corrections, committedMs, spentMs };
}

async function readCounters(store: Store, month: string, mayRead: () => boolean) {
	const own = await store.find("months", month);
	const users: Counter[] = [];
	const readUsers = (after: string | undefined) =>
		store.list("userMonths", { where: { month }, limit: LEDGER_PAGE, after });
	const isWhole = await readWhole(mayRead, readUsers, (row) => {
		users.push(toCounter(row.id, row.userId, row));
	});
	return { month: toCounter(month, null, own), users, isWhole };
}

/** Users whom the ledger has rows of, and who have no counter. */
function missingUsers(
	month: string,
	sums: ReadonlyMap<string | null, Sum>,
	users: readonly Counter[],
): Promise<readonly Counter[]> {
	const known = new Set(users.map(({ userId }) => userId));
	const missing = [...sums.keys()].filter((userId) => userId !== null && !known.has(userId)).map(String);
	return Promise.all(
		missing.map(async (userId) => toCounter(await userMonthId(month, userId), userId, null)),
	);
}

/** Gives each row to `take`. False where there was no room for the last page. */
async function readWhole<Item extends { readonly id: string }>(
	mayRead: () => boolean,
	readPage: (after: string | undefined) => Promise<readonly Item[]>,
	take: (row: Item) => void,
): Promise<boolean> {
	let isWhole = false;
	for await (const page of readPages(LEDGER_PAGE, readPage, mayRead)) {
		page.forEach(take);
		isWhole = page.length < LEDGER_PAGE;
	}
	return isWhole;
}

function findDrift(month: string, counter: Counter, sum: Sum): readonly Drift[] {
	const { rowId, userId, isMissing, corrections } = counter;
	const committedMs = counter.committedMs - sum.committedMs;
	const spentMs = counter.spentMs - sum.spentMs;
	if (committedMs === 0 && spentMs === 0) return [];
	const table = userId === null ? "months" : "userMonths";
	return [{ month, userId, isMissing, corrections, correction: { table, rowId, committedMs, spentMs } }];
}
