import type { Dialect } from "../databases/dialect.ts";
import { ApiError, badArgument } from "../http/api-error.ts";
import { requireKey } from "../http/ids.ts";
import { type Json, textsIn } from "../http/read-json.ts";
import { type Index, PREPARATION_MS, type Table } from "./table.ts";

const SYSTEM_COLUMNS = ["$id", "$createdAt", "$updatedAt"];

/** Reads an index of a request or of appwrite.json. */
export function readIndex(
	given: Json,
	table: Pick<Table, "columns">,
	dialect: Dialect,
	nowMs: number,
): Index {
	const { type, orders } = given;
	const key = requireKey(given["key"], "key");
	const columns = textsIn(given[dialect.columns] ?? given["columns"]);
	const known = new Set([...SYSTEM_COLUMNS, ...table.columns.map((column) => column.key)]);
	const unknown = columns.filter((name) => !known.has(name));
	if (columns.length === 0 || unknown.length > 0) {
		throw new ApiError(400, `${dialect.column}_unknown`, `Unknown ${dialect.column}: ${unknown.join(", ")}`);
	}
	if (type !== "key" && type !== "unique" && type !== "fulltext") throw badArgument("Invalid `type` param");
	return { key, type, columns, orders: textsIn(orders), availableAtMs: nowMs + PREPARATION_MS };
}
