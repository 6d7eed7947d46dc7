import type { Dialect } from "../databases/dialect.ts";
import { route } from "../http/route.ts";
import { type Needs, performOperation, requireChange } from "./perform-operation.ts";

export const upsertRow = (needs: Needs, dialect: Dialect) =>
	route(
		"PUT",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}/:rowId`,
		`${dialect.rows}.write`,
		(call) => {
			const data = requireChange(call.body, dialect);
			const asked = { action: "upsert" as const, rowId: call.params.rowId, data };
			return performOperation(needs, call, dialect, asked, 201);
		},
	);
