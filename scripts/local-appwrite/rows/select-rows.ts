import { listRoles } from "../auth/caller.ts";
import { allows, permissionsFor, unauthorized } from "../auth/permissions.ts";
import { ApiError } from "../http/api-error.ts";
import type { Store } from "../store.ts";
import { compileQueries, type Selection } from "./compile-queries.ts";
import { readStoredRow, type StoredRow, type TableAccess } from "./rows.ts";

type Selected = {
	readonly total: number;
	readonly rows: readonly StoredRow[];
	readonly select: readonly string[] | null;
};

/** The rows that the queries ask for and the caller may read; `total` counts no others. 401 when rows have no permissions of their own and the table's do not let the caller read. */
export function selectRows(store: Store, access: TableAccess, queries: readonly string[]): Selected {
	const { table, caller } = access;
	const selection = compileQueries(queries, table);
	const filters = [...selection.where, ...readable(access)];
	const where = filters.map(({ sql }) => ` AND (${sql})`).join("");
	const values = [table.databaseId, table.id, ...filters.flatMap((filter) => filter.values)];
	if (!table.rowSecurity && !allows(table.permissions, "read", caller)) throw unauthorized();
	const from = `FROM rows WHERE database_id = ? AND table_id = ?${where}`;
	const total = Number(store.one(`SELECT COUNT(*) AS count ${from}`, ...values)?.["count"]);
	const { isReversed, orderBy, after } = ordered(store, access, selection);
	const sql = `SELECT * ${from}${after.sql} ORDER BY ${orderBy} LIMIT ? OFFSET ?`;
	const found = store
		.all(sql, ...values, ...after.values, selection.limit, selection.offset)
		.map(readStoredRow);
	return { total, rows: isReversed ? found.toReversed() : found, select: selection.select };
}

function readable({ table, caller }: TableAccess): { sql: string; values: string[] }[] {
	if (allows(table.permissions, "read", caller)) return [];
	const granted = permissionsFor("read", listRoles(caller));
	const marks = granted.map(() => "?").join(", ");
	return [
		{
			sql: `EXISTS (SELECT 1 FROM json_each(permissions) WHERE json_each.value IN (${marks}))`,
			values: granted,
		},
	];
}

/**
 * The order, with the sequence as the last word, and where to go on from a cursor. A page before a cursor is read
 * backwards from it.
 */
function ordered(store: Store, { table }: TableAccess, { orders, cursor }: Selection) {
	const isReversed = cursor?.isBefore ?? false;
	const keys = [...orders, { sql: "sequence", isDescending: orders.at(-1)?.isDescending ?? false }];
	const directed = keys.map(({ sql, isDescending }) => ({ sql, isDescending: isDescending !== isReversed }));
	const orderBy = directed
		.map(({ sql, isDescending }) => `${sql} ${isDescending ? "DESC" : "ASC"}`)
		.join(", ");
	if (cursor === null) return { isReversed, orderBy, after: { sql: "", values: [] } };
	const columns = directed.map(({ sql }, index) => `${sql} AS k${index}`).join(", ");
	const select = `SELECT ${columns} FROM rows WHERE database_id = ? AND table_id = ? AND id = ?`;
	const at = store.one(select, table.databaseId, table.id, cursor.id);
	if (at === undefined) {
		throw new ApiError(
			400,
			"general_cursor_not_found",
			`Row '${cursor.id}' for the 'cursor' value not found.`,
		);
	}
	// (a, b) comes after (x, y) where a is beyond x, or is x and b is beyond y.
	const alternatives = directed.map(({ sql, isDescending }, index) => {
		const equals = directed
			.slice(0, index)
			.map((key, before) => ({ sql: `${key.sql} IS ?`, value: at[`k${before}`] }));
		const beyond = { sql: `${sql} ${isDescending ? "<" : ">"} ?`, value: at[`k${index}`] };
		return [...equals, beyond];
	});
	return {
		isReversed,
		orderBy,
		after: {
			sql: ` AND (${alternatives.map((tests) => tests.map(({ sql }) => sql).join(" AND ")).join(" OR ")})`,
			values: alternatives.flatMap((tests) => tests.map(({ value }) => value ?? null)),
		},
	};
}
