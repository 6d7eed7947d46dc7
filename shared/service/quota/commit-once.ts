import type { Sleep } from "../../core/deadline.ts";
import { type RetryPolicy, retry } from "../../core/retry.ts";
import type { Operation, RowStore } from "../row-store.ts";

/**
 * A database that is away comes back within seconds, or not soon: about 18 s of waiting in all. What is given up here is
 * not lost: reservations expire and are charged by the sweep.
 */
const LEDGER_RETRY: RetryPolicy = { attempts: 12, baseMs: 500, capMs: 4000 };

export type CommitOptions = {
	readonly signal?: AbortSignal | undefined;
	readonly sleep?: Sleep;
	readonly random?: () => number;
};

/**
 * Applies the operations exactly once, whatever answers get lost. One of them creates a guard row; `look` reads it. After
 * anything but a commit's 200 the guard decides: what `look` finds is the outcome; where it finds nothing, a new
 * transaction with the same guard is staged. A commit is never repeated. Rejects with the last failure; then the guard was
 * not there when it was last read.
 */
export async function commitOnce<Found>(
	store: Pick<RowStore, "transact">,
	operations: readonly Operation[],
	look: () => Promise<Found | null>,
	options: CommitOptions = {},
): Promise<Found | "committed"> {
	return retry(
		async () => {
			try {
				await store.transact(operations);
				return "committed";
			} catch (thrown) {
				const found = await look();
				if (found !== null) return found;
				throw thrown;
			}
		},
		LEDGER_RETRY,
		{ ...options, isRetryable: ({ retryable, kind }) => retryable || kind === "CONFLICT" },
	);
}
