import { Fault } from "../http/fault.ts";
import type { Store } from "../store.ts";
import type { Dialect } from "./dialect.ts";
import type { Table } from "./table.ts";

export type Database = {
	readonly id: string;
	readonly name: string;
	readonly createdAt: string;
	readonly madeBy: Dialect["root"];
};

/** The declared databases and tables. */
export type Tables = ReturnType<typeof createTables>;

export function createTables(store: Store) {
	const find = (databaseId: string, id: string): Table | null => {
		const row = store.one("SELECT json FROM tables WHERE database_id = ? AND id = ?", databaseId, id);
		return row === undefined ? null : JSON.parse(String(row["json"]));
	};
	return {
		databases: (): readonly Database[] =>
			store.all("SELECT json FROM databases ORDER BY rowid").map(({ json }) => JSON.parse(String(json))),

		database: (id: string): Database => {
			const row = store.one("SELECT json FROM databases WHERE id = ?", id);
			if (row === undefined) throw databaseNotFound(id);
			return JSON.parse(String(row["json"]));
		},

		createDatabase: (database: Database): void => {
			if (store.one("SELECT 1 FROM databases WHERE id = ?", database.id) !== undefined) {
				throw new Fault(409, "database_already_exists", "Database already exists");
			}
			store.run("INSERT INTO databases (id, json) VALUES (?, ?)", database.id, JSON.stringify(database));
		},

		deleteDatabase: (id: string): void =>
			store.atomically(() => {
				store.run("DELETE FROM rows WHERE database_id = ?", id);
				store.run("DELETE FROM tables WHERE database_id = ?", id);
				store.run("DELETE FROM databases WHERE id = ?", id);
			}),

		list: (databaseId: string): readonly Table[] =>
			store
				.all("SELECT json FROM tables WHERE database_id = ? ORDER BY rowid", databaseId)
				.map(({ json }) => JSON.parse(String(json))),

		find,

		/** Throws 404 in the dialect's words, for the database or for the table. */
		get: (databaseId: string, id: string, dialect: Dialect): Table => {
			const found = find(databaseId, id);
			if (found !== null) return found;
			if (store.one("SELECT 1 FROM databases WHERE id = ?", databaseId) === undefined) {
				throw databaseNotFound(databaseId);
			}
			throw tableNotFound(id, dialect);
		},

		save: (table: Table): void => {
			const { databaseId, id } = table;
			const sql =
				"INSERT INTO tables (database_id, id, json) VALUES (?, ?, ?) " +
				"ON CONFLICT (database_id, id) DO UPDATE SET json = excluded.json";
			store.run(sql, databaseId, id, JSON.stringify(table));
		},

		remove: ({ databaseId, id }: Table): void =>
			store.atomically(() => {
				store.run("DELETE FROM rows WHERE database_id = ? AND table_id = ?", databaseId, id);
				store.run("DELETE FROM tables WHERE database_id = ? AND id = ?", databaseId, id);
			}),
	};
}

export const tableNotFound = (id: string, { table }: Dialect) =>
	new Fault(
		404,
		`${table}_not_found`,
		`${table === "table" ? "Table" : "Collection"} with the requested ID '${id}' could not be found.`,
	);

const databaseNotFound = (id: string) =>
	new Fault(404, "database_not_found", `Database with the requested ID '${id}' could not be found.`);
