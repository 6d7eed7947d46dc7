import type { Dialect } from "../databases/dialect.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireByKey } from "./by-key.ts";
import { presentColumn } from "./present-table.ts";
import { readColumn } from "./read-column.ts";
import { requireTable, saveTable } from "./tables.ts";

export const updateColumn = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"PATCH",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.columns}/:type/:key`,
		`${dialect.tables}.write`,
		({ params, body }) => {
			const table = requireTable(store, params, dialect);
			const { key } = requireByKey(table.columns, params.key, dialect.column);
			const changed = readColumn(params.type, { ...body, key }, 0);
			const columns = table.columns.map((column) => (column.key === key ? changed : column));
			saveTable(store, { ...table, columns });
			return ok(presentColumn(changed, store.now()));
		},
	);
