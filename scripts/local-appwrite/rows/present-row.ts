import type { Dialect } from "../databases/dialect.ts";
import type { Json } from "../http/read-json.ts";
import type { Table } from "../tables/table.ts";
import type { StoredRow } from "./rows.ts";

/** A row as it is answered. */
export function presentRow(
	row: Omit<StoredRow, "changes" | "updates">,
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
