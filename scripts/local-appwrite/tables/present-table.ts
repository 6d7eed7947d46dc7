import type { Dialect } from "../databases/dialect.ts";
import type { Json } from "../http/read-json.ts";
import type { Column, Index, Table } from "./table.ts";

export function presentTable(table: Table, dialect: Dialect, nowMs: number): Json {
	return {
		$id: table.id,
		$createdAt: table.createdAt,
		$updatedAt: table.updatedAt,
		$permissions: table.permissions,
		databaseId: table.databaseId,
		name: table.name,
		enabled: table.enabled,
		[dialect.security]: table.rowSecurity,
		[dialect.columns]: table.columns.map((column) => presentColumn(column, nowMs)),
		indexes: table.indexes.map((index) => presentIndex(index, dialect, nowMs)),
	};
}

/** The bounds of an integer without declared ones: 64 bits, which JavaScript's own numbers do not hold. */
const MIN_INTEGER = rawJson("-9223372036854775808");
const MAX_INTEGER = rawJson("9223372036854775807");

export function presentColumn({ availableAtMs, size, ...column }: Column, nowMs: number): Json {
	const bounds = column.type === "integer" ? { min: MIN_INTEGER, max: MAX_INTEGER } : {};
	// An enum has a size in the database, but does not tell it: the CLI would take it for a difference, and make it anew.
	const sized = size === undefined || column.format === "enum" ? {} : { size };
	return {
		...bounds,
		...column,
		...sized,
		status: nowMs >= availableAtMs ? "available" : "processing",
		error: "",
	};
}

export function presentIndex(
	{ availableAtMs, columns, ...index }: Index,
	dialect: Dialect,
	nowMs: number,
): Json {
	const status = nowMs >= availableAtMs ? "available" : "processing";
	return { ...index, [dialect.columns]: columns, lengths: [], status, error: "" };
}

/** `JSON.rawJSON`, which Node has and TypeScript does not know yet: text that goes into JSON as it is. */
function rawJson(text: string): unknown {
	return (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON(text);
}
