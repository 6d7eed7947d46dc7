import type { Dialect } from "../databases/dialect.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentRow } from "./present-row.ts";
import { findRow, mayTouch, requireTableAccess, rowNotFound } from "./rows.ts";

/** A row that the caller may not read does not exist for them. */
export const getRow = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"GET",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}/:rowId`,
		`${dialect.rows}.read`,
		(call) => {
			const access = requireTableAccess(store, call, dialect);
			const { rowId } = call.params;
			const row = findRow(store, access.table, rowId);
			if (row === null || !mayTouch("read", row, access)) throw rowNotFound(dialect, rowId);
			return ok(presentRow(row, access.table, dialect));
		},
	);
