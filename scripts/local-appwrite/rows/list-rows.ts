import type { Dialect } from "../databases/dialect.ts";
import { queryTextsIn } from "../http/queries.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentRow } from "./present-row.ts";
import { requireTableAccess } from "./rows.ts";
import { selectRows } from "./select-rows.ts";

export const listRows = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"GET",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}`,
		`${dialect.rows}.read`,
		(call) => {
			const access = requireTableAccess(store, call, dialect);
			const { total, rows, select } = selectRows(store, access, queryTextsIn(call.search));
			const presented = rows.map((row) => presentRow(row, access.table, dialect, select));
			return ok({ total, [dialect.rows]: presented });
		},
	);
