import { TABLES } from "../databases/dialect.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireByKey } from "./by-key.ts";
import { presentColumn } from "./present-table.ts";
import { requireTable } from "./tables.ts";

export const getColumn = ({ store }: { readonly store: Store }) =>
	route("GET", "/tablesdb/:databaseId/tables/:tableId/columns/:key", "tables.read", ({ params }) => {
		const { columns } = requireTable(store, params, TABLES);
		return ok(presentColumn(requireByKey(columns, params.key, "column"), store.now()));
	});
