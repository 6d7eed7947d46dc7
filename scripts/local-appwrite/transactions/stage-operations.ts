import type { Caller } from "../auth/caller.ts";
import { allows, permissionsToStore, unauthorized } from "../auth/permissions.ts";
import { COLLECTIONS } from "../databases/dialect.ts";
import { ApiError } from "../http/api-error.ts";
import { type Operation, readOperation } from "../rows/operation.ts";
import {
	findRow,
	mayTouch,
	requireTableAccess,
	rowNotFound,
	type StoredRow,
	type TableAccess,
} from "../rows/rows.ts";
import type { Store } from "../store.ts";
import {
	requirePending,
	requireTransaction,
	type Staged,
	saveTransaction,
	type Transaction,
} from "./transactions.ts";

const MAX_OPERATIONS = 100;

/** Adds operations to a pending transaction. Errors speak of documents, whichever API is used. */
export function stageOperations(
	store: Store,
	transactionId: string,
	values: readonly unknown[],
	caller: Caller,
): Transaction {
	const transaction = requirePending(store, requireTransaction(store, transactionId, caller));
	const { length } = transaction.staged;
	if (length + values.length > MAX_OPERATIONS) {
		const words = `Transaction already has ${length} operations, adding ${values.length} would exceed the maximum of ${MAX_OPERATIONS}`;
		throw new ApiError(400, "transaction_limit_exceeded", words);
	}
	const staged = [...transaction.staged];
	for (const value of values) staged.push(stage(store, value, staged, caller));
	return saveTransaction(store, { ...transaction, staged });
}

function stage(store: Store, value: unknown, before: readonly Staged[], caller: Caller): Staged {
	const operation = withPermissions(readOperation(value), caller);
	const { action, rowId } = operation;
	const access = requireTableAccess(store, { params: operation, caller }, COLLECTIONS);
	const row = findRow(store, access.table, rowId);
	const isHidden = row === null || !mayTouch("read", row, access);
	const isStaged = before.some((each) => isSameRow(each.operation, operation));
	if (isHidden && !isStaged && action !== "create" && action !== "upsert")
		throw rowNotFound(COLLECTIONS, rowId);
	requireMay(operation, access, row ?? findStagedRow(operation, before));
	return { operation, changes: row?.changes ?? null, updates: row?.updates ?? null };
}

/** A new row has the permissions that are given with it, and without any it is not its stager's. */
function withPermissions(operation: Operation, caller: Caller): Operation {
	const { $permissions, permissions = $permissions, ...columns } = operation.data;
	if (operation.action !== "create" && (permissions === undefined || permissions === null)) return operation;
	return { ...operation, data: { ...columns, permissions: permissionsToStore(permissions ?? [], caller) } };
}

function requireMay(
	{ action }: Operation,
	access: TableAccess,
	row: Pick<StoredRow, "permissions"> | null,
): void {
	const isMade = action === "create" || (action === "upsert" && row === null);
	const needed = isMade ? "create" : action === "delete" ? "delete" : "update";
	const isAllowed =
		isMade || row === null
			? allows(access.table.permissions, needed, access.caller)
			: mayTouch(needed, row, access);
	if (!isAllowed) throw unauthorized();
}

/** The row that an operation before this one makes. */
function findStagedRow(
	operation: Operation,
	before: readonly Staged[],
): Pick<StoredRow, "permissions"> | null {
	const made = before.find(
		(each) => each.operation.action === "create" && isSameRow(each.operation, operation),
	);
	return made === undefined ? null : { permissions: made.operation.data["permissions"] as readonly string[] };
}

type RowIds = Pick<Operation, "tableId" | "rowId">;

export const isSameRow = (one: RowIds, other: RowIds) =>
	one.tableId === other.tableId && one.rowId === other.rowId;
