import { TABLES } from "../databases/dialect.ts";
import { route } from "../http/route.ts";
import { readStep } from "./operation.ts";
import { type Needs, performOperation } from "./perform-operation.ts";

export const decrementRowColumn = (needs: Needs) =>
	route(
		"PATCH",
		"/tablesdb/:databaseId/tables/:tableId/rows/:rowId/:column/decrement",
		"rows.write",
		(call) => {
			const { rowId, column } = call.params;
			const data = { ...call.body, column };
			readStep("decrement", data);
			return performOperation(needs, call, TABLES, { action: "decrement", rowId, data }, 200);
		},
	);
