import { requireDatabase } from "../databases/databases.ts";
import type { Dialect } from "../databases/dialect.ts";
import { ApiError } from "../http/api-error.ts";
import { findJson, saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import type { Table } from "./table.ts";

type Ids = { readonly databaseId: string; readonly tableId: string };

export const findTable = (store: Store, { databaseId, tableId }: Ids) =>
	findJson<Table>(store, "tables", "database_id = ? AND id = ?", databaseId, tableId);

/** Throws 404 in the dialect's words, for the database or for the table. */
export function requireTable(store: Store, ids: Ids, dialect: Dialect): Table {
	const table = findTable(store, ids);
	if (table !== null) return table;
	requireDatabase(store, ids.databaseId);
	throw tableNotFound(ids.tableId, dialect);
}

/** Saves a table as changed at this moment. */
export function saveTable(store: Store, table: Omit<Table, "updatedAt">): Table {
	const { databaseId, id } = table;
	const changed = { ...table, updatedAt: nowText(store) };
	return saveJson(store, "tables", { database_id: databaseId, id }, changed);
}

export const tableNotFound = (id: string, { table }: Dialect) =>
	new ApiError(
		404,
		`${table}_not_found`,
		`${table === "table" ? "Table" : "Collection"} with the requested ID '${id}' could not be found.`,
	);
