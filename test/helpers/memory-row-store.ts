import { ChatreelError } from "../../shared/core/errors.ts";
import { toIso } from "../../shared/core/time.ts";
import type { Table } from "../../shared/service/columns.ts";
import type { AnyQuery, Operation, RowStore } from "../../shared/service/row-store.ts";
import { TABLES, type TableName } from "../../shared/service/tables.ts";

type Scalar = string | number | boolean | null;
/** A row as the database holds it, by the names of columns. */
type Stored = {
	readonly $id: string;
	/** In which order rows were made. */
	readonly sequence: number;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	readonly $permissions: readonly string[];
	readonly [column: string]: unknown;
};
type Database = ReadonlyMap<string, ReadonlyMap<string, Stored>>;
export type MemoryRowStoreOptions = {
	/** Milliseconds since 1970, UTC. */
	readonly nowMs?: () => number;
};

/** The tables in this process: what the contract of a store (test/contract/row-store.test.ts) says, and nothing of a network. */
export function createMemoryRowStore({ nowMs = Date.now }: MemoryRowStoreOptions = {}): RowStore {
	let database: Database = new Map();
	let sequence = 0;
	const tableOf = (name: string) => TABLES[name as TableName] as Table;
	const rowsOf = (from: Database, name: string) => from.get(name) ?? new Map<string, Stored>();
	const put = (from: Database, name: string, row: Stored): Database =>
		new Map(from).set(name, new Map(rowsOf(from, name)).set(row.$id, row));

	const insert = (from: Database, name: string, { id, permissions = [], ...values }: AnyRow): Database => {
		if (rowsOf(from, name).has(id)) throw conflict();
		sequence += 1;
		const now = toIso(nowMs());
		const columns = { ...defaultsOf(tableOf(name)), ...tableOf(name).encode(values) };
		const own = { $id: id, sequence, $createdAt: now, $updatedAt: now, $permissions: permissions };
		return put(from, name, { ...columns, ...own });
	};
	const change = (from: Database, name: string, id: string, columns: object): Database => {
		const row = rowsOf(from, name).get(id);
		if (row === undefined) throw new ChatreelError("NOT_FOUND", "It does not exist.");
		return put(from, name, { ...row, ...columns, $updatedAt: toIso(nowMs()) });
	};
	const step = (from: Database, operation: Extract<Operation, { readonly value: number }>): Database => {
		const { action, table: name, id, field, value, max = Infinity } = operation;
		if (value <= 0) throw new ChatreelError("DEPENDENCY_ERROR", "A step is above 0.");
		const column = tableOf(name).columnName(field);
		const present = Number(rowsOf(from, name).get(id)?.[column] ?? 0);
		const next = action === "increment" ? present + value : present - value;
		if (action === "increment" && next > max) {
			throw new ChatreelError("QUOTA_EXCEEDED", "A counter is at its limit.");
		}
		return change(from, name, id, { [column]: next });
	};
	const apply = (from: Database, operation: Operation): Database => {
		const { table: name, id } = operation;
		if ("value" in operation) return step(from, operation);
		if (operation.action === "create") return insert(from, name, { id, ...operation.values });
		return change(from, name, id, tableOf(name).encode(operation.values));
	};

	const select = (
		name: string,
		{ where = {}, orderBy, isDescending = false, after }: Omit<AnyQuery, "limit">,
	) => {
		const table = tableOf(name);
		const found = [...rowsOf(database, name).values()].filter((row) =>
			Object.entries(where).every(([field, condition]) => isMet(table, row, field, condition)),
		);
		const column = orderBy === undefined ? "sequence" : table.columnName(orderBy);
		const sign = isDescending ? -1 : 1;
		const sorted = found.toSorted(
			(a, b) => sign * (compare(a[column], b[column]) || a.sequence - b.sequence),
		);
		return sorted.slice(after === undefined ? 0 : sorted.findIndex(({ $id }) => $id === after) + 1);
	};
	const list = async (name: string, { limit, offset = 0, fields, ...query }: AnyQuery) =>
		select(name, query)
			.slice(offset, offset + limit)
			.map((row) => tableOf(name).decode(row, fields));

	return {
		list,
		find: async (name: string, id: string, fields?: readonly string[]) =>
			(await list(name, { where: { id }, limit: 1, fields }))[0] ?? null,
		count: async (name: string, where: Readonly<Record<string, unknown>>) => select(name, { where }).length,
		create: async (name: string, rows: readonly AnyRow[]) => {
			if (rows.some(({ id, permissions: _, ...values }) => Object.keys(values).length === 0)) {
				throw new ChatreelError("DEPENDENCY_ERROR", "The database or storage refused what it was asked.");
			}
			if (rows.some(({ id }) => rowsOf(database, name).has(id))) return false;
			for (const row of rows) database = insert(database, name, row);
			return true;
		},
		update: async (name: string, id: string, values: object) => {
			database = change(database, name, id, tableOf(name).encode(values));
		},
		put: async (name: string, id: string, values: object) => {
			database = rowsOf(database, name).has(id)
				? change(database, name, id, tableOf(name).encode(values))
				: insert(database, name, { id, ...values });
		},
		remove: async (name: string, id: string) => {
			const rows = new Map(rowsOf(database, name));
			rows.delete(id);
			database = new Map(database).set(name, rows);
		},
		// All or nothing: what was applied before an operation that is refused is in no database that stays.
		transact: async (operations: readonly Operation[]) => {
			database = operations.reduce(apply, database);
		},
	} as RowStore;
}

type AnyRow = { readonly id: string; readonly permissions?: readonly string[] };

function conflict(): ChatreelError {
	return new ChatreelError("CONFLICT", "It exists already, or was changed at the same time.");
}

function defaultsOf({ columns, columnName }: Table): Readonly<Record<string, Scalar>> {
	return Object.fromEntries(
		Object.entries(columns).map(([field, column]) => [columnName(field), column.default]),
	);
}

function isMet({ columnName, encodeField }: Table, row: Stored, field: string, condition: unknown): boolean {
	const value = row[columnName(field)];
	const given = (each: unknown) => encodeField(field, each);
	if (condition === null) return value === null;
	if (Array.isArray(condition)) return condition.map(given).includes(value as Scalar);
	if (typeof condition !== "object") return value === given(condition);
	if (value === null) return false;
	if ("isNot" in condition) return true;
	const { above, from, before } = condition as Readonly<Record<string, unknown>>;
	return (
		(above === undefined || compare(value, given(above)) > 0) &&
		(from === undefined || compare(value, given(from)) >= 0) &&
		(before === undefined || compare(value, given(before)) < 0)
	);
}

/** What is empty comes first. */
function compare(a: unknown, b: unknown): number {
	if (a === b) return 0;
	if (a === null || b === null) return a === null ? -1 : 1;
	return (a as string | number) < (b as string | number) ? -1 : 1;
}
