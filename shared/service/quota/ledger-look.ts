import { readPages } from "../../core/read-pages.ts";
import type { RowStore } from "../row-store.ts";
import { createLedgerSums, type Drift } from "./drift.ts";
import { estimateRecentUse, findRecentStart } from "./forecast.ts";
import { monthStart } from "./months.ts";
import { LEDGER_PAGE, listNewestAttempts } from "./read-ledger.ts";
import { heldMs } from "./reconcile.ts";

/** Pages that all looks of a tick read together: 25,000 rows, and an eighth of a tick's calls. What has more is not judged. */
const LOOK_PAGES = 25;
/** After so long no page is begun: with the last one, which may take 15 s, a look ends within the time of its check. */
const LOOK_MS = 8000;

/** Whether one page more may be read. */
export type LookRoom = () => boolean;

/** What the looks of one tick may read. Its time begins when it is made. */
export function createLookRoom(nowMs: () => number): LookRoom {
	const endMs = nowMs() + LOOK_MS;
	let left = LOOK_PAGES;
	return () => left-- > 0 && nowMs() < endMs;
}

/** A month's counters beside its ledger, in CPU ms. */
export type LedgerLook = {
	readonly month: string;
	readonly committedMs: number;
	/** The counters, the month's and its users', that are not what the ledger says; null where they could not be compared. */
	readonly drifts: readonly Drift[] | null;
	/** Whether there was room for all that was to be read. */
	readonly isWhole: boolean;
	/** What was committed within the last week of the month, by the rows that were read: {@link estimateRecentUse}. */
	readonly recentMs: number;
};

export type LedgerLookOptions = {
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: number;
	readonly mayRead: LookRoom;
};

/**
 * Reads the ledger page by page, the newest first, then its users' counters, and the month's before and after all that: where it
 * moved meanwhile, nothing can be said of drift.
 */
export async function lookAtLedger(
	store: RowStore,
	month: string,
	{ nowMs, mayRead }: LedgerLookOptions,
): Promise<LedgerLook> {
	const before = await store.find("months", month);
	const sums = createLedgerSums(month);
	const fromMs = monthStart(month);
	let [readMs, oldestMs] = [0, nowMs];
	const readLedger = (after: string | undefined) =>
		listNewestAttempts(store, { month, userId: null }, LEDGER_PAGE, after);
	const isLedgerWhole = await readWhole(mayRead, readLedger, (row) => {
		sums.add(row);
		oldestMs = row.createdAtMs;
		if (oldestMs >= findRecentStart(nowMs, fromMs)) readMs += heldMs(row);
	});
	const drifts: Drift[] = [];
	const readUsers = (after: string | undefined) =>
		store.list("userMonths", { where: { month }, limit: LEDGER_PAGE, after });
	const isWhole =
		isLedgerWhole && (await readWhole(mayRead, readUsers, (row) => drifts.push(...sums.ofUser(row))));
	const after = await store.find("months", month);
	const hasMoved = before?.seq !== after?.seq;
	const isJudged = isWhole && !hasMoved;
	const committedMs = after?.committedMs ?? 0;
	const readFromMs = isLedgerWhole ? fromMs : oldestMs;
	return {
		month,
		isWhole,
		committedMs,
		drifts: isJudged ? [...sums.ofMonth(after), ...drifts, ...(await sums.ofOthers())] : null,
		recentMs: estimateRecentUse({ nowMs, fromMs, committedMs, readMs, readFromMs }),
	};
}

/** Gives each row to `take`. False where there was no room for the last of them. */
async function readWhole<Item extends { readonly id: string }>(
	mayRead: LookRoom,
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
