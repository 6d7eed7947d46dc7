import type { Caller } from "../auth/caller.ts";
import { COLLECTIONS } from "../databases/dialect.ts";
import { ApiError } from "../http/api-error.ts";
import { type Applied, applyOperation, type Operation } from "../rows/operation.ts";
import { findRow } from "../rows/rows.ts";
import type { Store } from "../store.ts";
import { requireTable } from "../tables/tables.ts";
import type { Weaknesses } from "../weaknesses.ts";
import { isSameRow } from "./stage-operations.ts";
import {
	requirePending,
	requireTransaction,
	type Staged,
	saveTransaction,
	type Transaction,
} from "./transactions.ts";

type Committed = { readonly transaction: Transaction; readonly applied: readonly Applied[] };

/** Applies every operation, or none: then the transaction has failed. */
export function commitTransaction(
	store: Store,
	id: string,
	caller: Caller,
	{ repeatedCommits }: Weaknesses,
): Committed {
	const transaction = requireTransaction(store, id, caller);
	if (!(transaction.status === "committed" && repeatedCommits)) requirePending(store, transaction);
	const { staged, status } = transaction;
	try {
		return store.atomically(() => {
			if (status === "pending") for (const each of staged) requireUnchanged(store, each);
			const applied = staged.map((each, index) => apply(store, each, staged.slice(0, index), caller));
			return { transaction: saveTransaction(store, { ...transaction, status: "committed" }), applied };
		});
	} catch (error) {
		saveTransaction(store, { ...transaction, status: "failed" });
		throw error;
	}
}

/** Another's increment does not disturb an increment; any change disturbs all else. */
function requireUnchanged(store: Store, { operation, changes, updates }: Staged): void {
	if (operation.action === "create" || changes === null || losesId(operation)) return;
	const row = findRow(store, requireTable(store, operation, COLLECTIONS), operation.rowId);
	const isStep = operation.action === "increment" || operation.action === "decrement";
	if (row === null || (isStep ? row.updates !== updates : row.changes !== changes)) throw conflict();
}

function apply(store: Store, { operation }: Staged, before: readonly Staged[], caller: Caller): Applied {
	const { action, data, rowId } = operation;
	const isStep = action === "increment" || action === "decrement";
	if (isStep && data["value"] === 0) throw new ApiError(500, "general_unknown", "Server Error");
	const access = { table: requireTable(store, operation, COLLECTIONS), caller, dialect: COLLECTIONS };
	try {
		if (!losesId(operation) || isTouched(operation, before)) return applyOperation(store, access, operation);
		const applied = applyOperation(store, access, { ...operation, rowId: "unique()" });
		// Its event is looked for under the id that was asked for.
		return { ...applied, row: { ...applied.row, id: rowId } };
	} catch (error) {
		throw error instanceof ApiError && error.status === 409 ? conflict() : error;
	}
}

/** The real server makes an upsert that was staged among operations under a new id, unless its data has one. */
const losesId = ({ action, data }: Operation) => action === "upsert" && data["$id"] === undefined;

/** Whether the transaction made or changed the operation's row before: then even an upsert finds it. */
function isTouched(operation: Operation, before: readonly Staged[]): boolean {
	const last = before.findLast((each) => isSameRow(each.operation, operation));
	return last !== undefined && last.operation.action !== "delete" && !losesId(last.operation);
}

const conflict = () =>
	new ApiError(
		409,
		"transaction_conflict",
		"The transaction has a conflict. Please resolve the conflict and try again.",
	);
