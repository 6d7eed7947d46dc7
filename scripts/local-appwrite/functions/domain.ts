import { createServer, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import { headersOf, sendFault, sendReply } from "../http/answer.ts";
import { Fault } from "../http/fault.ts";
import type { Reply } from "../http/router.ts";
import { rolesOf } from "../identity/caller.ts";
import { NOTHING } from "./execution.ts";
import type { Functions } from "./functions.ts";
import type { FunctionPlan } from "./plan.ts";
import { domainHeaders } from "./request-headers.ts";

const GUEST = { kind: "guest" } as const;

/**
 * A function's own address: any method, path and header. Whoever calls is a guest to it: the server's own headers are
 * set or emptied, and only the event's, which it does not set, comes through. An error without a body becomes a page.
 */
export function createDomain(functions: Functions, plan: FunctionPlan, syncLimitMs: number): Server {
	return createServer((request, response) => {
		answer(functions, plan, request, syncLimitMs)
			.then((reply) => sendReply(response, reply))
			.catch((error: unknown) => sendFault(response, error));
	});
}

async function answer(
	functions: Functions,
	plan: FunctionPlan,
	request: IncomingMessage,
	syncLimitMs: number,
): Promise<Reply> {
	if (!rolesOf(GUEST).some((role) => plan.execute.includes(role))) {
		const words = 'To execute function using domain, execute permissions must include "any" or "guests"';
		throw new Fault(401, "user_unauthorized", words);
	}
	const asked = {
		...NOTHING,
		trigger: "http" as const,
		method: request.method ?? "GET",
		path: request.url ?? "/",
		headers: domainHeaders(headersOf(request)),
		body: (await buffer(request)).toString("base64"),
	};
	const done = await functions.call(plan, asked, GUEST, syncLimitMs);
	if (done === null) return errorPage(408);
	const { statusCode: status, body } = done.result;
	const { connection: _connection, "transfer-encoding": _encoding, ...headers } = done.result.headers;
	if (status >= 400 && body.length === 0) return errorPage(status);
	return { status, headers: { ...headers, "x-appwrite-execution-id": done.execution.id }, body };
}

function errorPage(status: number): Reply {
	return {
		status,
		headers: { "content-type": "text/html; charset=utf-8" },
		body: Buffer.from(`<!doctype html><title>${status}</title><h1>Error ${status}</h1>`),
	};
}
