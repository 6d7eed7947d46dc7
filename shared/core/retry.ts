import { type ChatreelError, toChatreelError } from "./errors.ts";
import { sleep as realSleep, type Sleep } from "./time.ts";

type Backoff = {
	/** Upper bound of the wait before the second attempt; doubles with each further one. */
	readonly baseMs: number;
	/** Upper bound of every wait. */
	readonly capMs: number;
};

/**
 * The wait after failure number `failures` (from 1), in whole ms: evenly random from 0 to the exponential bound ("full jitter"),
 * so that callers who failed together do not retry together. Of the ways compared in Marc Brooker's "Exponential Backoff and
 * Jitter" (AWS Architecture Blog, 2015) this one makes the fewest calls.
 */
export function backoffMs(
	{ baseMs, capMs }: Backoff,
	failures: number,
	random: () => number = Math.random,
): number {
	return Math.floor(random() * Math.min(capMs, baseMs * 2 ** (failures - 1)));
}

export type RetryPolicy = Backoff & {
	/** The first included. */
	readonly attempts: number;
};

export const CALL_RETRY: RetryPolicy = { attempts: 3, baseMs: 1000, capMs: 60_000 };
/** Each attempt moves the whole file, so the server gets longer to recover. */
export const UPLOAD_RETRY: RetryPolicy = { ...CALL_RETRY, baseMs: 2000 };

export type RetryOptions = {
	/** Ends the wait and rejects with the signal's reason. The operation should heed it too. */
	readonly signal?: AbortSignal | undefined;
	/** When the next wait would outlast it, `retry` rejects at once. Default: none. */
	readonly deadline?: { readonly remainingMs: () => number } | undefined;
	/** Default: errors marked `retryable`. */
	readonly isRetryable?: (error: ChatreelError) => boolean;
	/** Called before each wait. `attempt` counts from 1. */
	readonly onRetry?: (attempt: number, delayMs: number, error: ChatreelError) => void;
	readonly sleep?: Sleep;
	readonly random?: () => number;
};

/** Runs `operation` until it succeeds, at most `attempts` times. Rejects with its last error, or with the signal's reason. */
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
