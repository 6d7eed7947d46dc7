import { requireDatabase } from "../databases/databases.ts";
import { TABLES } from "../databases/dialect.ts";
import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { presentTable } from "./present-table.ts";
import type { Table } from "./table.ts";

export const listTables = ({ store }: { readonly store: Store }) =>
	route("GET", "/tablesdb/:databaseId/tables", "tables.read", (call) => {
		const { id } = requireDatabase(store, call.params.databaseId);
		const tables = listJson<Table>(store, "tables", "database_id = ?", id);
		const presented = tables.map((table) => presentTable(table, TABLES, store.now()));
		return listReply("tables", presented, call);
	});
