import { type Client, Query, TablesDB } from "node-appwrite";
import { ChatreelError } from "../../core/errors.ts";
import type { Operation, Row, RowStore } from "../../core/rows.ts";
import { RENDERS } from "../../jobs/job.ts";
import { call, callOnce } from "./call.ts";

/** The database of `appwrite.json`. */
const DATABASE_ID = "chatreel";

/** A transaction is staged and committed at once; the least that the server takes. */
const TRANSACTION_SECONDS = 60;

/** The tables of the bundle, over the SDK. */
export function createRowStore(client: Client): RowStore {
	const tables = new TablesDB(client);
	const at = (tableId: string) => ({ databaseId: DATABASE_ID, tableId });
	const findAll: RowStore["findAll"] = async (table, rowIds) => {
		const queries = [Query.equal("$id", [...rowIds]), Query.limit(rowIds.length)];
		const { rows } = await call(() => tables.listRows({ ...at(table), queries, total: false }));
		return rows as readonly Row[];
	};
	return {
		findAll,
		find: async (table, rowId) => (await findAll(table, [rowId]))[0] ?? null,
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

/** So many of a queue are looked at, because the first may be held by others. */
const QUEUE_LOOK = 25;

/** The jobs that wait for their turn, the oldest first. Those of a command wait for nobody but it. */
export async function listQueuedJobs(client: Client): Promise<readonly Row[]> {
	const queries = [
		Query.equal("status", ["queued"]),
		Query.equal("target", ["bucket"]),
		Query.orderAsc("$createdAt"),
		Query.limit(QUEUE_LOOK),
	];
	const place = { databaseId: DATABASE_ID, tableId: RENDERS };
	const { rows } = await call(() => new TablesDB(client).listRows({ ...place, queries, total: false }));
	return rows as readonly Row[];
}

function stagedAs(operation: Operation): object {
	const place = { databaseId: DATABASE_ID, tableId: operation.table, rowId: operation.rowId };
	if ("data" in operation) return { ...place, action: operation.action, data: operation.data };
	const { action, column, value, max } = operation;
	return { ...place, action, data: { column, value, ...(max === undefined ? {} : { max }) } };
}
