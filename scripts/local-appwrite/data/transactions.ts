import { badArgument, Fault } from "../http/fault.ts";
import type { Caller } from "../identity/caller.ts";
import { newId } from "../identity/ids.ts";
import { allows, permissionsToStore, unauthorized } from "../identity/permissions.ts";
import type { Store } from "../store.ts";
import type { Weaknesses } from "../weaknesses.ts";
import { COLLECTIONS } from "./dialect.ts";
import { type Applied, applyOperation, type Operation, parseOperation } from "./operations.ts";
import type { Place, Rows, StoredRow } from "./rows.ts";
import { isTouched, losesId, madeRow, type Staged, withoutLateSteps } from "./staged.ts";
import { dateText } from "./table.ts";
import { type Tables, tableNotFound } from "./tables.ts";

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

const MAX_OPERATIONS = 100;
const TTL_SECONDS = { min: 60, max: 3600, fallback: 300 };

export type Transactions = ReturnType<typeof createTransactions>;

type Parts = {
	readonly store: Store;
	readonly tables: Tables;
	readonly rows: Rows;
	readonly now: () => number;
	readonly weaknesses: () => Weaknesses;
};

/**
 * Transactions as they are on the real server: what is wrong with an operation's data shows when it is committed. Reads fence
 * nothing.
 *
 * A transaction is its user's and the servers', and is not there for anybody else. An operation is checked with the rights of
 * who stages it, and again with those of who commits: so a server's commit, which may do anything, carries out only what its
 * stager could have done.
 */
