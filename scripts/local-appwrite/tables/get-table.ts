import type { Dialect } from "../databases/dialect.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentTable } from "./present-table.ts";
import { requireTable } from "./tables.ts";

export const getTable = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"GET",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId`,
		`${dialect.tables}.read`,
		({ params }) => ok(presentTable(requireTable(store, params, dialect), dialect, store.now())),
	);
