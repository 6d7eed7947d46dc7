import { type Caller, getUserId } from "../auth/caller.ts";
import { ApiError } from "../http/api-error.ts";
import { findJson, saveJson } from "../json-rows.ts";
import type { Operation } from "../rows/operation.ts";
import { nowText, type Store } from "../store.ts";
import type { Weaknesses } from "../weaknesses.ts";

/** An operation and what its row was when it was staged; null when there was none. */
export type Staged = {
	readonly operation: Operation;
	readonly changes: number | null;
	readonly updates: number | null;
};

/**
 * What is wrong with an operation's data shows when it is committed. Reads fence nothing.
 *
 * A transaction is its user's and the servers', and does not exist for anybody else. An operation is checked with the rights of
 * who stages it, and again with those of who commits: so a server's commit, which may do anything, applies only what its
 * stager could have done.
 */
export type Transaction = {
	readonly $id: string;
	/** The user who made it; null: a server, or a guest, to whom it is lost. */
	readonly ownerId: string | null;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	readonly status: "pending" | "committed" | "failed";
	readonly expiresAt: string;
	readonly staged: readonly Staged[];
};

export function requireTransaction(store: Store, id: string, caller: Caller): Transaction {
	const transaction = findJson<Transaction>(store, "transactions", "id = ?", id);
	if (transaction !== null && isFor(transaction, caller)) return transaction;
	throw new ApiError(
		404,
		"transaction_not_found",
		`Transaction with the requested ID '${id}' could not be found.`,
	);
}

export function isFor({ ownerId }: Transaction, caller: Caller): boolean {
	return caller.kind === "key" || (caller.kind === "user" && getUserId(caller) === ownerId);
}

/** Throws when it has ended or expired. */
export function requirePending(store: Store, transaction: Transaction): Transaction {
	if (store.now() > Date.parse(transaction.expiresAt)) {
		throw new ApiError(
			410,
			"transaction_expired",
			"The transaction has expired. Please create a new transaction and try again.",
		);
	}
	if (transaction.status === "pending") return transaction;
	throw new ApiError(
		400,
		"transaction_not_ready",
		"The transaction is not ready yet. Please try again later.",
	);
}

/** Saves a transaction as changed at this moment. */
export function saveTransaction(store: Store, transaction: Transaction): Transaction {
	const changed = { ...transaction, $updatedAt: nowText(store) };
	return saveJson(store, "transactions", { id: transaction.$id }, changed);
}

/** The count of the staged operations in place of them. */
export function presentTransaction(
	{ staged, ownerId: _owner, ...transaction }: Transaction,
	weaknesses: Weaknesses,
) {
	const isWrong = transaction.status === "committed" && weaknesses.wrongTransactionStatus;
	return { ...transaction, ...(isWrong ? { status: "failed" } : {}), operations: staged.length };
}