export function createTransactions({ store, tables, rows, now, weaknesses }: Parts) {
	const get = (id: string, caller: Caller): Transaction => {
		const row = store.one("SELECT json FROM transactions WHERE id = ?", id);
		const found: Transaction | null = row === undefined ? null : JSON.parse(String(row["json"]));
		if (found !== null && isOf(found, caller)) return found;
		throw new Fault(
			404,
			"transaction_not_found",
			`Transaction with the requested ID '${id}' could not be found.`,
		);
	};
	const save = (transaction: Transaction): Transaction => {
		const sql =
			"INSERT INTO transactions (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json";
		store.run(sql, transaction.$id, JSON.stringify(transaction));
		return transaction;
	};
	const requireOpen = (transaction: Transaction): Transaction => {
		if (now() > Date.parse(transaction.expiresAt)) {
			throw new Fault(
				410,
				"transaction_expired",
				"The transaction has expired. Please create a new transaction and try again.",
			);
		}
		if (transaction.status === "pending") return transaction;
		throw new Fault(
			400,
			"transaction_not_ready",
			"The transaction is not ready yet. Please try again later.",
		);
	};

	const stage = (value: unknown, staged: readonly Staged[], caller: Caller): Staged => {
		const operation = withPermissions(parseOperation(value), caller);
		const table = tables.get(operation.databaseId, operation.tableId, COLLECTIONS);
		if (!table.enabled && caller.kind !== "key") throw tableNotFound(table.id, COLLECTIONS);
		const place = { table, caller, dialect: COLLECTIONS };
		const row = rows.find(table, operation.rowId);
		const isMadeHere = staged.some(
			({ operation: each }) => each.rowId === operation.rowId && each.tableId === operation.tableId,
		);
		const isHidden = row === null || !rows.may("read", row, place);
		if (isHidden && !isMadeHere && !["create", "upsert"].includes(operation.action)) {
			throw new Fault(
				404,
				"document_not_found",
				`Document with the requested ID '${operation.rowId}' could not be found.`,
			);
		}
		requireMay(operation, place, row ?? madeRow(operation, staged));
		return { operation, changes: row?.changes ?? null, updates: row?.updates ?? null };
	};

	/** Another's increment does not disturb an increment; any change disturbs all else. */
	const requireUnchanged = ({ operation, changes, updates }: Staged) => {
		if (operation.action === "create" || changes === null || losesId(operation)) return;
		const table = tables.get(operation.databaseId, operation.tableId, COLLECTIONS);
		const row = rows.find(table, operation.rowId);
		const isStep = operation.action === "increment" || operation.action === "decrement";
		if (row === null || (isStep ? row.updates !== updates : row.changes !== changes)) throw conflict();
	};

	const apply = ({ operation }: Staged, before: readonly Staged[], caller: Caller): Applied => {
		const { action, data, rowId } = operation;
		const isStep = action === "increment" || action === "decrement";
		if (isStep && data["value"] === 0) throw new Fault(500, "general_unknown", "Server Error");
		const table = tables.get(operation.databaseId, operation.tableId, COLLECTIONS);
		try {
			const place = { table, caller, dialect: COLLECTIONS };
			if (!losesId(operation) || isTouched(operation, before)) return applyOperation(rows, place, operation);
			const applied = applyOperation(rows, place, { ...operation, rowId: "unique()" });
			// Its event is looked for under the id that was asked for.
			return { ...applied, row: { ...applied.row, id: rowId } };
		} catch (error) {
			throw error instanceof Fault && error.status === 409 ? conflict() : error;
		}
	};

	const requireMay = ({ action }: Operation, place: Place, row: Pick<StoredRow, "permissions"> | null) => {
		const isMade = action === "create" || (action === "upsert" && row === null);
		const needed = isMade ? "create" : action === "delete" ? "delete" : "update";
		const { table, caller } = place;
		const isAllowed =
			isMade || row === null ? allows(table.permissions, needed, caller) : rows.may(needed, row, place);
		if (!isAllowed) throw unauthorized();
	};

	return {
		get,

		create: (ttlSeconds: unknown, caller: Caller): Transaction => {
			const ttl = ttlSeconds === undefined ? TTL_SECONDS.fallback : Number(ttlSeconds);
			if (!Number.isInteger(ttl) || ttl < TTL_SECONDS.min || ttl > TTL_SECONDS.max) {
				throw badArgument(
					`Invalid \`ttl\` param: Value must be a valid range between ${TTL_SECONDS.min} and ${TTL_SECONDS.max}`,
				);
			}
			const at = dateText(now());
			store.run(LONG_EXPIRED, dateText(now() - KEPT_MS));
			return save({
				$id: newId(),
				ownerId: caller.kind === "user" ? caller.userId : null,
				$createdAt: at,
				$updatedAt: at,
				status: "pending",
				expiresAt: dateText(now() + 1000 * ttl),
				staged: [],
			});
		},

		stage: (id: string, values: readonly unknown[], caller: Caller): Transaction => {
			const transaction = requireOpen(get(id, caller));
			if (transaction.staged.length + values.length > MAX_OPERATIONS) {
				const words = `Transaction already has ${transaction.staged.length} operations, adding ${values.length} would exceed the maximum of ${MAX_OPERATIONS}`;
				throw new Fault(400, "transaction_limit_exceeded", words);
			}
			const staged = [...transaction.staged];
			for (const value of values) staged.push(stage(value, staged, caller));
			return save({ ...transaction, staged, $updatedAt: dateText(now()) });
		},

		commit: (
			id: string,
			caller: Caller,
		): { readonly transaction: Transaction; readonly applied: readonly Applied[] } => {
			const transaction = get(id, caller);
			if (!(transaction.status === "committed" && weaknesses().repeatedCommits)) requireOpen(transaction);
			try {
				return store.atomically(() => {
					if (transaction.status === "pending") transaction.staged.forEach(requireUnchanged);
					const { staged } = transaction;
					const done = weaknesses().halfCommits ? withoutLateSteps(staged) : staged;
					const applied = done.map((each, index) => apply(each, done.slice(0, index), caller));
					return {
						transaction: save({ ...transaction, status: "committed", $updatedAt: dateText(now()) }),
						applied,
					};
				});
			} catch (error) {
				save({ ...transaction, status: "failed", $updatedAt: dateText(now()) });
				throw error;
			}
		},

		rollback: (id: string, caller: Caller): Transaction =>
			save({ ...requireOpen(get(id, caller)), status: "failed", $updatedAt: dateText(now()) }),

		remove: (id: string, caller: Caller): void => {
			get(id, caller);
			store.run("DELETE FROM transactions WHERE id = ?", id);
		},

		list: (caller: Caller): readonly Transaction[] =>
			store
				.all("SELECT json FROM transactions ORDER BY rowid")
				.map(({ json }): Transaction => JSON.parse(String(json)))
				.filter((transaction) => isOf(transaction, caller)),
	};
}

/** Those whose time is over are kept for a day, so that it can be told. */
const KEPT_MS = 86_400_000;
const LONG_EXPIRED = "DELETE FROM transactions WHERE json_extract(json, '$.expiresAt') < ?";

function isOf({ ownerId }: Transaction, caller: Caller): boolean {
	return caller.kind === "key" || (caller.kind === "user" && caller.userId === ownerId);
}

/** A new row has the permissions that are given with it, and is not its stager's without. */
function withPermissions(operation: Operation, caller: Caller): Operation {
	const { $permissions, permissions = $permissions, ...columns } = operation.data;
	if (operation.action !== "create" && (permissions === undefined || permissions === null)) return operation;
	return { ...operation, data: { ...columns, permissions: permissionsToStore(permissions ?? [], caller) } };
}

function conflict(): Fault {
	return new Fault(
		409,
		"transaction_conflict",
		"The transaction has a conflict. Please resolve the conflict and try again.",
	);
}
