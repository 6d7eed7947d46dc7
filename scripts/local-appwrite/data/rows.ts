import { Fault } from "../http/fault.ts";
import type { Caller } from "../identity/caller.ts";
import { idOrNew } from "../identity/ids.ts";
import { type Action, allows, permissionsToStore, unauthorized } from "../identity/permissions.ts";
import type { Row, Store } from "../store.ts";
import type { Weaknesses } from "../weaknesses.ts";
import type { Dialect } from "./dialect.ts";
import { changedData, newData } from "./structure.ts";
import { dateText, type Table } from "./table.ts";

export type StoredRow = {
	readonly id: string;
	readonly sequence: number;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly permissions: readonly string[];
	readonly data: Readonly<Record<string, unknown>>;
	/** How often it was changed at all, and how often by more than an increment or a decrement. */
	readonly changes: number;
	readonly updates: number;
};

export type Change = { readonly data: Readonly<Record<string, unknown>>; readonly permissions?: unknown };

export type Step = {
	readonly column: string;
	readonly by: number;
	/** The value may not pass it: `max` of an increment, `min` of a decrement. */
	readonly bound: number | null;
};

/** Where and for whom a row is touched. */
export type Place = { readonly table: Table; readonly dialect: Dialect; readonly caller: Caller };

export type Rows = ReturnType<typeof createRows>;

