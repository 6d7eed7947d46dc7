import { sleep as realSleep, type Sleep } from "./deadline.ts";
import { type ChatreelError, toChatreelError } from "./errors.ts";

export type Backoff = {
	/** The upper bound of the wait before the second attempt; it doubles with each further one. */
	readonly baseMs: number;
	/** The upper bound of every wait. */
	readonly capMs: number;
};

/**
 * The wait after failure number `failures` (1 for the first), in whole ms: anything from 0 to the exponential bound,
 * with equal chance ("full jitter"), so that many who failed together do not come back together. Of the ways compared
 * in Marc Brooker's "Exponential Backoff and Jitter" (AWS Architecture Blog, 2015) this one makes the fewest calls.
 */
export function backoffMs(
	{ baseMs, capMs }: Backoff,
	failures: number,
	random: () => number = Math.random,
): number {
	return Math.floor(random() * Math.min(capMs, baseMs * 2 ** (failures - 1)));
}

export type RetryPolicy = Backoff & {
	/** Including the first. */
	readonly attempts: number;
};

export const CALL_RETRY: RetryPolicy = { attempts: 3, baseMs: 1000, capMs: 60_000 };
/** Each attempt moves the whole file, so the server gets longer to recover. */
export const UPLOAD_RETRY: RetryPolicy = { ...CALL_RETRY, baseMs: 2000 };

export type RetryOptions = {
	/** Ends the wait and any further attempt with the signal's reason. The operation should heed it as well. */
	readonly signal?: AbortSignal | undefined;
	/** A wait that would outlast it is not begun: the failure is thrown at once. Default: none. */
	readonly deadline?: { readonly remainingMs: () => number } | undefined;
	/** Default: errors marked `retryable`. */
	readonly isRetryable?: (error: ChatreelError) => boolean;
	/** Called before each wait; `attempt` counts from 1. */
	readonly onRetry?: (attempt: number, delayMs: number, error: ChatreelError) => void;
	readonly sleep?: Sleep;
	readonly random?: () => number;
};

/**
 * Runs `operation` until it succeeds, at most `attempts` times. Rejects with the last failure as the operation threw it,
 * or with the signal's reason.
 */
export async function retry<Result>(
	operation: (attempt: number) => Promise<Result>,
	policy: RetryPolicy = CALL_RETRY,
	options: RetryOptions = {},
): Promise<Result> {
	const {
		signal,
		deadline,
		isRetryable = isMarkedRetryable,
		onRetry,
		sleep = realSleep,
		random = Math.random,
	} = options;
	for (let attempt = 1; ; attempt++) {
		signal?.throwIfAborted();
		try {
			return await operation(attempt);
		} catch (thrown) {
			const error = toChatreelError(thrown);
			if (attempt >= policy.attempts || !isRetryable(error)) throw thrown;
			const delayMs = backoffMs(policy, attempt, random);
			if (deadline !== undefined && delayMs >= deadline.remainingMs()) throw thrown;
			signal?.throwIfAborted();
			onRetry?.(attempt, delayMs, error);
			await sleep(delayMs, signal);
		}
	}
}

const isMarkedRetryable = (error: ChatreelError) => error.retryable;
