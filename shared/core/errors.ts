import type { JsonObject } from "./json.ts";

/**
 * Every kind of failure there is, with the code that callers see and its HTTP status. Codes are part of the contract: they are
 * added to, never changed. ERR_004 is of two kinds, which its status tells apart.
 */
export const ERROR_KINDS = {
	INVALID_INPUT: { code: "ERR_001", status: 400 },
	RENDER_FAILED: { code: "ERR_002", status: 500 },
	UPLOAD_FAILED: { code: "ERR_003", status: 502 },
	QUOTA_EXCEEDED: { code: "ERR_004", status: 429 },
	/** Memory or disk ran out; with status 429, too many requests wait for their turn. */
	RESOURCE_EXHAUSTED: { code: "ERR_004", status: 507 },
	TIMEOUT: { code: "ERR_005", status: 504 },
	DEPENDENCY_ERROR: { code: "ERR_006", status: 503 },
	UNAUTHENTICATED: { code: "ERR_007", status: 401 },
	FORBIDDEN: { code: "ERR_008", status: 403 },
	NOT_FOUND: { code: "ERR_009", status: 404 },
	CONFLICT: { code: "ERR_010", status: 409 },
	CANCELLED: { code: "ERR_011", status: 409 },
	UNKNOWN: { code: "ERR_999", status: 500 },
} as const satisfies Record<string, { code: `ERR_${number}`; status: number }>;

export type ErrorKind = keyof typeof ERROR_KINDS;

/** The kind of an error that was stored or sent as code and status. Without a status, the first that has the code. */
export function kindFor(code: unknown, status?: unknown): ErrorKind {
	const kinds = (Object.keys(ERROR_KINDS) as ErrorKind[]).filter((kind) => ERROR_KINDS[kind].code === code);
	return kinds.find((kind) => ERROR_KINDS[kind].status === status) ?? kinds[0] ?? "UNKNOWN";
}

/** Whether it is an error of ours of one of these kinds. What others throw is of none. */
export function isKind(thrown: unknown, ...kinds: readonly ErrorKind[]): thrown is ChatreelError {
	return thrown instanceof ChatreelError && kinds.includes(thrown.kind);
}

export type ChatreelErrorOptions = {
	/** What the caller may know beyond the message. Default: nothing. No path, key or stack belongs here. */
	readonly details?: JsonObject;
	/** What went wrong beneath; for the log only. */
	readonly cause?: unknown;
	/** HTTP status, where the kind's own does not fit (413 for INVALID_INPUT). */
	readonly status?: number;
	/** Whether the same call may succeed a little later. Default false: `retry` gives up at once. */
	readonly retryable?: boolean;
};

/** The one error of this project. Its message and details are written for callers: both are sent to them. */
export class ChatreelError extends Error {
	override readonly name = "ChatreelError";
	readonly kind: ErrorKind;
	/** Stable and machine-readable, `ERR_001` to `ERR_999`. */
	readonly code: string;
	readonly status: number;
	readonly retryable: boolean;
	readonly details: JsonObject;

	constructor(kind: ErrorKind, message: string, options: ChatreelErrorOptions = {}) {
		super(message, "cause" in options ? { cause: options.cause } : undefined);
		this.kind = kind;
		this.code = ERROR_KINDS[kind].code;
		this.status = options.status ?? ERROR_KINDS[kind].status;
		this.retryable = options.retryable ?? false;
		this.details = options.details ?? {};
	}
}

/** A thread's heap, an allocation, or the system itself had no memory left (codes of Node and of the system). */
const OUT_OF_MEMORY = ["ENOMEM", "ERR_WORKER_OUT_OF_MEMORY", "ERR_MEMORY_ALLOCATION_FAILED"];
const OUT_OF_DISK = ["ENOSPC", "EDQUOT"];

/**
 * Failures of a connection that may well work a moment later: the system's codes, and those of undici, which is the
 * `fetch` of Node (its README lists them under "Errors").
 */
const CONNECTION_FAILURES = [
	...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"],
	...["ENETDOWN", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_SOCKET", "UND_ERR_CONNECT_TIMEOUT"],
	...["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"],
];

/**
 * The one mapping from whatever was thrown. It decides by type and code, never by the words of a message, and what it
 * does not know becomes UNKNOWN with words that tell the caller nothing of the inside; `cause` keeps the original.
 */
export function toChatreelError(thrown: unknown): ChatreelError {
	if (thrown instanceof ChatreelError) return thrown;
	const chain = causeChain(thrown);
	const isAborted = chain.some((error) => error.name === "AbortError" || codeOf(error) === "ABORT_ERR");
	const reason = isAborted ? chain.find((error) => error instanceof ChatreelError) : undefined;
	if (reason !== undefined) return reason;

	const options = { cause: thrown };
	if (chain.some((error) => OUT_OF_MEMORY.includes(codeOf(error)))) {
		return new ChatreelError("RESOURCE_EXHAUSTED", "There was not enough memory.", options);
	}
	if (chain.some((error) => OUT_OF_DISK.includes(codeOf(error)))) {
		return new ChatreelError("RESOURCE_EXHAUSTED", "There was not enough free disk space.", options);
	}
	// AbortSignal.timeout() gives no AbortError but this.
	if (chain.some((error) => error.name === "TimeoutError"))
		return new ChatreelError("TIMEOUT", "The time was up.", options);
	if (isAborted) return new ChatreelError("CANCELLED", "The work was cancelled.", options);
	if (isFailedFetch(thrown)) {
		const message = "A service that this one needs could not be reached.";
		return new ChatreelError("DEPENDENCY_ERROR", message, { ...options, retryable: true });
	}
	return new ChatreelError("UNKNOWN", "Something unexpected went wrong.", options);
}

/** How deep causes are looked at: more than any library nests them, and an end for one that contains itself. */
const MAX_CAUSES = 8;

function causeChain(thrown: unknown): readonly Error[] {
	const chain: Error[] = [];
	let current = thrown;
	while (current instanceof Error && chain.length < MAX_CAUSES) {
		chain.push(current);
		current = current.cause;
	}
	return chain;
}

function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** By the Fetch standard a failed connection is a bare TypeError; Node tells what it was in the cause's code. */
function isFailedFetch(thrown: unknown): boolean {
	return thrown instanceof TypeError && CONNECTION_FAILURES.includes(codeOf(thrown.cause));
}
