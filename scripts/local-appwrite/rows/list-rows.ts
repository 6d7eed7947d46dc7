import type { Dialect } from "../databases/dialect.ts";
import { queryTextsIn } from "../http/queries.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentRow } from "./present-row.ts";
import { requirePlace } from "./rows.ts";
import { selectRows } from "./select-rows.ts";

export const listRows = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"GET",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}`,
		`${dialect.rows}.read`,
		(call) => {
			const place = requirePlace(store, call, dialect);
			const { total, rows, select } = selectRows(store, place, queryTextsIn(call.search));
			const presented = rows.map((row) => presentRow(row, place.table, dialect, select));
			return ok({ total, [dialect.rows]: presented });
		},
	);
