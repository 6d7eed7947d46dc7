import { ApiError } from "../http/api-error.ts";
import { parseJson } from "../http/read-json.ts";

type Headers = Readonly<Record<string, string>>;

/**
 * The headers with which a function is called: the caller's and the server's in one, by the real server's rules. A name
 * that both send arrives with both values, the caller's first, and one that the server leaves empty with the caller's
 * alone. Empty ones are dropped. So only what the server never leaves empty can be believed, and only when it is exactly
 * what the server writes.
 */
export function mergeHeaders(given: Headers, own: Headers): Record<string, string> {
	const merged: Record<string, string> = {};
	for (const [name, value] of [...Object.entries(given), ...Object.entries(own)]) {
		if (value === "") continue;
		const key = name.toLowerCase();
		merged[key] = merged[key] === undefined ? value : `${merged[key]}, ${value}`;
	}
	return merged;
}

const NAME = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/;
const MAX_COUNT = 100;
const MAX_BYTES = 16_384;

/**
 * The headers that a caller of `createExecution` gives. Throws for one that is not valid, or is the server's in the
 * server's own case: any other case of its letters goes through.
 */
export function requireAllowedHeaders(given: unknown): Record<string, string> {
	const entries = Object.entries(readRecord(given));
	const headers = entries.map(([name, value]) => [name, String(value ?? "")] as const);
	const bytes = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
	const isAllowed = headers.every(([name]) => NAME.test(name) && !name.startsWith("x-appwrite-"));
	if (isAllowed && headers.length <= MAX_COUNT && bytes < MAX_BYTES) return Object.fromEntries(headers);
	throw new ApiError(
		400,
		"general_unknown",
		`Invalid headers: Alphanumeric characters or hyphens only, cannot start with "x-appwrite", maximum ${MAX_COUNT} keys, and total size ${MAX_BYTES}.`,
	);
}

/** An object, or JSON of one. */
const readRecord = (given: unknown): object =>
	typeof given === "object" && given !== null ? given : (parseJson(String(given)) ?? {});

/** The server's own headers that it sets on a function's domain, whatever the caller sends. The event is not among them. */
const SET_ON_DOMAINS =
	/^x-appwrite-(execution-id|key|trigger|user-id|user-jwt|client-ip|co(untry|ntinent)-.*)$/;

/** The caller's headers that a function's domain lets through. */
export function domainHeaders(given: Headers): Record<string, string> {
	const kept = Object.entries(given).filter(([name]) => !SET_ON_DOMAINS.test(name) && name !== "host");
	return Object.fromEntries(kept);
}
