import type { IncomingMessage, ServerResponse } from "node:http";
import { deploymentNotFound } from "../deployments/deployments.ts";
import { headersOf, sendFault, sendReply } from "../http/answer.ts";
import { Fault } from "../http/fault.ts";
import { readBody } from "../http/read-body.ts";
import type { Reply } from "../http/router.ts";
import { rolesOf } from "../identity/caller.ts";
import type { Parts } from "../parts.ts";
import { textOfBytes } from "./curl-request.ts";
import { NOTHING } from "./execution.ts";
import { functionNotFound } from "./functions.ts";
import { domainHeaders } from "./request-headers.ts";

const GUEST = { kind: "guest" } as const;

/**
 * Answers a request to a function's own address: any method, path and header. Whoever calls is a guest to it: the server's own
 * headers are set or emptied, and only the event's, which it does not set, comes through. An error without a body becomes a
 * page, and so does every refusal.
 */
export async function serveDomain(
	request: IncomingMessage,
	response: ServerResponse,
	functionId: string,
	parts: Parts,
	syncLimitMs: number,
): Promise<void> {
	try {
		sendReply(response, await answer(request, functionId, parts, syncLimitMs));
	} catch (error) {
		if (error instanceof Fault) sendReply(response, errorPage(error.status, error.message));
		else sendFault(response, error);
	}
}

async function answer(
	request: IncomingMessage,
	functionId: string,
	{ functions, executor }: Parts,
	syncLimitMs: number,
): Promise<Reply> {
	const made = functions.get(functionId);
	const deployment = executor.activeOf(made);
	if (deployment === null) throw deploymentNotFound();
	if (!made.enabled) throw functionNotFound();
	if (!rolesOf(GUEST).some((role) => made.execute.includes(role))) {
		throw new Fault(
			401,
			"function_execute_permission_missing",
			'To execute function using domain, execute permissions must include "any" or "guests".',
		);
	}
	const body = await readBody(request);
	if (body === null) return { status: 413, headers: { connection: "close" } };
	const asked = {
		...NOTHING,
		trigger: "http" as const,
		method: request.method ?? "GET",
		path: textOfBytes(request.url ?? "/"),
		headers: domainHeaders(textsOf(headersOf(request))),
		body: body.toString("base64"),
	};
	const done = await executor.call(made, deployment, asked, GUEST, syncLimitMs);
	if (done === null) return errorPage(408);
	const { statusCode: status, body: answered } = done.result;
	const headers = Object.fromEntries(Object.entries(done.result.headers).filter(([name]) => !OWN.has(name)));
	// What announces another answer is none.
	if (status < 200) return errorPage(500);
	if (status >= 400 && answered.length === 0) return errorPage(status);
	return { status, headers: { ...headers, "x-appwrite-execution-id": done.execution.id }, body: answered };
}

/** Of an answer's headers, those that this server's connection has for itself. */
const OWN = new Set(["connection", "keep-alive", "trailer", "transfer-encoding", "upgrade"]);

const textsOf = (headers: Readonly<Record<string, string>>) =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, textOfBytes(value)]));

export function errorPage(status: number, message = ""): Reply {
	const words = message === "" ? "" : `<p>${message.replaceAll("<", "&lt;")}</p>`;
	return {
		status,
		headers: { "content-type": "text/html; charset=utf-8" },
		body: Buffer.from(`<!doctype html><title>${status}</title><h1>Error ${status}</h1>${words}`),
	};
}
