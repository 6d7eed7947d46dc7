import type { Dialect } from "../databases/dialect.ts";
import { route } from "../http/route.ts";
import { type Needs, performOperation, requireChange } from "./perform-operation.ts";

export const updateRow = (needs: Needs, dialect: Dialect) =>
	route(
		"PATCH",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}/:rowId`,
		`${dialect.rows}.write`,
		(call) => {
			const data = requireChange(call.body, dialect);
			const asked = { action: "update" as const, rowId: call.params.rowId, data };
			return performOperation(needs, call, dialect, asked, 200);
		},
	);
