import { unauthorized } from "../auth/permissions.ts";
import type { Dialect } from "../databases/dialect.ts";
import { ApiError, badArgument, invalidParam } from "../http/api-error.ts";
import { recordIn } from "../http/read-json.ts";
import { type Call, created, type Reply, route } from "../http/route.ts";
import { applyOperation } from "./operation.ts";
import { type Needs, performOperation, readChange } from "./perform-operation.ts";
import { presentRow } from "./present-row.ts";
import { emitChange } from "./row-events.ts";
import { requireTableAccess } from "./rows.ts";

/** A row or, by a list in the body, many. */
export const createRow = (needs: Needs, dialect: Dialect) =>
	route(
		"POST",
		`/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}`,
		`${dialect.rows}.write`,
		(call) => {
			const { body } = call;
			if (Array.isArray(body[dialect.rows])) return createRows(needs, call, dialect);
			if (Object.keys(recordIn(body["data"])).length === 0) {
				const words = `The ${dialect.row} data is missing. Try again with ${dialect.row} data populated.`;
				throw new ApiError(400, `${dialect.row}_missing_data`, words);
			}
			const rowId = String(body[`${dialect.row}Id`] ?? "unique()");
			return performOperation(needs, call, dialect, { action: "create", rowId, data: readChange(body) }, 201);
		},
	);

type Ids = { readonly databaseId: string; readonly tableId: string };

/** Many rows, all of them or none, by a key alone. Each row has its own event, which calls it a document. */
function createRows(needs: Needs, call: Call<Ids>, dialect: Dialect): Reply {
	const { store } = needs;
	const { caller, body } = call;
	if (caller.kind !== "key") throw unauthorized();
	if (typeof body["transactionId"] === "string") {
		throw badArgument("The local Appwrite does not serve bulk operations inside a transaction.");
	}
	const access = requireTableAccess(store, call, dialect);
	const given = body[dialect.rows] as readonly unknown[];
	if (!given.every((each) => typeof each === "object" && each !== null)) {
		throw invalidParam(dialect.rows, "Value must a valid array and Value must be a valid object.");
	}
	const applied = store.atomically(() =>
		given.map(recordIn).map(({ $id, ...data }) => {
			const rowId = String($id ?? "unique()");
			return applyOperation(store, access, { action: "create", rowId, data });
		}),
	);
	for (const each of applied) emitChange(needs, each, caller, dialect);
	const rows = applied.map(({ row }) => presentRow(row, access.table, dialect));
	return created({ total: rows.length, [dialect.rows]: rows });
}
