import type { ChatreelError } from "./errors.ts";
import type { JsonObject } from "./json.ts";

/** What a caller gets of a failure, as `application/problem+json`. */
export type ErrorBody = {
	readonly error: true;
	readonly code: string;
	readonly message: string;
	readonly details: JsonObject;
	/** ISO 8601, UTC. */
	readonly timestamp: string;
	/** From here on the members of RFC 9457, section 3.1. A type is an identifier; nothing is found behind it. */
	readonly type: string;
	readonly title: string;
	readonly status: number;
	readonly detail: string;
	readonly instance: string;
};

export type ErrorBodyOptions = {
	/** A URI reference of this one occurrence. The log holds the rest (cause, stack, paths) under the same. */
	readonly instance: string;
	/** Milliseconds since 1970, UTC. */
	readonly now?: () => number;
};

/** What the specifications of HTTP call each status: RFC 9110, section 15; of 429 RFC 6585, of 507 RFC 4918. */
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
 * The body that tells a caller of a failure. It is built from the message and the details alone, which are written for
 * callers; of an UNKNOWN error not even these are sent, because nobody knows what they hold.
 */
export function toErrorBody(error: ChatreelError, { instance, now = Date.now }: ErrorBodyOptions): ErrorBody {
	const isUnknown = error.kind === "UNKNOWN";
	const message = isUnknown
		? `Something unexpected went wrong. The log tells more under ${instance}.`
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
