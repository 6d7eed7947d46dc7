import { ChatreelError } from "../../core/errors.ts";
import type { RowStore } from "../row-store.ts";
import { type CommitOptions, commitOnce } from "./commit-once.ts";
import { attemptId } from "./ids.ts";
import { openMonth } from "./ledger.ts";
import { recordCounters } from "./operations.ts";

/** The number of the attempt that stands for CPU spent elsewhere: those of renders begin at 1. */
const RECORDED = 0;

export type Recorded = {
	readonly jobId: string;
	readonly month: string;
	readonly ms: number;
	/** False where it was recorded before: then nothing was changed. */
	readonly isNew: boolean;
};

/**
 * Counts CPU that was spent elsewhere. It is spent already, so no limit holds it up. The ledger's row `<jobId>.0` is its guard:
 * however often it is asked for, it counts once. Rejects with CONFLICT where the same job was recorded with another amount.
 */
export async function recordSpent(
	store: RowStore,
	{ jobId, ms, month }: { readonly jobId: string; readonly ms: number; readonly month: string },
	options: CommitOptions = {},
): Promise<Recorded> {
	const rowId = attemptId(jobId, RECORDED);
	const account = await openMonth(store, month, null);
	const amounts = { reservedMs: ms, chargedMs: ms, cpuMs: ms };
	const executionId = crypto.randomUUID();
	const values = { month, userId: null, state: "settled" as const, ...amounts, executionId };
	const operations = [
		...recordCounters(account, ms),
		{ action: "create", table: "attempts", id: rowId, values } as const,
	];
	const outcome = await commitOnce(store, operations, () => store.find("attempts", rowId), options);
	if (outcome === "committed" || outcome.executionId === executionId)
		return { jobId, month, ms, isNew: true };
	const recordedMs = outcome.chargedMs ?? 0;
	if (recordedMs === ms) return { jobId, month: outcome.month, ms, isNew: false };
	const message = `${JSON.stringify(jobId)} is recorded with ${recordedMs / 60_000} minutes already.`;
	throw new ChatreelError("CONFLICT", message, { details: { minutes: recordedMs / 60_000 } });
}

/** Whether a row of the ledger is CPU spent elsewhere, and of which job. Null: it is a render's attempt. */
export function recordedJob(attempt: string): string | null {
	const ending = `.${RECORDED}`;
	return attempt.endsWith(ending) ? attempt.slice(0, -ending.length) : null;
}
