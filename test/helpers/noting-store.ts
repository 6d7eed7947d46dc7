import type { JsonObject } from "../../shared/core/json.ts";
import type { Operation, Row, RowStore } from "../../shared/service/row-store.ts";

export type NotingStore = {
	readonly store: RowStore;
	readonly updates: JsonObject[];
	readonly transactions: (readonly Operation[])[];
};

/** A store for timing alone: it notes what is written to it and knows no rows but those it is given. */
export function createNotingStore(
	find: (table: string, rowId: string) => Row | null = () => null,
	fail: (what: "update" | "transact") => Error | null = () => null,
): NotingStore {
	const updates: JsonObject[] = [];
	const transactions: (readonly Operation[])[] = [];
	const refuse = (what: "update" | "transact") => {
		const error = fail(what);
		if (error !== null) throw error;
	};
	const store: RowStore = {
		find: async (table, rowId) => find(table, rowId),
		findAll: async () => [],
		create: async () => true,
		update: async (_table, _rowId, data) => {
			refuse("update");
			updates.push(data);
		},
		transact: async (operations) => {
			refuse("transact");
			transactions.push(operations);
		},
	};
	return { store, updates, transactions };
}
