import type { Dialect } from "../databases/dialect.ts";
import { accepted, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { addByKey } from "./by-key.ts";
import { presentIndex } from "./present-table.ts";
import { readIndex } from "./read-index.ts";
import { requireTable, saveTable } from "./tables.ts";

export const createIndex = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"POST",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/indexes`,
		`${dialect.tables}.write`,
		({ params, body }) => {
			const table = requireTable(store, params, dialect);
			const index = readIndex(body, table, dialect, store.now());
			saveTable(store, { ...table, indexes: addByKey(table.indexes, index, "index") });
			return accepted(presentIndex(index, dialect, store.now()));
		},
	);
