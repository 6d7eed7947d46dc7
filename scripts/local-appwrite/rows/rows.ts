import type { Caller } from "../auth/caller.ts";
import { type Action, allows } from "../auth/permissions.ts";
import type { Dialect } from "../databases/dialect.ts";
import { ApiError } from "../http/api-error.ts";
import type { Json } from "../http/read-json.ts";
import type { Call } from "../http/route.ts";
import type { Row, Store } from "../store.ts";
import type { Table } from "../tables/table.ts";
import { requireTable, tableNotFound } from "../tables/tables.ts";

export type StoredRow = {
	readonly id: string;
	readonly sequence: number;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly permissions: readonly string[];
	readonly data: Json;
	/** How often it was changed at all, and how often by more than an increment or a decrement. */
	readonly changes: number;
	readonly updates: number;
};

/** A table in the words of an API, for the caller whose rights count. */
export type TableAccess = { readonly table: Table; readonly dialect: Dialect; readonly caller: Caller };

type Ids = { readonly databaseId: string; readonly tableId: string };

/** A table that is not enabled exists for servers alone. */
export function requireTableAccess(
	store: Store,
	{ params, caller }: Pick<Call<Ids>, "params" | "caller">,
	dialect: Dialect,
): TableAccess {
	const table = requireTable(store, params, dialect);
	if (!table.enabled && caller.kind !== "key") throw tableNotFound(table.id, dialect);
	return { table, dialect, caller };
}

export function findRow(store: Store, { databaseId, id: tableId }: Table, rowId: string): StoredRow | null {
	const sql = "SELECT * FROM rows WHERE database_id = ? AND table_id = ? AND id = ?";
	const row = store.one(sql, databaseId, tableId, rowId);
	return row === undefined ? null : readStoredRow(row);
}

/** Whether the permissions of the row or its table allow it. */
export function mayTouch(
	action: Action,
	row: Pick<StoredRow, "permissions">,
	{ table, caller }: TableAccess,
): boolean {
	return (
		allows(table.permissions, action, caller) ||
		(table.rowSecurity && allows(row.permissions, action, caller))
	);
}

export function readStoredRow(row: Row): StoredRow {
	return {
		id: String(row["id"]),
		sequence: Number(row["sequence"]),
		createdAt: String(row["created_at"]),
		updatedAt: String(row["updated_at"]),
		permissions: JSON.parse(String(row["permissions"])),
		data: JSON.parse(String(row["data"])),
		changes: Number(row["changes"]),
		updates: Number(row["updates"]),
	};
}

export const rowNotFound = ({ row }: Dialect, id: string) =>
	new ApiError(404, `${row}_not_found`, `${capital(row)} with the requested ID '${id}' could not be found.`);

export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
