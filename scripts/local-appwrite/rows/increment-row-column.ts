import type { Dialect } from "../databases/dialect.ts";
import { route } from "../http/route.ts";
import { readStep } from "./operation.ts";
import { type Needs, performOperation } from "./perform-operation.ts";

export const incrementRowColumn = (needs: Needs, dialect: Dialect) =>
	route(
		"PATCH",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}/:rowId/:column/increment`,
		`${dialect.rows}.write`,
		(call) => {
			const { rowId, column } = call.params;
			const data = { ...call.body, column };
			readStep("increment", data);
			return performOperation(needs, call, dialect, { action: "increment", rowId, data }, 200);
		},
	);
