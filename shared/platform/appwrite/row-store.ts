import { type Client, Query, TablesDB } from "node-appwrite";
import { ChatreelError } from "../../core/errors.ts";
import type { Operation, Row, RowStore } from "../../service/row-store.ts";
import { call, callOnce } from "./call.ts";

/** The database of `appwrite.json`. */
export const DATABASE_ID = "chatreel";

/** A transaction is staged and committed at once; the least that the server takes. */
const TRANSACTION_SECONDS = 60;

/** The tables of the bundle, over the SDK. */
export function createRowStore(client: Client): RowStore {
	const tables = new TablesDB(client);
	const at = (tableId: string) => ({ databaseId: DATABASE_ID, tableId });
	const findAll: RowStore["findAll"] = async (table, rowIds, columns) => {
		if (rowIds.length === 0) return [];
		const queries = [
			Query.equal("$id", [...rowIds]),
			Query.limit(rowIds.length),
			...(columns === undefined ? [] : [Query.select(["$id", ...columns])]),
		];
		const { rows } = await call(() => tables.listRows({ ...at(table), queries, total: false }));
		return rows as readonly Row[];
	};
	return {
		findAll,
		find: async (table, rowId, columns) => (await findAll(table, [rowId], columns))[0] ?? null,
		create: async (table, rowId, data, permissions = []) => {
			try {
				await call(() => tables.createRow({ ...at(table), rowId, data, permissions: [...permissions] }));
				return true;
			} catch (error) {
				if (error instanceof ChatreelError && error.kind === "CONFLICT") return false;
				throw error;
			}
		},
		update: async (table, rowId, data) => {
			await call(() => tables.updateRow({ ...at(table), rowId, data }));
		},
		transact: async (operations) => {
			const { $id: transactionId } = await callOnce(() =>
				tables.createTransaction({ ttl: TRANSACTION_SECONDS }),
			);
			await callOnce(() => tables.createOperations({ transactionId, operations: operations.map(stagedAs) }));
			await callOnce(() => tables.updateTransaction({ transactionId, commit: true }));
		},
	};
}

function stagedAs(operation: Operation): object {
	const place = { databaseId: DATABASE_ID, tableId: operation.table, rowId: operation.rowId };
	if ("data" in operation) return { ...place, action: operation.action, data: operation.data };
	const { action, column, value, max } = operation;
	return { ...place, action, data: { column, value, ...(max === undefined ? {} : { max }) } };
}
