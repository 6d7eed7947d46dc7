import { ChatreelError, type ErrorKind } from "../../shared/core/errors.ts";
import type { JsonObject } from "../../shared/core/json.ts";
import { type RetryPolicy, retry } from "../../shared/core/retry.ts";
import type { Sleep } from "../../shared/core/time.ts";
import type { BatchSummary, ItemDetail } from "../../shared/service/batch/batch-summary.ts";
import { MAX_BODY_CHARACTERS } from "../../shared/service/batch/parse-batch.ts";
import type { Manifest, SentBatch } from "./manifest.ts";

type Request = {
	readonly method: "GET" | "POST";
	readonly path: string;
	readonly body?: string;
};

/** Calls the function render as the service. */
export type CallFunction = (
	request: Request,
) => Promise<{ readonly status: number; readonly body: JsonObject }>;

type CallOptions = {
	readonly call: CallFunction;
	readonly signal: AbortSignal;
	readonly wait: Sleep;
	/** Called with the error of each failed try. */
	readonly onError?: (error: unknown) => void;
};

/** About two minutes in all for a server that is away or busy. */
const CALL_RETRY: RetryPolicy = { attempts: 12, baseMs: 1000, capMs: 30_000 };

const KINDS: Readonly<Record<number, ErrorKind>> = {
	401: "UNAUTHENTICATED",
	403: "FORBIDDEN",
	404: "NOT_FOUND",
	409: "CONFLICT",
};

/** Rejects with the server's last error. */
export async function fetchBatch(batchId: string, options: CallOptions): Promise<readonly ItemDetail[]> {
	return (await callForSummary({ method: "GET", path: `/batches/${batchId}` }, options)).details;
}

/**
 * Sends a batch until the server has all of it. The manifest records the batch before it is sent, because the answer may get
 * lost, and forgets it when the server certainly took nothing.
 */
export async function sendBatch(
	batch: SentBatch,
	conversations: readonly unknown[],
	{
		manifest,
		save,
		...options
	}: CallOptions & { readonly manifest: Manifest; readonly save: () => () => void },
): Promise<readonly ItemDetail[]> {
	const body = JSON.stringify({ batchId: batch.batchId, conversations });
	if (body.length > MAX_BODY_CHARACTERS) {
		const message = `The batch has ${body.length} characters with its pictures, and a server takes ${MAX_BODY_CHARACTERS}. Send it in parts, or put its pictures into a bucket.`;
		throw new ChatreelError("INVALID_INPUT", message);
	}
	manifest.sent = batch;
	const undo = save();
	let isFirst = true;
	const onError = (error: unknown) => {
		if (isRefusal(error, isFirst)) undo();
		isFirst = false;
	};
	for (;;) {
		options.signal.throwIfAborted();
		const state = await callForSummary({ method: "POST", path: "/batch", body }, { ...options, onError });
		isFirst = false;
		if (state.unfinished !== undefined) continue;
		manifest.sent = { ...batch, isTaken: true };
		save();
		return state.details;
	}
}

/** After the first try the server may have the batch, whatever the next answers, unless the id is another batch's. */
function isRefusal(error: unknown, isFirst: boolean): boolean {
	if (!(error instanceof ChatreelError) || error.retryable) return false;
	return isFirst || error.kind === "CONFLICT";
}

/** Retries freely: each of these requests can be repeated without harm. */
function callForSummary(
	request: Request,
	{ call, signal, wait, onError = () => {} }: CallOptions,
): Promise<BatchSummary & { readonly unfinished?: string }> {
	const attempt = async () => {
		try {
			const { status, body } = await call(request);
			if (status < 300 && Array.isArray(body["details"])) return body as unknown as BatchSummary;
			throw toError(status, body);
		} catch (error) {
			onError(error);
			throw error;
		}
	};
	return retry(attempt, CALL_RETRY, { signal, sleep: wait });
}

function toError(status: number, { message, details }: JsonObject): ChatreelError {
	const text = String(message ?? `The server answered ${status}.`);
	const isTemporary = status < 400 || status === 408 || status === 429 || status >= 500;
	if (isTemporary) return new ChatreelError("DEPENDENCY_ERROR", text, { retryable: true });
	return new ChatreelError(KINDS[status] ?? "INVALID_INPUT", text, {
		details: (details ?? {}) as JsonObject,
	});
}
