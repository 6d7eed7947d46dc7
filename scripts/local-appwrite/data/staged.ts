import type { Operation } from "./operations.ts";
import type { StoredRow } from "./rows.ts";

/** An operation and what its row was when it was staged; null where there was none. */
export type Staged = {
	readonly operation: Operation;
	readonly changes: number | null;
	readonly updates: number | null;
};

/** What an operation before this one makes of nothing. */
export function madeRow(
	{ tableId, rowId }: Operation,
	staged: readonly Staged[],
): Pick<StoredRow, "permissions"> | null {
	const made = staged.find(
		({ operation: each }) => each.action === "create" && each.tableId === tableId && each.rowId === rowId,
	);
	return made === undefined ? null : { permissions: made.operation.data["permissions"] as readonly string[] };
}

/** The real server makes an upsert that was staged among operations under an id of its own, unless its data has one too. */
export const losesId = ({ action, data }: Operation) => action === "upsert" && data["$id"] === undefined;

/** An operation on a row that this transaction made or changed finds it. */
export function isTouched({ tableId, rowId }: Operation, before: readonly Staged[]): boolean {
	const last = before.findLast(({ operation }) => operation.tableId === tableId && operation.rowId === rowId);
	return last !== undefined && last.operation.action !== "delete" && !losesId(last.operation);
}

/** As after a deadlock on the real server: a counter that is stepped after a create has been lost, one before never. */
export function withoutLateSteps(staged: readonly Staged[]): readonly Staged[] {
	const firstCreate = staged.findIndex(({ operation }) => operation.action === "create");
	const isStep = ({ operation }: Staged) => ["increment", "decrement"].includes(operation.action);
	return staged.filter((each, index) => firstCreate < 0 || index < firstCreate || !isStep(each));
}
