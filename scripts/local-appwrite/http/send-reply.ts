import type { IncomingMessage, ServerResponse } from "node:http";
import { describePermanentError } from "../../../shared/core/errors.ts";
import { VERSION } from "../version.ts";
import { ApiError } from "./api-error.ts";
import type { Reply } from "./route.ts";

export function readHeaders(request: IncomingMessage): Record<string, string> {
	return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

/** To HEAD, what GET would answer, without the body and its length. */
export function sendReply(
	response: ServerResponse,
	{ status, body, headers = {} }: Reply,
	isHead = false,
): void {
	const isBytes = Buffer.isBuffer(body);
	const content = body === undefined ? Buffer.alloc(0) : isBytes ? body : Buffer.from(JSON.stringify(body));
	const type = isBytes ? {} : { "content-type": "application/json; charset=UTF-8" };
	const length = isHead ? {} : { "content-length": content.length };
	response.writeHead(status, { ...(body === undefined ? {} : type), ...headers, ...length });
	if (isHead) response.end();
	else response.end(content);
}

/** An error in the real server's words; one that is no `ApiError` goes to stderr and is answered without detail. */
export function sendError(response: ServerResponse, error: unknown, headers: Reply["headers"] = {}): void {
	if (response.headersSent) {
		response.destroy();
		return;
	}
	const known =
		error instanceof ApiError
			? error
			: (diskError(error) ?? new ApiError(500, "general_unknown", "Server Error"));
	if (known.type === "general_unknown") {
		process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
	}
	const { message, status, type } = known;
	const fresh = { "cache-control": "no-cache, no-store, must-revalidate", expires: "0", pragma: "no-cache" };
	sendReply(response, {
		status,
		headers: { ...headers, ...fresh },
		body: { message, code: status, type, version: VERSION },
	});
}

/**
 * A full or broken disk. No real server says so; here the status is one that no client retries, because nothing changes by
 * itself, and the caller is the person who can mend it.
 */
function diskError(error: unknown): ApiError | null {
	const reason = describePermanentError(error);
	return reason === null
		? null
		: new ApiError(413, "general_disk_failed", `The data folder cannot be used: ${reason}.`);
}

/** An error as a page, as functions' domains answer it. */
export function errorPage(status: number, message = ""): Reply {
	const words = message === "" ? "" : `<p>${message.replaceAll("<", "&lt;")}</p>`;
	return {
		status,
		headers: { "content-type": "text/html; charset=utf-8" },
		body: Buffer.from(`<!doctype html><title>${status}</title><h1>Error ${status}</h1>${words}`),
	};
}
