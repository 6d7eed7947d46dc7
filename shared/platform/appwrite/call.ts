import { AppwriteException } from "node-appwrite";
import { ChatreelError, isKind } from "../../core/errors.ts";
import { type RetryPolicy, retry } from "../../core/retry.ts";
import { withLimit } from "../../core/time.ts";
import { translateAnswer, unavailable } from "./translate-answer.ts";

/** The SDK has no timeout of its own. */
const CALL_LIMIT_MS = 15_000;

/** Bridges an outage of about 14 s. */
const DATABASE_RETRY: RetryPolicy = { attempts: 10, baseMs: 500, capMs: 4000 };

/** Makes one call of the SDK and translates its error. A call that timed out may still take effect. */
export async function callOnce<Result>(
	work: () => Promise<Result>,
	limitMs: number = CALL_LIMIT_MS,
): Promise<Result> {
	const createError = () => {
		const message = `The database or storage did not answer within ${limitMs / 1000} s.`;
		return new ChatreelError("DEPENDENCY_ERROR", message, { retryable: true });
	};
	try {
		return await withLimit(work, limitMs, { createError });
	} catch (thrown) {
		throw translateAppwriteError(thrown);
	}
}

/** Makes an idempotent call, with retries. */
export function call<Result>(work: () => Promise<Result>): Promise<Result> {
	return retry(() => callOnce(work), DATABASE_RETRY);
}

/** As `call`; null when what it asks for is missing. */
export async function callOrNull<Result>(work: () => Promise<Result>): Promise<Result | null> {
	try {
		return await call(work);
	} catch (thrown) {
		if (isKind(thrown, "NOT_FOUND")) return null;
		throw thrown;
	}
}

/** Translates an error of the SDK. A failed connection is a bare TypeError. */
function translateAppwriteError(thrown: unknown): unknown {
	if (thrown instanceof TypeError)
		return unavailable("The database or storage could not be reached.", thrown);
	if (!(thrown instanceof AppwriteException)) return thrown;
	return translateAnswer(thrown, thrown);
}
