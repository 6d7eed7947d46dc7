import { TABLES } from "../databases/dialect.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireByKey } from "./by-key.ts";
import { requireTable, saveTable } from "./tables.ts";

export const deleteIndex = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/tablesdb/:databaseId/tables/:tableId/indexes/:key", "tables.write", ({ params }) => {
		const table = requireTable(store, params, TABLES);
		const { key } = requireByKey(table.indexes, params.key, "index");
		saveTable(store, { ...table, indexes: table.indexes.filter((index) => index.key !== key) });
		return NO_CONTENT;
	});
