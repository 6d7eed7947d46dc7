import type { IncomingMessage, ServerResponse } from "node:http";
import { listRoles } from "../auth/caller.ts";
import { deploymentNotFound, findActiveDeployment } from "../deployments/deployments.ts";
import { resourceNotFound } from "../deployments/resources.ts";
import { requireFunction } from "../functions/functions.ts";
import { ApiError } from "../http/api-error.ts";
import { readBody } from "../http/read-body.ts";
import type { Reply } from "../http/route.ts";
import { errorPage, readHeaders, sendError, sendReply } from "../http/send-reply.ts";
import type { Store } from "../store.ts";
import { textOfBytes } from "./curl-request.ts";
import { EMPTY_REQUEST } from "./executions.ts";
import type { Executor } from "./executor.ts";
import { domainHeaders } from "./request-headers.ts";

const GUEST = { kind: "guest" } as const;

type Needs = { readonly store: Store; readonly executor: Executor };

/**
 * Answers a request to a function's own address: any method, path and header. Every caller is a guest to it: the server's own
 * headers are set or emptied, and only the event's, which it does not set, comes through. An error without a body becomes a
 * page, and so does every refusal.
 */
export async function serveDomain(
	request: IncomingMessage,
	response: ServerResponse,
	functionId: string,
	needs: Needs,
): Promise<void> {
	try {
		sendReply(response, await answer(request, functionId, needs));
	} catch (error) {
		if (error instanceof ApiError) sendReply(response, errorPage(error.status, error.message));
		else sendError(response, error);
	}
}

async function answer(
	request: IncomingMessage,
	functionId: string,
	{ store, executor }: Needs,
): Promise<Reply> {
	const owner = requireFunction(store, functionId);
	const deployment = findActiveDeployment(store, "function", owner);
	if (deployment === null) throw deploymentNotFound();
	if (!owner.enabled) throw resourceNotFound("function");
	if (!listRoles(GUEST).some((role) => owner.execute.includes(role))) {
		throw new ApiError(
			401,
			"function_execute_permission_missing",
			'To execute function using domain, execute permissions must include "any" or "guests".',
		);
	}
	const body = await readBody(request);
	if (body === null) return { status: 413, headers: { connection: "close" } };
	const asked = {
		...EMPTY_REQUEST,
		trigger: "http" as const,
		method: request.method ?? "GET",
		path: textOfBytes(request.url ?? "/"),
		headers: domainHeaders(decodeHeaders(readHeaders(request))),
		body: body.toString("base64"),
	};
	const done = await executor.call(owner, deployment, asked, GUEST);
	if (done === null) return errorPage(408);
	const { statusCode: status, body: answered } = done.result;
	// An interim response is no answer.
	if (status < 200) return errorPage(500);
	if (status >= 400 && answered.length === 0) return errorPage(status);
	const headers = Object.entries(done.result.headers).filter(([name]) => !HOP_BY_HOP.has(name));
	const own = { "x-appwrite-execution-id": done.execution.id };
	return { status, headers: { ...Object.fromEntries(headers), ...own }, body: answered };
}

/** Of an answer's headers, those that this server's connection has for itself. */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "trailer", "transfer-encoding", "upgrade"]);

const decodeHeaders = (headers: Readonly<Record<string, string>>) =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, textOfBytes(value)]));
