import { permissionsToStore } from "../auth/permissions.ts";
import type { Dialect } from "../databases/dialect.ts";
import type { Events } from "../events.ts";
import { ApiError } from "../http/api-error.ts";
import { type Json, recordIn } from "../http/read-json.ts";
import { type Call, NO_CONTENT, type Reply } from "../http/route.ts";
import type { Store } from "../store.ts";
import { stageOperations } from "../transactions/stage-operations.ts";
import { applyOperation, type Operation } from "./operation.ts";
import { presentRow } from "./present-row.ts";
import { emitChange } from "./row-events.ts";
import { findRow, requireTableAccess, type TableAccess } from "./rows.ts";

export type Needs = { readonly store: Store; readonly events: Pick<Events, "emit"> };
type Asked = Pick<Operation, "action" | "rowId" | "data">;
type RowCall = Call<{ readonly databaseId: string; readonly tableId: string }>;

/** Applies an operation, or stages it when the call names a transaction. */
export function performOperation(
	needs: Needs,
	call: RowCall,
	dialect: Dialect,
	asked: Asked,
	status: number,
): Reply {
	const { store } = needs;
	const access = requireTableAccess(store, call, dialect);
	const { transactionId } = call.body;
	if (typeof transactionId === "string") return stage(store, call, access, asked, transactionId, status);
	const applied = store.atomically(() => applyOperation(store, access, asked));
	emitChange(needs, applied, call.caller, dialect);
	if (asked.action === "delete") return NO_CONTENT;
	return { status, body: presentRow(applied.row, access.table, dialect) };
}

/** The real server answers with a row that is not there. */
function stage(
	store: Store,
	{ caller }: RowCall,
	{ table, dialect }: TableAccess,
	asked: Asked,
	transactionId: string,
	status: number,
): Reply {
	const { action, rowId } = asked;
	const isMade = action === "create" || (action === "upsert" && findRow(store, table, rowId) === null);
	const data = {
		...asked.data,
		// Only so does an upsert keep its id.
		...(action === "upsert" ? { $id: rowId } : {}),
		...(isMade ? { permissions: permissionsToStore(asked.data["permissions"], caller) } : {}),
	};
	const operation = { action, rowId, data, databaseId: table.databaseId, tableId: table.id };
	stageOperations(store, transactionId, [operation], caller);
	if (action === "delete") return NO_CONTENT;
	const at = new Date(0).toISOString();
	const row = { id: rowId, sequence: 0, createdAt: at, updatedAt: at, permissions: [], data: asked.data };
	return { status, body: presentRow(row, table, dialect) };
}

/** The columns of a request, with the permissions that it gives. */
export function readChange({ data, permissions }: Json): Json {
	return { ...recordIn(data), ...(permissions === undefined ? {} : { permissions }) };
}

/** Throws when the request changes nothing. */
export function requireChange(body: Json, { row }: Dialect): Json {
	const hasData = Object.keys(recordIn(body["data"])).length > 0;
	if (hasData || (body["permissions"] ?? null) !== null) return readChange(body);
	const words = `The ${row} data and permissions are missing. You must provide either ${row} data or permissions to be updated.`;
	throw new ApiError(400, `${row}_missing_payload`, words);
}
