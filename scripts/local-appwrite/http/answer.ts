import type { IncomingMessage, ServerResponse } from "node:http";
import { Fault } from "./fault.ts";
import type { Reply } from "./router.ts";

/** What it answers as its version; clients look at it. */
export const VERSION = "1.9.6";

export function headersOf(request: IncomingMessage): Record<string, string> {
	return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

export function sendReply(response: ServerResponse, { status, body, headers = {} }: Reply): void {
	const isBytes = Buffer.isBuffer(body);
	const content = body === undefined ? Buffer.alloc(0) : isBytes ? body : Buffer.from(JSON.stringify(body));
	const type = isBytes ? {} : { "content-type": "application/json; charset=UTF-8" };
	response.writeHead(status, {
		...(body === undefined ? {} : type),
		...headers,
		"content-length": content.length,
	});
	response.end(content);
}

/** What went wrong, in the real server's words; what is no `Fault` is told on stderr and answered without detail. */
export function sendFault(response: ServerResponse, error: unknown, headers: Reply["headers"] = {}): void {
	const fault = error instanceof Fault ? error : new Fault(500, "general_unknown", "Server Error");
	if (!(error instanceof Fault)) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
	const { message, status, type } = fault;
	sendReply(response, { status, headers, body: { message, code: status, type, version: VERSION } });
}
