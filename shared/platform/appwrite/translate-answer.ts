import { ChatreelError } from "../../core/errors.ts";

/** The error of an increment beyond its `max`: a transaction uses the older name even through TablesDB. */
const PAST_MAX = ["attribute_limit_exceeded", "column_limit_exceeded"];

/**
 * Translates an answer of Appwrite that is an error: the only place that knows its codes and types. Callers see none of the server's
 * words; they are in `cause`, for the log.
 */
export function translateAnswer(
	{ code, type }: { readonly code: number; readonly type: string },
	thrown: unknown,
): ChatreelError {
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

export function unavailable(message: string, cause: unknown): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", message, { cause, retryable: true });
}
