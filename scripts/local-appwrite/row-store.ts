import { ChatreelError } from "../../shared/core/errors.ts";
import { asksForNone, toQueryTexts } from "../../shared/platform/appwrite/row-queries.ts";
import { translateAnswer, unavailable } from "../../shared/platform/appwrite/translate-answer.ts";
import type { Table } from "../../shared/service/columns.ts";
import type { AnyQuery, Operation, RowStore } from "../../shared/service/row-store.ts";
import type { Tables } from "../../shared/service/tables.ts";
import { TABLES } from "./databases/dialect.ts";
import { ApiError } from "./http/api-error.ts";
import { applyOperation } from "./rows/operation.ts";
import { presentRow } from "./rows/present-row.ts";
import type { TableAccess } from "./rows/rows.ts";
import { selectRows } from "./rows/select-rows.ts";
import type { Store } from "./store.ts";
import { requireTable } from "./tables/tables.ts";

const CALLER = { kind: "key", scopes: "all" } as const;

/**
 * The rows of a data folder without a server between: what `createAppwriteRowStore` gives over HTTP, by the same code that answers there.
 * Each call is one transaction of SQLite's, so other processes may work on the folder beside it. No function is told of what changes.
 */
export function createLocalRowStore(store: Store, databaseId: string, tables: Tables): RowStore {
	const tableOf = (name: string): Table => tables[name as keyof Tables];
	const accessTo = (name: string): TableAccess => {
		const table = requireTable(store, { databaseId, tableId: tableOf(name).id }, TABLES);
		return { table, dialect: TABLES, caller: CALLER };
	};
	const select = (name: string, query: AnyQuery) => {
		const access = accessTo(name);
		return { access, ...selectRows(store, access, toQueryTexts(tableOf(name), query)) };
	};
	const apply = (name: string, action: Action, rowId: string, data: object) =>
		applyOperation(store, accessTo(name), { action, rowId, data: { ...data } });
	const change = (name: string, action: Action, rowId: string, data: object) =>
		work(() => store.atomically(() => apply(name, action, rowId, data)));
	const list = async (name: string, query: AnyQuery) => {
		if (asksForNone(query)) return [];
		return work(() => {
			const { access, rows, select: columns } = select(name, query);
			return rows.map((row) =>
				tableOf(name).decode(presentRow(row, access.table, TABLES, columns), query.fields),
			);
		});
	};
	return {
		find: async (name: string, id: string, fields?: readonly string[]) =>
			(await list(name, { where: { id }, limit: 1, fields }))[0] ?? null,
		list,
		count: async (name: string, where: Required<AnyQuery>["where"]) =>
			asksForNone({ where }) ? 0 : work(() => select(name, { where, limit: 1, fields: [] }).total),
		create: async (name, rows) => {
			const { encode } = tableOf(name);
			const given = rows.map(({ id, permissions = [], ...values }) => ({
				id,
				permissions,
				data: encode(values),
			}));
			if (given.some(({ data }) => Object.keys(data).length === 0)) throw refused();
			return isDone("CONFLICT", () =>
				store.atomically(() => {
					for (const { id, permissions, data } of given) apply(name, "create", id, { ...data, permissions });
				}),
			);
		},
		update: async (name, id, values) => {
			change(name, "update", id, tableOf(name).encode(values));
		},
		put: async (name, id, values) => {
			change(name, "upsert", id, tableOf(name).encode(values));
		},
		remove: async (name, id) => {
			isDone("NOT_FOUND", () => store.atomically(() => apply(name, "delete", id, {})));
		},
		transact: async (operations) => {
			work(() =>
				store.atomically(() => {
					for (const operation of operations)
						apply(operation.table, operation.action, operation.id, dataOf(operation));
				}),
			);
		},
	} as RowStore;

	function dataOf(operation: Operation): object {
		const table = tableOf(operation.table);
		if ("values" in operation) return table.encode(operation.values);
		const { field, value, max } = operation;
		return { column: table.columnName(field), value, ...(max === undefined ? {} : { max }) };
	}
}

type Action = Parameters<typeof applyOperation>[2]["action"];

/** Does what was asked for; throws in a store's words. */
function work<Result>(act: () => Result): Result {
	try {
		return act();
	} catch (thrown) {
		if (thrown instanceof ApiError) throw translateAnswer({ code: thrown.status, type: thrown.type }, thrown);
		if (thrown instanceof Error && "errcode" in thrown)
			throw unavailable("The database or storage is busy or does not work.", thrown);
		throw thrown;
	}
}

/** False where it cannot be done because of what is there, or is not. */
function isDone(otherwise: "CONFLICT" | "NOT_FOUND", act: () => unknown): boolean {
	try {
		work(act);
		return true;
	} catch (thrown) {
		if (thrown instanceof ChatreelError && thrown.kind === otherwise) return false;
		throw thrown;
	}
}

function refused(): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", "The database or storage refused what it was asked.");
}
