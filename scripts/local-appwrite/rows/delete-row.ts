import type { Dialect } from "../databases/dialect.ts";
import { route } from "../http/route.ts";
import { type Needs, performOperation } from "./perform-operation.ts";

export const deleteRow = (needs: Needs, dialect: Dialect) =>
	route(
		"DELETE",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}/:rowId`,
		`${dialect.rows}.write`,
		(call) => {
			const asked = { action: "delete" as const, rowId: call.params.rowId, data: {} };
			return performOperation(needs, call, dialect, asked, 204);
		},
	);
