import type { Dialect } from "../databases/dialect.ts";
import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentIndex } from "./present-table.ts";
import { requireTable } from "./tables.ts";

export const listIndexes = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"GET",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/indexes`,
		`${dialect.tables}.read`,
		(call) => {
			const { indexes } = requireTable(store, call.params, dialect);
			const presented = indexes.map((index) => presentIndex(index, dialect, store.now()));
			return listReply("indexes", presented, call);
		},
	);
