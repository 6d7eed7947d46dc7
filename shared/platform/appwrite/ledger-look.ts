import { type Client, Query, TablesDB } from "node-appwrite";
import { createLedgerSums, type Drift } from "../../service/quota/drift.ts";
import { recentFrom, recentUse } from "../../service/quota/forecast.ts";
import { monthStart } from "../../service/quota/months.ts";
import { heldMs } from "../../service/quota/reconcile.ts";
import { ATTEMPTS, MONTHS, USERS } from "../../service/quota/tables.ts";
import type { Row } from "../../service/row-store.ts";
import { callOnce } from "./call.ts";
import { DATABASE_ID } from "./row-store.ts";

/** Rows of a page; of each only what is added up, so that a month of ten thousand stays small. */
const PAGE = 1000;
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
	/** What was committed within the last week of the month, by the rows that were read: {@link recentUse}. */
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
	client: Client,
	month: string,
	{ nowMs, mayRead }: LedgerLookOptions,
): Promise<LedgerLook> {
	const { list, listAll } = pagesOf(client, mayRead);
	const counter = async () => (await list(MONTHS, [Query.equal("$id", [month]), Query.limit(1)]))[0] ?? null;
	const before = await counter();
	const sums = createLedgerSums(month);
	const fromMs = monthStart(month);
	let [readMs, oldestMs] = [0, nowMs];
	const ledger = [
		Query.equal("month", [month]),
		Query.select(["$id", "$createdAt", "userId", "state", "reservedMs", "chargedMs"]),
		Query.orderDesc("$createdAt"),
	];
	const isLedgerWhole = await listAll(ATTEMPTS, ledger, (row) => {
		sums.add(row);
		oldestMs = Date.parse(String(row["$createdAt"]));
		if (oldestMs >= recentFrom(nowMs, fromMs)) readMs += heldMs(row);
	});
	const drifts: Drift[] = [];
	const isWhole =
		isLedgerWhole &&
		(await listAll(USERS, [Query.equal("month", [month])], (row) => drifts.push(...sums.ofUser(row))));
	const after = await counter();
	const hasMoved = before?.["seq"] !== after?.["seq"];
	const isJudged = isWhole && !hasMoved;
	const committedMs = Number(after?.["committedMs"] ?? 0);
	const readFromMs = isLedgerWhole ? fromMs : oldestMs;
	return {
		...{ month, isWhole, committedMs },
		drifts: isJudged ? [...sums.ofMonth(after), ...drifts, ...(await sums.ofOthers())] : null,
		recentMs: recentUse({ nowMs, fromMs, committedMs, readMs, readFromMs }),
	};
}

function pagesOf(client: Client, mayRead: LookRoom) {
	const tables = new TablesDB(client);
	const list = async (tableId: string, queries: string[]) => {
		const place = { databaseId: DATABASE_ID, tableId };
		return (await callOnce(() => tables.listRows({ ...place, queries, total: false })))
			.rows as readonly Row[];
	};
	return {
		list,
		/** Gives each row to `take`. False where there was no room for the last of them. */
		listAll: async (tableId: string, queries: string[], take: (row: Row) => void): Promise<boolean> => {
			for (let last: string | undefined; mayRead(); ) {
				const cursor = last === undefined ? [] : [Query.cursorAfter(last)];
				const page = await list(tableId, [...queries, Query.limit(PAGE), ...cursor]);
				page.forEach(take);
				if (page.length < PAGE) return true;
				last = page.at(-1)?.$id;
			}
			return false;
		},
	};
}
