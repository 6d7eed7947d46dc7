import { type Client, Query, TablesDB } from "node-appwrite";
import type { Row } from "../../core/rows.ts";
import { heldMs } from "../../quota/reconcile.ts";
import { ATTEMPTS, MONTHS } from "../../quota/tables.ts";
import { callOnce } from "./call.ts";
import { DATABASE_ID } from "./row-store.ts";

/** Rows of a page; of each only what is added up, so that a month of ten thousand stays small. */
const PAGE = 1000;

/** A month's counter beside its ledger, in CPU ms. */
export type LedgerLook = {
	readonly committedMs: number;
	/** How far the counter is from the ledger's sum; null where it moved meanwhile. */
	readonly driftMs: number | null;
	/** The part of the ledger that was made from `recentFromMs` on. */
	readonly recentMs: number;
};

/** Reads the ledger page by page, and the counter before and after it: a counter that moved meanwhile says nothing of drift. */
export async function lookAtLedger(client: Client, month: string, recentFromMs: number): Promise<LedgerLook> {
	const tables = new TablesDB(client);
	const list = async (tableId: string, queries: string[]) => {
		const place = { databaseId: DATABASE_ID, tableId };
		return (await callOnce(() => tables.listRows({ ...place, queries, total: false })))
			.rows as readonly Row[];
	};
	const counter = async () => (await list(MONTHS, [Query.equal("$id", [month]), Query.limit(1)]))[0];
	const before = await counter();
	let [sumMs, recentMs] = [0, 0];
	for (let last: string | undefined, isMore = true; isMore; ) {
		const page = await list(ATTEMPTS, [
			Query.equal("month", [month]),
			Query.select(["$id", "$createdAt", "state", "reservedMs", "chargedMs"]),
			Query.limit(PAGE),
			...(last === undefined ? [] : [Query.cursorAfter(last)]),
		]);
		for (const row of page) {
			sumMs += heldMs(row);
			if (Date.parse(String(row["$createdAt"])) >= recentFromMs) recentMs += heldMs(row);
		}
		last = page.at(-1)?.$id;
		isMore = page.length === PAGE;
	}
	const after = await counter();
	const committedMs = Number(after?.["committedMs"] ?? 0);
	const hasMoved = before?.["seq"] !== after?.["seq"];
	return { committedMs, driftMs: hasMoved ? null : committedMs - sumMs, recentMs };
}
