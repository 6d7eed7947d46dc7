import type { IncomingMessage, ServerResponse } from "node:http";
import { permanentReason } from "../../../shared/core/system-reason.ts";
import { Fault } from "./fault.ts";
import type { Reply } from "./router.ts";

/** What it answers as its version; clients look at it. */
export const VERSION = "1.9.6";

export function headersOf(request: IncomingMessage): Record<string, string> {
	return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

/** To HEAD, what GET would say, without the body and its length. */
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

/** What went wrong, in the real server's words; what is no `Fault` is told on stderr and answered without detail. */
export function sendFault(response: ServerResponse, error: unknown, headers: Reply["headers"] = {}): void {
	if (response.headersSent) {
		response.destroy();
		return;
	}
	const fault =
		error instanceof Fault ? error : (diskFault(error) ?? new Fault(500, "general_unknown", "Server Error"));
	if (fault.type === "general_unknown")
		process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
	const { message, status, type } = fault;
	const fresh = { "cache-control": "no-cache, no-store, must-revalidate", expires: "0", pragma: "no-cache" };
	sendReply(response, {
		status,
		headers: { ...headers, ...fresh },
		body: { message, code: status, type, version: VERSION },
	});
}

/**
 * A full or broken disk beneath the data. No real server says so; here the status is one that no client tries again, because
 * nothing changes by itself, and whoever asks is the person who can mend it.
 */
function diskFault(error: unknown): Fault | null {
	const reason = permanentReason(error);
	return reason === null
		? null
		: new Fault(413, "general_disk_failed", `The data folder cannot be used: ${reason}.`);
}
