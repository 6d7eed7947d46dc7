import { ChatreelError } from "../../core/errors.ts";
import type { CpuMs } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import { type CommitOptions, commitOnce } from "./commit-once.ts";
import { attemptId } from "./ids.ts";
import { openMonth } from "./ledger.ts";
import { recordCounters } from "./operations.ts";

/** The attempt number of CPU that was spent elsewhere; renders start at 1. */
const RECORDED_ATTEMPT = 0;

export type Recorded = {
	readonly jobId: string;
	readonly month: string;
	readonly ms: CpuMs;
	/** False: it was recorded before, and nothing changed. */
	readonly isNew: boolean;
};

/**
 * Records CPU that was spent elsewhere, whatever the limit. Idempotent: the ledger row `<jobId>.0` is the guard. Rejects with
 * CONFLICT when the job was recorded with another amount.
 */
export async function recordSpent(
	store: RowStore,
	{ jobId, ms, month }: { readonly jobId: string; readonly ms: CpuMs; readonly month: string },
	options: CommitOptions = {},
): Promise<Recorded> {
	const rowId = attemptId(jobId, RECORDED_ATTEMPT);
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

/** The job of a ledger row that records CPU spent elsewhere; null for an attempt of a render. */
export function readRecordedJobId(attempt: string): string | null {
	const ending = `.${RECORDED_ATTEMPT}`;
	return attempt.endsWith(ending) ? attempt.slice(0, -ending.length) : null;
}
