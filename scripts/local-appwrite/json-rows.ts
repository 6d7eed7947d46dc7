import type { SQLInputValue } from "node:sqlite";
import type { Store } from "./store.ts";

/** The tables of the SQLite file whose rows are JSON, besides the columns by which they are found. */
type JsonTable =
	| "buckets"
	| "databases"
	| "deployments"
	| "executions"
	| "files"
	| "functions"
	| "keys"
	| "memberships"
	| "platforms"
	| "rules"
	| "sessions"
	| "sites"
	| "tables"
	| "teams"
	| "transactions"
	| "users"
	| "variables";

/** In the order in which they were made. `where` is SQL with a `?` for each value. */
export function listJson<Kept>(
	store: Store,
	table: JsonTable,
	where = "TRUE",
	...values: readonly SQLInputValue[]
): readonly Kept[] {
	return store
		.all(`SELECT json FROM ${table} WHERE ${where} ORDER BY rowid`, ...values)
		.map(({ json }) => JSON.parse(String(json)));
}

export function findJson<Kept>(
	store: Store,
	table: JsonTable,
	where: string,
	...values: readonly SQLInputValue[]
): Kept | null {
	const row = store.one(`SELECT json FROM ${table} WHERE ${where}`, ...values);
	return row === undefined ? null : JSON.parse(String(row["json"]));
}

/** Inserts a row, or replaces the JSON of the one that has the same key. */
export function saveJson<Kept>(
	store: Store,
	table: JsonTable,
	columns: Readonly<Record<string, SQLInputValue>>,
	kept: Kept,
): Kept {
	const names = [...Object.keys(columns), "json"];
	const sql = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")}) ON CONFLICT DO UPDATE SET json = excluded.json`;
	store.run(sql, ...Object.values(columns), JSON.stringify(kept));
	return kept;
}

/** The number of rows that were removed. */
export function removeJson(
	store: Store,
	table: JsonTable,
	where: string,
	...values: readonly SQLInputValue[]
): number {
	return Number(store.run(`DELETE FROM ${table} WHERE ${where}`, ...values).changes);
}
