import { AppwriteException } from "node-appwrite";
import { ChatreelError } from "../../core/errors.ts";

/** An increment beyond its `max`: in a transaction it is called by the older name even through TablesDB. */
const PAST_MAX = ["attribute_limit_exceeded", "column_limit_exceeded"];

/**
 * What the SDK threw, as an error of ours: the one place that knows Appwrite's codes and types. Nothing of the server's own
 * words is passed on to callers; they are in `cause`, for the log. A failed connection is a bare TypeError there.
 */
export function translateAppwriteError(thrown: unknown): unknown {
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
	// An unknown route has no type: then it is no row or file that is missing.
	if (code === 404 && type !== "" && type !== "general_route_not_found") {
		return new ChatreelError("NOT_FOUND", "There is no such thing.", cause);
	}
	if (code === 409)
		return new ChatreelError("CONFLICT", "It is there already, or was changed meanwhile.", cause);
	return new ChatreelError("DEPENDENCY_ERROR", "The database or storage refused what it was asked.", cause);
}

function unavailable(message: string, cause: unknown): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", message, { cause, retryable: true });
}
