import type { Dialect } from "./dialect.ts";
import type { StoredRow } from "./rows.ts";
import type { Column, Index, Table } from "./table.ts";

type Json = Readonly<Record<string, unknown>>;

/** A row as a client sees it. */
export function presentRow(
	row: StoredRow,
	table: Table,
	dialect: Dialect,
	select: readonly string[] | null = null,
): Json {
	// A row that is older than a column has null in it.
	const blank = Object.fromEntries(table.columns.map(({ key }) => [key, null]));
	const data =
		select === null
			? { ...blank, ...row.data }
			: Object.fromEntries(Object.entries(row.data).filter(([key]) => select.includes(key)));
	return {
		$id: row.id,
		$sequence: String(row.sequence),
		...(dialect.root === "tablesdb" ? { $tableId: table.id } : { $collectionId: table.id }),
		$databaseId: table.databaseId,
		$createdAt: row.createdAt,
		$updatedAt: row.updatedAt,
		$permissions: row.permissions,
		...data,
	};
}

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

/** What an integer is bound by where nothing is declared: 64 bits, which JavaScript's own numbers do not hold. */
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
