import { type Action, allows, permissionsToStore, unauthorized } from "../auth/permissions.ts";
import type { Dialect } from "../databases/dialect.ts";
import { ApiError } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import type { Json } from "../http/read-json.ts";
import { nowText, type Store } from "../store.ts";
import type { Table } from "../tables/table.ts";
import { capital, findRow, mayTouch, rowNotFound, type StoredRow, type TableAccess } from "./rows.ts";
import { changedData, newData } from "./structure.ts";

export type Change = { readonly data: Json; readonly permissions: unknown };

export function insertRow(store: Store, access: TableAccess, givenId: string, change: Change): StoredRow {
	const { table, dialect, caller } = access;
	if (!allows(table.permissions, "create", caller)) throw unauthorized();
	const id = idOrNew(givenId, `${dialect.row}Id`);
	const permissions = JSON.stringify(permissionsToStore(change.permissions, caller));
	const data = newData(change.data, table, dialect, store.now());
	if (findRow(store, table, id) !== null) throw alreadyExists(dialect);
	requireUnique(store, table, { id, data }, dialect);
	const at = nowText(store);
	const sql =
		"INSERT INTO rows (database_id, table_id, id, created_at, updated_at, permissions, data) VALUES (?, ?, ?, ?, ?, ?, ?)";
	store.run(sql, table.databaseId, table.id, id, at, at, permissions, JSON.stringify(data));
	return requireRow(store, access, id);
}

export function updateRow(store: Store, access: TableAccess, id: string, change: Change): StoredRow {
	const { table, dialect, caller } = access;
	const row = requireRow(store, access, id);
	requireMay("update", row, access);
	const permissions = change.permissions ?? null;
	const changed = {
		...row,
		data: changedData(row.data, change.data, table, dialect, store.now()),
		permissions: permissions === null ? row.permissions : permissionsToStore(permissions, caller),
		updatedAt: nowText(store),
		changes: row.changes + 1,
		updates: row.updates + 1,
	};
	return writeRow(store, access, changed);
}

export function removeRow(store: Store, access: TableAccess, id: string): StoredRow {
	const row = requireRow(store, access, id);
	requireMay("delete", row, access);
	store.run("DELETE FROM rows WHERE sequence = ?", row.sequence);
	return row;
}

export type Step = {
	readonly column: string;
	readonly by: number;
	/** The value may not pass it: `max` of an increment, `min` of a decrement. */
	readonly bound: number | null;
};

/**
 * Adds to a number, within its bound alone: the column's own bounds do not count. A null stays null, though the answer says
 * otherwise, as on the real server.
 */
export function stepColumn(
	store: Store,
	access: TableAccess,
	id: string,
	{ column, by, bound }: Step,
): StoredRow {
	const { table, dialect } = access;
	const declared = table.columns.find(({ key }) => key === column);
	const isNumber = declared?.type === "integer" || declared?.type === "double";
	if (declared !== undefined && (!isNumber || declared.array)) {
		// In the older API's words, whichever is used.
		throw new ApiError(400, "attribute_type_invalid", `${dialect.root} "${column}" is not a number`);
	}
	const row = findRow(store, table, id);
	if (row === null || declared === undefined) {
		throw new ApiError(404, `${dialect.column}_not_found`, `${capital(dialect.column)} not found`);
	}
	requireMay("update", row, access);
	const before = row.data[column];
	const value = (typeof before === "number" ? before : 0) + by;
	if (bound !== null && (by > 0 ? value > bound : value < bound)) throw limitExceeded(dialect, by, bound);
	const stepped = { ...row, updatedAt: nowText(store), changes: row.changes + 1 };
	const stored = typeof before === "number" ? value : null;
	writeRow(store, access, { ...stepped, data: { ...row.data, [column]: stored } });
	return { ...stepped, data: { ...row.data, [column]: value } };
}

function requireRow(store: Store, { table, dialect }: TableAccess, id: string): StoredRow {
	const row = findRow(store, table, id);
	if (row !== null) return row;
	throw rowNotFound(dialect, id);
}

/** A change of a row that the caller may not even read is refused and not hidden. */
function requireMay(action: Action, row: StoredRow, access: TableAccess): void {
	if (!mayTouch(action, row, access)) throw unauthorized();
}

function writeRow(store: Store, { table, dialect }: TableAccess, row: StoredRow): StoredRow {
	const sql =
		"UPDATE rows SET updated_at = ?, permissions = ?, data = ?, changes = ?, updates = ? WHERE sequence = ?";
	const { updatedAt, permissions, data, changes, updates, sequence } = row;
	requireUnique(store, table, row, dialect);
	store.run(sql, updatedAt, JSON.stringify(permissions), JSON.stringify(data), changes, updates, sequence);
	return row;
}

/** The error of a taken value is that of a taken id: so the real server answers it. */
function requireUnique(
	store: Store,
	table: Table,
	row: Pick<StoredRow, "id" | "data">,
	dialect: Dialect,
): void {
	for (const { columns } of table.indexes.filter(({ type }) => type === "unique")) {
		const values = columns.map((key) => row.data[key] ?? null);
		if (values.includes(null)) continue;
		const tests = columns.map((key) => `json_extract(data, '$."${key}"') = ?`).join(" AND ");
		const sql = `SELECT 1 FROM rows WHERE database_id = ? AND table_id = ? AND id <> ? AND ${tests}`;
		const bound = values.map((value) =>
			typeof value === "boolean" ? Number(value) : (value as string | number),
		);
		if (store.one(sql, table.databaseId, table.id, row.id, ...bound) !== undefined)
			throw alreadyExists(dialect);
	}
}

function alreadyExists({ row }: Dialect): ApiError {
	const words = `${capital(row)} with the requested ID already exists. Try again with a different ID or use ID.unique() to generate a unique ID.`;
	return new ApiError(409, `${row}_already_exists`, words);
}

function limitExceeded({ column }: Dialect, by: number, bound: number): ApiError {
	const words = by > 0 ? `maximum value of ${bound}` : `minimum value of ${bound}`;
	return new ApiError(400, `${column}_limit_exceeded`, `${capital(column)} value has reached the ${words}`);
}
