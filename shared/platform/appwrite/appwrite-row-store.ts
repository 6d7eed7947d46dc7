import { type Client, TablesDB } from "node-appwrite";
import { toChatreelError } from "../../core/errors.ts";
import type { Table } from "../../service/columns.ts";
import type { AnyQuery, Operation, RowStore } from "../../service/row-store.ts";
import type { Tables } from "../../service/tables.ts";
import { call, callOnce } from "./call.ts";
import { asksForNone, toQueryTexts } from "./row-queries.ts";

/** The id of the database in `appwrite.json`. */
const DATABASE_ID = "chatreel";

/** A transaction is staged and committed at once; this is the server's minimum. */
const TRANSACTION_SECONDS = 60;

export type RowStoreOptions = {
	/** Whether to retry a call that failed for a moment; without retries the caller's next run repeats the work. Default true. */
	readonly retries?: boolean;
};

/** Creates the row store of an Appwrite database. */
export function createAppwriteRowStore(
	client: Client,
	tables: Tables,
	{ retries = true }: RowStoreOptions = {},
): RowStore {
	const database = new TablesDB(client);
	const attempt = retries ? call : callOnce;
	const tableOf = (name: string): Table => tables[name as keyof Tables];
	const at = (name: string) => ({ databaseId: DATABASE_ID, tableId: tableOf(name).id });
	const listRows = (name: string, query: AnyQuery, total: boolean) => {
		const queries = toQueryTexts(tableOf(name), query);
		return attempt(() => database.listRows({ ...at(name), queries, total }));
	};
	const isDone = async (work: Promise<unknown>, otherwise: "CONFLICT" | "NOT_FOUND") => {
		try {
			await work;
			return true;
		} catch (thrown) {
			if (toChatreelError(thrown).kind === otherwise) return false;
			throw thrown;
		}
	};
	const list = async (name: string, query: AnyQuery) => {
		if (asksForNone(query)) return [];
		const { rows } = await listRows(name, query, false);
		return rows.map((row) => tableOf(name).decode(row, query.fields));
	};
	const staged = (operation: Operation): object => {
		const { action, table, id: rowId } = operation;
		const place = { ...at(table), rowId, action };
		if ("values" in operation) return { ...place, data: tableOf(table).encode(operation.values) };
		const { field, value, max } = operation;
		const column = tableOf(table).columnName(field);
		return { ...place, data: { column, value, ...(max === undefined ? {} : { max }) } };
	};
	return {
		find: async (name: string, id: string, fields?: readonly string[]) =>
			(await list(name, { where: { id }, limit: 1, fields }))[0] ?? null,
		list,
		count: async (name: string, where: Required<AnyQuery>["where"]) => {
			if (asksForNone({ where })) return 0;
			return (await listRows(name, { where, limit: 1, fields: [] }, true)).total;
		},
		create: async (name, rows) => {
			const { encode } = tableOf(name);
			const given = rows.map(({ id: $id, permissions = [], ...values }) => {
				return { $id, $permissions: [...permissions], ...encode(values) };
			});
			const [first, ...more] = given;
			if (first === undefined) return true;
			if (more.length > 0)
				return isDone(
					attempt(() => database.createRows({ ...at(name), rows: given })),
					"CONFLICT",
				);
			const { $id: rowId, $permissions: permissions, ...data } = first;
			return isDone(
				attempt(() => database.createRow({ ...at(name), rowId, data, permissions })),
				"CONFLICT",
			);
		},
		update: async (name, rowId, values) => {
			const data = tableOf(name).encode(values);
			await attempt(() => database.updateRow({ ...at(name), rowId, data }));
		},
		put: async (name, rowId, values) => {
			const data = tableOf(name).encode(values);
			await attempt(() => database.upsertRow({ ...at(name), rowId, data }));
		},
		remove: async (name, rowId) => {
			await isDone(
				attempt(() => database.deleteRow({ ...at(name), rowId })),
				"NOT_FOUND",
			);
		},
		transact: async (operations) => {
			const { $id: transactionId } = await callOnce(() =>
				database.createTransaction({ ttl: TRANSACTION_SECONDS }),
			);
			await callOnce(() => database.createOperations({ transactionId, operations: operations.map(staged) }));
			await callOnce(() => database.updateTransaction({ transactionId, commit: true }));
		},
	} as RowStore;
}
