import type { Dialect } from "../databases/dialect.ts";
import { accepted, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { addByKey } from "./by-key.ts";
import { presentColumn } from "./present-table.ts";
import { readColumn } from "./read-column.ts";
import { requireTable, saveTable } from "./tables.ts";

export const createColumn = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"POST",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.columns}/:type`,
		`${dialect.tables}.write`,
		({ params, body }) => {
			const table = requireTable(store, params, dialect);
			const column = readColumn(params.type, body, store.now());
			saveTable(store, { ...table, columns: addByKey(table.columns, column, dialect.column) });
			return accepted(presentColumn(column, store.now()));
		},
	);
