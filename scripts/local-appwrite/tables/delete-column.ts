import { TABLES } from "../databases/dialect.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireByKey } from "./by-key.ts";
import { requireTable, saveTable } from "./tables.ts";

export const deleteColumn = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/tablesdb/:databaseId/tables/:tableId/columns/:key", "tables.write", ({ params }) => {
		const table = requireTable(store, params, TABLES);
		const { key } = requireByKey(table.columns, params.key, "column");
		saveTable(store, { ...table, columns: table.columns.filter((column) => column.key !== key) });
		return NO_CONTENT;
	});
