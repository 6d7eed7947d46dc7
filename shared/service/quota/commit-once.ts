import { type RetryPolicy, retry } from "../../core/retry.ts";
import type { Sleep } from "../../core/time.ts";
import type { Operation, RowStore } from "../row-store.ts";

/**
 * A database that is down recovers within seconds, or not soon: waits about 18 s in all. Nothing is lost after that: reservations
 * expire, and the sweep charges them.
 */
const LEDGER_RETRY: RetryPolicy = { attempts: 12, baseMs: 500, capMs: 4000 };

export type CommitOptions = {
	readonly signal?: AbortSignal | undefined;
	readonly sleep?: Sleep;
	readonly random?: () => number;
};

/**
 * Applies the operations exactly once, even when answers get lost. One of them creates a guard row, which `findGuard` reads.
 * After anything but the 200 of a commit the guard decides: when it exists, it is the outcome; when it does not, a new
 * transaction with the same guard is staged. A commit is never repeated. Rejects with the last error; the guard did not exist
 * when it was last read.
 */
export async function commitOnce<Found>(
	store: Pick<RowStore, "transact">,
	operations: readonly Operation[],
	findGuard: () => Promise<Found | null>,
	options: CommitOptions = {},
): Promise<Found | "committed"> {
	return retry(
		async () => {
			try {
				await store.transact(operations);
				return "committed";
			} catch (thrown) {
				const found = await findGuard();
				if (found !== null) return found;
				throw thrown;
			}
		},
		LEDGER_RETRY,
		{ ...options, isRetryable: ({ retryable, kind }) => retryable || kind === "CONFLICT" },
	);
}
