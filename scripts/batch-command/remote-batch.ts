import type { Sleep } from "../../shared/core/deadline.ts";
import { ChatreelError, type ErrorKind } from "../../shared/core/errors.ts";
import type { JsonObject } from "../../shared/core/json.ts";
import { type RetryPolicy, retry } from "../../shared/core/retry.ts";
import type { BatchSummary } from "../../shared/service/batch/summary.ts";

type Request = {
	readonly method: "GET" | "POST";
	readonly path: string;
	readonly body?: string;
};

/** The function on the server, as the service. */
export type CallFunction = (
	request: Request,
) => Promise<{ readonly status: number; readonly body: JsonObject }>;

export type AskOptions = {
	readonly call: CallFunction;
	readonly signal: AbortSignal;
	readonly wait: Sleep;
	/** Told of each try that failed. */
	readonly onError?: (error: unknown) => void;
};

/** A server that is away, or busy, is waited for: about two minutes in all. */
const ASK_RETRY: RetryPolicy = { attempts: 12, baseMs: 1000, capMs: 30_000 };

const KINDS: Readonly<Record<number, ErrorKind>> = {
	401: "UNAUTHENTICATED",
	403: "FORBIDDEN",
	404: "NOT_FOUND",
	409: "CONFLICT",
};

/**
 * Asks for a batch's state until there is an answer: each of these calls may be made again without harm. Rejects with what the server
 * said last.
 */
export function askForState(
	request: Request,
	{ call, signal, wait, onError = () => {} }: AskOptions,
): Promise<BatchSummary & { readonly unfinished?: string }> {
	const ask = async () => {
		try {
			const { status, body } = await call(request);
			if (status < 300 && Array.isArray(body["details"])) return body as unknown as BatchSummary;
			throw toError(status, body);
		} catch (error) {
			onError(error);
			throw error;
		}
	};
	return retry(ask, ASK_RETRY, { signal, sleep: wait });
}

function toError(status: number, { message, details }: JsonObject): ChatreelError {
	const words = String(message ?? `The server answered ${status}.`);
	const isPassing = status < 400 || status === 408 || status === 429 || status >= 500;
	if (isPassing) return new ChatreelError("DEPENDENCY_ERROR", words, { retryable: true });
	return new ChatreelError(KINDS[status] ?? "INVALID_INPUT", words, {
		details: (details ?? {}) as JsonObject,
	});
}
