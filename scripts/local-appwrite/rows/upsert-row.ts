import { TABLES } from "../databases/dialect.ts";
import { route } from "../http/route.ts";
import { type Needs, performOperation, requireChange } from "./perform-operation.ts";

export const upsertRow = (needs: Needs) =>
	route("PUT", "/tablesdb/:databaseId/tables/:tableId/rows/:rowId", "rows.write", (call) => {
		const data = requireChange(call.body, TABLES);
		const asked = { action: "upsert" as const, rowId: call.params.rowId, data };
		return performOperation(needs, call, TABLES, asked, 201);
	});
