import type { Dialect } from "../databases/dialect.ts";
import { route } from "../http/route.ts";
import { readStep } from "./operation.ts";
import { type Needs, performOperation } from "./perform-operation.ts";

export const decrementRowColumn = (needs: Needs, dialect: Dialect) =>
	route(
		"PATCH",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}/:rowId/:column/decrement`,
		`${dialect.rows}.write`,
		(call) => {
			const { rowId, column } = call.params;
			const data = { ...call.body, column };
			readStep("decrement", data);
			return performOperation(needs, call, dialect, { action: "decrement", rowId, data }, 200);
		},
	);
