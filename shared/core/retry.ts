import { sleep as realSleep, type Sleep } from "./deadline.ts";
import { type ChatreelError, toChatreelError } from "./errors.ts";

/** How waits grow between tries. */
export type Backoff = {
	/** The longest possible wait before the second try; it doubles with each further one. */
	readonly baseMs: number;
	/** No wait is longer than this. */
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
	/** Tries in all, the first one included. */
	readonly attempts: number;
};

/** For calls that cost little. */
export const CALL_RETRY: RetryPolicy = { attempts: 3, baseMs: 1000, capMs: 60_000 };
/** For uploads: each try moves the whole file, so the other side is given longer to recover. */
export const UPLOAD_RETRY: RetryPolicy = { ...CALL_RETRY, baseMs: 2000 };

export type RetryOptions = {
	/** Ends the waiting, and any further try, with the signal's reason. The operation itself is to heed it as well. */
	readonly signal?: AbortSignal | undefined;
	/** Where a wait would outlast it, the failure is thrown at once. Default: time without end. */
	readonly deadline?: { readonly remainingMs: () => number } | undefined;
	/** Which failures are worth another try. Default: those marked `retryable`. */
	readonly isRetryable?: (error: ChatreelError) => boolean;
	/** Told before each wait: the attempt that failed (from 1), the wait before the next, and why. */
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
