import { type Client, Query, TablesDB } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import type { RowList, RowQuery } from "../../service/row-store.ts";
import { call } from "./call.ts";
import { DATABASE_ID } from "./row-store.ts";

/** Lists of the bundle's tables, and the removal of rows, over the SDK. */
export function createRowList(client: Client): RowList {
	const tables = new TablesDB(client);
	return {
		list: async (tableId, query) => {
			const place = { databaseId: DATABASE_ID, tableId };
			const { rows } = await call(() =>
				tables.listRows({ ...place, queries: queriesOf(query), total: false }),
			);
			return rows;
		},
		remove: async (tableId, rowId) => {
			try {
				await call(() => tables.deleteRow({ databaseId: DATABASE_ID, tableId, rowId }));
			} catch (thrown) {
				if (!isKind(thrown, "NOT_FOUND")) throw thrown;
			}
		},
	};
}

/** Shared with the list of files, which is asked in the same words. */
export function queriesOf({
	equal = {},
	isNull = [],
	above,
	between,
	orderBy,
	isDescending,
	limit,
	columns,
	after,
}: RowQuery): string[] {
	const { column = "", from, before } = between ?? {};
	return [
		...Object.entries(equal).map(([name, values]) => Query.equal(name, [...values])),
		...isNull.map((name) => Query.isNull(name)),
		...(above === undefined ? [] : [Query.greaterThan(above.column, above.value)]),
		...(from === undefined ? [] : [Query.greaterThan(column, justBefore(from))]),
		...(before === undefined ? [] : [Query.lessThan(column, before)]),
		isDescending ? Query.orderDesc(orderBy) : Query.orderAsc(orderBy),
		Query.limit(limit),
		...(columns === undefined ? [] : [Query.select(["$id", ...columns])]),
		...(after === undefined ? [] : [Query.cursorAfter(after)]),
	];
}

/** Times are kept to the millisecond. Files cannot be asked for with "greater or equal" everywhere. */
const justBefore = (time: string) => new Date(Date.parse(time) - 1).toISOString();
