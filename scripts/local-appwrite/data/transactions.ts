import { randomBytes } from "node:crypto";
import { badArgument, Fault } from "../http/fault.ts";
import type { Caller } from "../identity/caller.ts";
import type { Store } from "../store.ts";
import type { Weaknesses } from "../weaknesses.ts";
import { COLLECTIONS } from "./dialect.ts";
import { type Applied, applyOperation, type Operation, parseOperation } from "./operations.ts";
import type { Rows } from "./rows.ts";
import { dateText } from "./table.ts";
import type { Tables } from "./tables.ts";

/** An operation and what its row was when it was staged; null where there was none. */
type Staged = {
	readonly operation: Operation;
	readonly changes: number | null;
	readonly updates: number | null;
};

export type Transaction = {
	readonly $id: string;
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
 * Transactions as they are on the real server: operations are staged with little more than a look at the row, and what
 * is wrong with them shows when they are committed. Reads fence nothing.
 */
export function createTransactions({ store, tables, rows, now, weaknesses }: Parts) {
	const get = (id: string): Transaction => {
		const row = store.one("SELECT json FROM transactions WHERE id = ?", id);
		if (row === undefined) {
			throw new Fault(
				404,
				"transaction_not_found",
				`Transaction with the requested ID '${id}' could not be found.`,
			);
		}
		return JSON.parse(String(row["json"]));
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

	const stage = (value: unknown, staged: readonly Staged[]): Staged => {
		const operation = parseOperation(value);
		const table = tables.get(operation.databaseId, operation.tableId, COLLECTIONS);
		const row = rows.find(table, operation.rowId);
		const isMadeHere = staged.some(
			({ operation: each }) => each.rowId === operation.rowId && each.tableId === operation.tableId,
		);
		if (row === null && !isMadeHere && !["create", "upsert"].includes(operation.action)) {
			throw new Fault(
				404,
				"document_not_found",
				`Document with the requested ID '${operation.rowId}' could not be found.`,
			);
		}
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

	return {
		get,

		create: (ttlSeconds: unknown): Transaction => {
			const ttl = ttlSeconds === undefined ? TTL_SECONDS.fallback : Number(ttlSeconds);
			if (!Number.isInteger(ttl) || ttl < TTL_SECONDS.min || ttl > TTL_SECONDS.max) {
				throw badArgument(
					`Invalid \`ttl\` param: Value must be a valid range between ${TTL_SECONDS.min} and ${TTL_SECONDS.max}`,
				);
			}
			const at = dateText(now());
			const $id = randomBytes(10).toString("hex");
			return save({
				$id,
				$createdAt: at,
				$updatedAt: at,
				status: "pending",
				expiresAt: dateText(now() + 1000 * ttl),
				staged: [],
			});
		},

		stage: (id: string, values: readonly unknown[]): Transaction => {
			const transaction = requireOpen(get(id));
			if (transaction.staged.length + values.length > MAX_OPERATIONS) {
				const words = `Transaction already has ${transaction.staged.length} operations, adding ${values.length} would exceed the maximum of ${MAX_OPERATIONS}`;
				throw new Fault(400, "transaction_limit_exceeded", words);
			}
			const staged = [...transaction.staged];
			for (const value of values) staged.push(stage(value, staged));
			return save({ ...transaction, staged, $updatedAt: dateText(now()) });
		},

		commit: (
			id: string,
			caller: Caller,
		): { readonly transaction: Transaction; readonly applied: readonly Applied[] } => {
			const transaction = get(id);
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

		rollback: (id: string): Transaction =>
			save({ ...requireOpen(get(id)), status: "failed", $updatedAt: dateText(now()) }),

		remove: (id: string): void => {
			get(id);
			store.run("DELETE FROM transactions WHERE id = ?", id);
		},

		list: (): readonly Transaction[] =>
			store.all("SELECT json FROM transactions ORDER BY rowid").map(({ json }) => JSON.parse(String(json))),
	};
}

/** The real server makes an upsert that was staged among operations under an id of its own, unless its data has one too. */
const losesId = ({ action, data }: Operation) => action === "upsert" && data["$id"] === undefined;

/** An operation on a row that this transaction made or changed finds it. */
function isTouched({ tableId, rowId }: Operation, before: readonly Staged[]): boolean {
	const last = before.findLast(({ operation }) => operation.tableId === tableId && operation.rowId === rowId);
	return last !== undefined && last.operation.action !== "delete" && !losesId(last.operation);
}

/** As after a deadlock on the real server: a counter that is stepped after a create has been lost, one before never. */
function withoutLateSteps(staged: readonly Staged[]): readonly Staged[] {
	const firstCreate = staged.findIndex(({ operation }) => operation.action === "create");
	const isStep = ({ operation }: Staged) => ["increment", "decrement"].includes(operation.action);
	return staged.filter((each, index) => firstCreate < 0 || index < firstCreate || !isStep(each));
}

function conflict(): Fault {
	return new Fault(
		409,
		"transaction_conflict",
		"The transaction has a conflict. Please resolve the conflict and try again.",
	);
}
