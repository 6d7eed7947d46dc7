import { type Client, Query, TablesDB } from "node-appwrite";
import type { Row } from "../../core/rows.ts";
import { ATTEMPTS, MONTHS } from "../../quota/tables.ts";
import { callOnce } from "./call.ts";

const DATABASE_ID = "chatreel";
/** Rows of a page; of each only what is added up, so that a month of ten thousand stays small. */
const PAGE = 1000;
/** How often a counter is looked at that moves meanwhile. */
const LOOKS = 3;

/**
 * How far a month's counter is from the sum of its ledger, in CPU ms. The counter is read before and after, and looked at again
 * where it moved; null where it did so each time.
 */
export async function ledgerDriftMs(client: Client, month: string): Promise<number | null> {
	const tables = new TablesDB(client);
	const list = async (tableId: string, queries: string[]) => {
		const place = { databaseId: DATABASE_ID, tableId };
		return (await callOnce(() => tables.listRows({ ...place, queries, total: false })))
			.rows as readonly Row[];
	};
	const counter = async () => (await list(MONTHS, [Query.equal("$id", [month]), Query.limit(1)]))[0];
	for (let look = 0; look < LOOKS; look++) {
		const before = await counter();
		const sumMs = await ledgerSumMs(list, month);
		const after = await counter();
		if (before?.["seq"] === after?.["seq"]) return Number(after?.["committedMs"] ?? 0) - sumMs;
	}
	return null;
}

async function ledgerSumMs(
	list: (tableId: string, queries: string[]) => Promise<readonly Row[]>,
	month: string,
): Promise<number> {
	let sumMs = 0;
	let last: string | undefined;
	for (;;) {
		const page = await list(ATTEMPTS, [
			Query.equal("month", [month]),
			Query.select(["$id", "state", "reservedMs", "chargedMs"]),
			Query.limit(PAGE),
			...(last === undefined ? [] : [Query.cursorAfter(last)]),
		]);
		for (const row of page) {
			sumMs += Number((row["state"] === "reserved" ? row["reservedMs"] : row["chargedMs"]) ?? 0);
		}
		last = page.at(-1)?.$id;
		if (page.length < PAGE) return sumMs;
	}
}
