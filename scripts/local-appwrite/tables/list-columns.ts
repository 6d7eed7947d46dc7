import type { Dialect } from "../databases/dialect.ts";
import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentColumn } from "./present-table.ts";
import { requireTable } from "./tables.ts";

export const listColumns = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"GET",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.columns}`,
		`${dialect.tables}.read`,
		(call) => {
			const { columns } = requireTable(store, call.params, dialect);
			const presented = columns.map((column) => presentColumn(column, store.now()));
			return listReply(dialect.columns, presented, call);
		},
	);
