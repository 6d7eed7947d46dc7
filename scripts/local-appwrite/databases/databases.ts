import { ApiError } from "../http/api-error.ts";
import { findJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import type { Dialect } from "./dialect.ts";

export type Database = {
	readonly id: string;
	readonly name: string;
	readonly createdAt: string;
	readonly madeBy: Dialect["root"];
};

export const findDatabase = (store: Store, id: string) =>
	findJson<Database>(store, "databases", "id = ?", id);

export function requireDatabase(store: Store, id: string): Database {
	const database = findDatabase(store, id);
	if (database !== null) return database;
	throw new ApiError(404, "database_not_found", `Database with the requested ID '${id}' could not be found.`);
}

export function presentDatabase({ id, name, createdAt, madeBy }: Database) {
	const type = madeBy === "tablesdb" ? "tablesdb" : "legacy";
	return { $id: id, name, $createdAt: createdAt, $updatedAt: createdAt, enabled: true, type };
}
