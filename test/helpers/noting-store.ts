import type { Operation, RowStore } from "../../shared/service/row-store.ts";

export type NotingStore = {
	readonly store: RowStore;
	readonly updates: Readonly<Record<string, unknown>>[];
	readonly transactions: (readonly Operation[])[];
};

/** A store for timing alone: it notes what is written to it and knows no rows but those it is given. */
export function createNotingStore(
	find: (table: string, id: string) => object | null = () => null,
	fail: (what: "update" | "transact") => Error | null = () => null,
): NotingStore {
	const updates: Readonly<Record<string, unknown>>[] = [];
	const transactions: (readonly Operation[])[] = [];
	const refuse = (what: "update" | "transact") => {
		const error = fail(what);
		if (error !== null) throw error;
	};
	const store = {
		find: async (table: string, id: string) => find(table, id),
		create: async () => true,
		update: async (_table: string, _id: string, values: Readonly<Record<string, unknown>>) => {
			refuse("update");
			updates.push(values);
		},
		transact: async (operations: readonly Operation[]) => {
			refuse("transact");
			transactions.push(operations);
		},
	} as Partial<RowStore> as RowStore;
	return { store, updates, transactions };
}
