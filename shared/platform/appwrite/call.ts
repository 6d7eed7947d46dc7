import { AppwriteException } from "node-appwrite";
import { ChatreelError, isKind } from "../../core/errors.ts";
import { type RetryPolicy, retry } from "../../core/retry.ts";
import { withLimit } from "../../core/time.ts";

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

/** The error of an increment beyond its `max`: a transaction uses the older name even through TablesDB. */
const PAST_MAX = ["attribute_limit_exceeded", "column_limit_exceeded"];

/**
 * Translates an error of the SDK: the only place that knows Appwrite's codes and types. Callers see none of the server's words;
 * they are in `cause`, for the log. A failed connection is a bare TypeError.
 */
function translateAppwriteError(thrown: unknown): unknown {
	if (thrown instanceof TypeError)
		return unavailable("The database or storage could not be reached.", thrown);
	if (!(thrown instanceof AppwriteException)) return thrown;
	const { code, type } = thrown;
	const cause = { cause: thrown };
	if (PAST_MAX.includes(type))
		return new ChatreelError("QUOTA_EXCEEDED", "A counter is at its limit.", cause);
	if (code === 408 || code === 429 || code >= 500 || code === 0) {
		return unavailable("The database or storage is busy or does not work.", thrown);
	}
	if (code === 401 || code === 403) {
		const message = "The database or storage does not accept this function's key, or its scopes.";
		return new ChatreelError("DEPENDENCY_ERROR", message, cause);
	}
	// An unknown route has no type: then it is not a row or a file that is missing.
	if (code === 404 && type !== "" && type !== "general_route_not_found") {
		return new ChatreelError("NOT_FOUND", "It does not exist.", cause);
	}
	if (code === 409)
		return new ChatreelError("CONFLICT", "It exists already, or was changed at the same time.", cause);
	return new ChatreelError("DEPENDENCY_ERROR", "The database or storage refused what it was asked.", cause);
}

function unavailable(message: string, cause: unknown): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", message, { cause, retryable: true });
}
