import type { JsonObject } from "./json.ts";

/**
 * Every kind of error, with its public code and its HTTP status. Codes are part of the contract: new ones may be added, none
 * changed. Two kinds share ERR_004; the status tells them apart.
 */
export const ERROR_KINDS = {
	INVALID_INPUT: { code: "ERR_001", status: 400 },
	RENDER_FAILED: { code: "ERR_002", status: 500 },
	UPLOAD_FAILED: { code: "ERR_003", status: 502 },
	QUOTA_EXCEEDED: { code: "ERR_004", status: 429 },
	/** Out of memory or disk; with status 429, too many requests are waiting. */
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

/** The kind that a code and a status stand for. Without a status, the first kind that has the code. */
export function findKind(code: unknown, status?: unknown): ErrorKind {
	const kinds = (Object.keys(ERROR_KINDS) as ErrorKind[]).filter((kind) => ERROR_KINDS[kind].code === code);
	return kinds.find((kind) => ERROR_KINDS[kind].status === status) ?? kinds[0] ?? "UNKNOWN";
}

/** Whether it is a ChatreelError of one of these kinds. */
export function isKind(thrown: unknown, ...kinds: readonly ErrorKind[]): thrown is ChatreelError {
	return thrown instanceof ChatreelError && kinds.includes(thrown.kind);
}

type ChatreelErrorOptions = {
	/** Sent to the caller. No path, key or stack belongs here. */
	readonly details?: JsonObject;
	/** For the log only. */
	readonly cause?: unknown;
	/** Replaces the HTTP status of the kind (413 for INVALID_INPUT). */
	readonly status?: number;
	/** Whether the same call may succeed a little later. Default false: `retry` gives up at once. */
	readonly retryable?: boolean;
};

/** The only error class of this project. Callers receive its message and details. */
export class ChatreelError extends Error {
	override readonly name = "ChatreelError";
	readonly kind: ErrorKind;
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

/** Codes of Node and of the system: a thread's heap, an allocation or the system is out of memory. */
const OUT_OF_MEMORY = ["ENOMEM", "ERR_WORKER_OUT_OF_MEMORY", "ERR_MEMORY_ALLOCATION_FAILED"];
const OUT_OF_DISK = ["ENOSPC", "EDQUOT"];

/**
 * Failures of a connection that may succeed a moment later: codes of the system, and of undici, the `fetch` of Node (its README,
 * "Errors").
 */
const CONNECTION_FAILURES = [
	...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"],
	...["ENETDOWN", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_SOCKET", "UND_ERR_CONNECT_TIMEOUT"],
	...["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"],
];

/**
 * Maps any thrown value, by type and code and never by message text. An unknown one becomes UNKNOWN with a message that reveals nothing
 * internal; `cause` keeps the original.
 */
export function toChatreelError(thrown: unknown): ChatreelError {
	if (thrown instanceof ChatreelError) return thrown;
	const chain = causeChain(thrown);
	const isAborted = chain.some((error) => error.name === "AbortError" || readCode(error) === "ABORT_ERR");
	const reason = isAborted ? chain.find((error) => error instanceof ChatreelError) : undefined;
	if (reason !== undefined) return reason;

	const options = { cause: thrown };
	if (chain.some((error) => OUT_OF_MEMORY.includes(readCode(error)))) {
		return new ChatreelError("RESOURCE_EXHAUSTED", "Out of memory.", options);
	}
	if (chain.some((error) => OUT_OF_DISK.includes(readCode(error)))) {
		return new ChatreelError("RESOURCE_EXHAUSTED", "Out of disk space.", options);
	}
	// AbortSignal.timeout() gives no AbortError but this.
	if (chain.some((error) => error.name === "TimeoutError"))
		return new ChatreelError("TIMEOUT", "The time limit was exceeded.", options);
	if (isAborted) return new ChatreelError("CANCELLED", "The work was cancelled.", options);
	if (isFailedFetch(thrown)) {
		const message = "A required service is unreachable.";
		return new ChatreelError("DEPENDENCY_ERROR", message, { ...options, retryable: true });
	}
	return new ChatreelError("UNKNOWN", "An unexpected error occurred.", options);
}

/** More than any library nests causes; bounds a cause that contains itself. */
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

function readCode(error: unknown): string {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** By the Fetch standard a failed connection is a bare TypeError; Node puts the reason in the code of its cause. */
function isFailedFetch(thrown: unknown): boolean {
	return thrown instanceof TypeError && CONNECTION_FAILURES.includes(readCode(thrown.cause));
}

/** Codes of errno that a person at the machine can act on. */
const REASONS: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file or folder",
	ENOTDIR: "a part of this path is a file, not a folder",
	EISDIR: "it is a folder",
	EEXIST: "a file has this name",
	EACCES: "this user may not",
	EPERM: "the system does not allow it",
	EROFS: "it is on a read-only file system",
	ENOSPC: "the disk is full",
	EDQUOT: "the disk quota is used up",
	EFBIG: "the file is too large for this disk",
	ENAMETOOLONG: "a name in it is too long",
	ELOOP: "its links lead in a circle",
	EIO: "the disk failed",
	EMFILE: "too many files are open",
	ENFILE: "too many files are open",
	ENXIO: "there is no such device",
	EBUSY: "it is in use",
	ETXTBSY: "it is in use",
	EINVAL: "the system does not take this name",
	EXDEV: "it is on another disk",
};

/** Primary result codes of SQLite (https://sqlite.org/rescode.html) that concern the file of the database. */
const SQLITE_REASONS: Readonly<Record<number, string>> = {
	3: "this user may not (SQLITE_PERM)",
	8: "it cannot be written (SQLITE_READONLY)",
	10: "the disk failed, or is full (SQLITE_IOERR)",
	11: "the database is damaged (SQLITE_CORRUPT)",
	13: "the disk is full (SQLITE_FULL)",
	14: "the database cannot be opened (SQLITE_CANTOPEN)",
	26: "the file is no database (SQLITE_NOTADB)",
};

/** Words and code of a system error: the code alone when it is not listed, "unknown error" when it has none. */
export function describeSystemError(thrown: unknown): string {
	const listed = describePermanentError(thrown);
	if (listed !== null) return listed;
	return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown error";
}

/** Words and code of a system error that a retry does not cure; null for others. Looks through `cause`. */
export function describePermanentError(thrown: unknown): string | null {
	for (let error = thrown; error instanceof Error; error = error.cause) {
		const code = "code" in error ? String(error.code) : "";
		if (Object.hasOwn(REASONS, code)) return `${REASONS[code]} (${code})`;
		// The lower eight bits are the primary code.
		const reason = "errcode" in error ? SQLITE_REASONS[Number(error.errcode) & 0xff] : undefined;
		if (reason !== undefined) return reason;
	}
	return null;
}