/** The operations on rows, each whole or not at all. They check structure, uniqueness and permissions. */
export function createRows(store: Store, now: () => number, weaknesses: () => Weaknesses) {
	/** What the next `get` of a changed row answers, where the server is as weak as that. */
	const stale = new Map<number, StoredRow>();

	const find = ({ databaseId, id: tableId }: Table, id: string): StoredRow | null => {
		const sql = "SELECT * FROM rows WHERE database_id = ? AND table_id = ? AND id = ?";
		const row = store.one(sql, databaseId, tableId, id);
		return row === undefined ? null : storedRow(row);
	};

	/** A row that the caller may not read is not there for them. */
	const get = (place: Place, id: string): StoredRow => {
		const row = find(place.table, id);
		if (row === null || !may("read", row, place)) throw notFound(place.dialect, id);
		const before = weaknesses().staleRows ? stale.get(row.sequence) : undefined;
		stale.delete(row.sequence);
		return before ?? row;
	};

	/** Of a row that may not even be read, a change that is not allowed is refused and not hidden. */
	const requireMay = (action: Action, row: StoredRow, place: Place) => {
		if (!may(action, row, place)) throw unauthorized();
	};

	const write = (table: Table, row: StoredRow): StoredRow => {
		const sql =
			"UPDATE rows SET updated_at = ?, permissions = ?, data = ?, changes = ?, updates = ? WHERE sequence = ?";
		const { updatedAt, permissions, data, changes, updates, sequence } = row;
		requireUnique(table, row);
		const before = weaknesses().staleRows ? find(table, row.id) : null;
		if (before !== null) stale.set(sequence, before);
		store.run(sql, updatedAt, JSON.stringify(permissions), JSON.stringify(data), changes, updates, sequence);
		return row;
	};

	const requireUnique = (table: Table, row: Pick<StoredRow, "id" | "data">) => {
		for (const { columns } of table.indexes.filter(({ type }) => type === "unique")) {
			const values = columns.map((key) => row.data[key]);
			if (values.some((value) => value === null || value === undefined)) continue;
			const tests = columns.map((key) => `json_extract(data, '$."${key}"') = ?`).join(" AND ");
			const sql = `SELECT 1 FROM rows WHERE database_id = ? AND table_id = ? AND id <> ? AND ${tests}`;
			const bound = values.map((value) =>
				typeof value === "boolean" ? Number(value) : (value as string | number),
			);
			if (store.one(sql, table.databaseId, table.id, row.id, ...bound) !== undefined) throw duplicate;
		}
	};

	const create = (place: Place, givenId: string, { data, permissions }: Change): StoredRow => {
		const { table, dialect, caller } = place;
		if (!allows(table.permissions, "create", caller)) throw unauthorized();
		const id = idOrNew(givenId, `${dialect.row}Id`);
		const stored = JSON.stringify(permissionsToStore(permissions, caller));
		const full = newData(data, table, dialect, now());
		if (find(table, id) !== null) throw alreadyThere(dialect);
		try {
			requireUnique(table, { id, data: full });
		} catch (error) {
			throw error === duplicate ? alreadyThere(dialect) : error;
		}
		const at = dateText(now());
		const sql =
			"INSERT INTO rows (database_id, table_id, id, created_at, updated_at, permissions, data) VALUES (?, ?, ?, ?, ?, ?, ?)";
		store.run(sql, table.databaseId, table.id, id, at, at, stored, JSON.stringify(full));
		return find(table, id) ?? never();
	};

	const update = (place: Place, id: string, { data, permissions }: Change): StoredRow => {
		const { table, dialect, caller } = place;
		const row = find(table, id);
		if (row === null) throw notFound(dialect, id);
		requireMay("update", row, place);
		const changed = {
			...row,
			data: changedData(row.data, data, table, dialect, now()),
			permissions:
				permissions === undefined || permissions === null
					? row.permissions
					: permissionsToStore(permissions, caller),
			updatedAt: dateText(now()),
			changes: row.changes + 1,
			updates: row.updates + 1,
		};
		try {
			return write(table, changed);
		} catch (error) {
			throw error === duplicate ? alreadyThere(dialect) : error;
		}
	};

	return {
		may,
		find,
		get,
		create,
		update,

		upsert: (place: Place, id: string, change: Change): StoredRow =>
			find(place.table, id) === null ? create(place, id, change) : update(place, id, change),

		remove: (place: Place, id: string): StoredRow => {
			const row = find(place.table, id);
			if (row === null) throw notFound(place.dialect, id);
			requireMay("delete", row, place);
			store.run("DELETE FROM rows WHERE sequence = ?", row.sequence);
			return row;
		},

		/**
		 * Adds to a number, within its bound alone: the column's own bounds are not looked at. A null stays null, though
		 * the answer says otherwise: so the real server does.
		 */
		step: (place: Place, id: string, { column, by, bound }: Step): StoredRow => {
			const { table, dialect } = place;
			const declared = table.columns.find(({ key }) => key === column);
			const isNumber = declared?.type === "integer" || declared?.type === "double";
			if (declared !== undefined && (!isNumber || declared.array)) {
				// In the older API's words, whichever is used.
				throw new Fault(400, "attribute_type_invalid", `${dialect.root} "${column}" is not a number`);
			}
			const row = find(table, id);
			if (row === null || declared === undefined) {
				throw new Fault(404, `${dialect.column}_not_found`, `${capital(dialect.column)} not found`);
			}
			requireMay("update", row, place);
			const before = row.data[column];
			const value = (typeof before === "number" ? before : 0) + by;
			if (bound !== null && (by > 0 ? value > bound : value < bound)) throw limitExceeded(dialect, by, bound);
			const changed = { ...row, updatedAt: dateText(now()), changes: row.changes + 1 };
			const stored = typeof before === "number" ? value : null;
			write(table, { ...changed, data: { ...row.data, [column]: stored } });
			return { ...changed, data: { ...row.data, [column]: value } };
		},
	};
}

function may(action: Action, row: Pick<StoredRow, "permissions">, { table, caller }: Place): boolean {
	return (
		allows(table.permissions, action, caller) ||
		(table.rowSecurity && allows(row.permissions, action, caller))
	);
}

const duplicate = new Error("A unique index has this value already.");

export function storedRow(row: Row): StoredRow {
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

function notFound({ row }: Dialect, id: string): Fault {
	return new Fault(
		404,
		`${row}_not_found`,
		`${capital(row)} with the requested ID '${id}' could not be found.`,
	);
}

function alreadyThere({ row }: Dialect): Fault {
	const words = `${capital(row)} with the requested ID already exists. Try again with a different ID or use ID.unique() to generate a unique ID.`;
	return new Fault(409, `${row}_already_exists`, words);
}

function limitExceeded({ column }: Dialect, by: number, bound: number): Fault {
	const words = by > 0 ? `maximum value of ${bound}` : `minimum value of ${bound}`;
	return new Fault(400, `${column}_limit_exceeded`, `${capital(column)} value has reached the ${words}`);
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function never(): never {
	throw new Error("A row that was just written is not there.");
}
