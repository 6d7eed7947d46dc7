import { ChatreelError, ERROR_KINDS, findKind } from "./errors.ts";
import type { JsonObject } from "./json.ts";
import type { EpochMs } from "./time.ts";

/** The answer to a failed call, as `application/problem+json`. */
type ErrorBody = {
	readonly error: true;
	readonly code: string;
	readonly message: string;
	readonly details: JsonObject;
	/** ISO 8601, UTC. */
	readonly timestamp: string;
	/** From here on the members of RFC 9457, section 3.1. The type is an identifier that resolves to nothing. */
	readonly type: string;
	readonly title: string;
	readonly status: number;
	readonly detail: string;
	readonly instance: string;
};

type ErrorBodyOptions = {
	/** A URI reference of this one occurrence. The log has cause, stack and paths under the same reference. */
	readonly instance: string;
	readonly now?: () => EpochMs;
};

/** RFC 9110, section 15; 429 by RFC 6585, 507 by RFC 4918. */
const TITLES: Readonly<Record<number, string>> = {
	400: "Bad Request",
	401: "Unauthorized",
	403: "Forbidden",
	404: "Not Found",
	405: "Method Not Allowed",
	409: "Conflict",
	413: "Content Too Large",
	415: "Unsupported Media Type",
	429: "Too Many Requests",
	500: "Internal Server Error",
	502: "Bad Gateway",
	503: "Service Unavailable",
	504: "Gateway Timeout",
	507: "Insufficient Storage",
};

/**
 * Builds the body from message and details alone, which are written for callers. An UNKNOWN error sends neither, because they may hold
 * anything.
 */
export function toErrorBody(error: ChatreelError, { instance, now = Date.now }: ErrorBodyOptions): ErrorBody {
	const isUnknown = error.kind === "UNKNOWN";
	const message = isUnknown
		? `An unexpected error occurred. The log has the details under ${instance}.`
		: error.message;
	return {
		error: true,
		code: error.code,
		message,
		details: isUnknown ? {} : error.details,
		timestamp: new Date(now()).toISOString(),
		type: `urn:chatreel:error:${error.code}`,
		title: TITLES[error.status] ?? "Error",
		status: error.status,
		detail: message,
		instance,
	};
}

/** The part of an error that a caller may see, as rows and answers hold it. */
export type StoredError = {
	readonly code: string;
	/** Present when it differs from the status of the code. */
	readonly status?: number;
	readonly message: string;
	readonly details: JsonObject;
};

/** A column has 100,000; the rest is for the braces around. */
const COLUMN_CHARACTERS = 95_000;

/** Leaves out the last faults, or all details, to fit into a column. */
export function toStoredError(error: ChatreelError): StoredError {
	const { code, message, details } = toErrorBody(error, { instance: "" });
	const faults = "faults" in details && Array.isArray(details["faults"]) ? details["faults"] : null;
	const short = faults === null ? details : { ...details, faults: limitToColumn(faults) };
	const own = error.status === ERROR_KINDS[findKind(code)].status ? {} : { status: error.status };
	const stored = { code, ...own, message, details: short };
	return JSON.stringify(stored).length <= COLUMN_CHARACTERS ? stored : { ...stored, details: {} };
}

/** Reads a stored error. A code of a later release becomes UNKNOWN. */
export function restoreError(stored: Readonly<Record<string, unknown>>): ChatreelError {
	const { code, status, message = "The job has failed.", details } = stored;
	const kind = findKind(code, status);
	return new ChatreelError(kind, String(message), {
		details: typeof details === "object" && details !== null ? (details as JsonObject) : {},
		status: typeof status === "number" ? status : ERROR_KINDS[kind].status,
	});
}

/** The first items of a list, as many as fit into a column. */
export function limitToColumn<Item>(items: readonly Item[]): readonly Item[] {
	let characters = 0;
	const end = items.findIndex((item) => {
		characters += JSON.stringify(item).length + 1;
		return characters > COLUMN_CHARACTERS - 2000;
	});
	return end === -1 ? items : items.slice(0, end);
}
