import type { IncomingMessage, ServerResponse } from "node:http";
import { hasScope } from "../identity/caller.ts";
import { requireKey, requireUid } from "../identity/ids.ts";
import { type CallerAndSession, resolveCaller } from "../identity/resolve-caller.ts";
import type { Parts } from "../parts.ts";
import { addressOf } from "./address.ts";
import { headersOf, sendFault, sendReply } from "./answer.ts";
import { badArgument, Fault, missingScope, notServed } from "./fault.ts";
import { corsHeaders, requireAllowedOrigin } from "./origin.ts";
import { parseJsonRecord } from "./parse-json.ts";
import { MAX_REQUEST_BYTES, readBody } from "./read-body.ts";
import { findRoute, type Reply, type Route } from "./router.ts";

/** The scopes that users and guests have; what they may then do is for permissions to say. */
const FOR_CLIENTS = /^(rows|documents|files|execution)\./;

/** What a real server has beyond what is served here. */
const SERVICES =
	/^\/(account|avatars|backups|databases|functions|graphql|health|locale|messaging|migrations|project|projects|proxy|sites|storage|tablesdb|teams|tokens|users|vcs)(\/|$)/;
/** Who asks what is no project's. */
const NOBODY: CallerAndSession = { caller: { kind: "guest" }, session: null };
const NOT_FOUND_PAGE = "<!doctype html><title>404</title><h1>Page not found</h1>";

const EVERY_ANSWER = { server: "Appwrite", "x-content-type-options": "nosniff" };

/** Answers one request of an SDK. */
export async function serveApi(
	request: IncomingMessage,
	response: ServerResponse,
	routes: readonly Route[],
	parts: Parts,
): Promise<void> {
	const isPreflight = request.method === "OPTIONS";
	const cors = { ...EVERY_ANSWER, ...corsHeaders(request.headers.origin, isPreflight, parts) };
	try {
		if (!isPreflight) requireAllowedOrigin(request.headers, parts);
		const reply = isPreflight ? { status: 200 } : await handle(request, routes, parts);
		if (reply === "dropped") request.socket.destroy();
		else sendReply(response, { ...reply, headers: { ...cors, ...reply.headers } }, request.method === "HEAD");
	} catch (error) {
		sendFault(response, error, cors);
	}
}

async function handle(
	request: IncomingMessage,
	routes: readonly Route[],
	parts: Parts,
): Promise<Reply | "dropped"> {
	const { pathname, searchParams } = addressOf(request.url ?? "/");
	const length = Number(request.headers["content-length"] ?? 0);
	if (length > MAX_REQUEST_BYTES && parts.weaknesses().resetLargeRequests) return "dropped";
	const bytes = await readBody(request);
	if (bytes === null) return { status: 413, headers: { connection: "close" } };
	const path = pathname.replace(/^\/v1/, "");
	const method = request.method ?? "GET";
	const found = findRoute(routes, method === "HEAD" ? "GET" : method, path);
	if (found === null) {
		if (SERVICES.test(path)) throw notServed(`${request.method} ${path}`);
		const headers = { "content-type": "text/html; charset=utf-8" };
		return { status: 404, headers, body: Buffer.from(NOT_FOUND_PAGE) };
	}
	const given = headersOf(request);
	// The address of a file is enough to show it on a page.
	const project = searchParams.get("project") ?? given["x-appwrite-project"] ?? "";
	const headers: Readonly<Record<string, string>> = { ...given, "x-appwrite-project": project };
	const { scope, handle: run, isForAnyProject = false } = found.route;
	const { caller, session } = isForAnyProject ? NOBODY : resolveCaller(headers, parts.credentials, parts);
	if (scope !== null && !hasScope(caller, scope)) throw missingScope(scope);
	if (scope !== null && caller.kind !== "key" && !FOR_CLIENTS.test(scope)) {
		throw new Fault(
			401,
			"general_unauthorized_scope",
			`User (role: ${caller.kind}s) missing scopes (["${scope}"])`,
		);
	}
	for (const [name, value] of Object.entries(found.params)) requireParam(name, value, method);
	const body = parseBody(bytes, headers["content-type"] ?? "");
	return run({ params: found.params, search: searchParams, body, headers, bytes, caller, session });
}

/** Every part of an address that is a parameter is an id, or the key of a column or an index. */
function requireParam(name: string, value: string, method: string): void {
	// An upsert may ask for a new one.
	if (name === "rowId" && method === "PUT" && value === "unique()") return;
	if (name.endsWith("Id")) requireUid(value, name);
	else requireKey(value, name);
}

function parseBody(bytes: Buffer, contentType: string): Readonly<Record<string, unknown>> {
	if (bytes.length === 0 || !contentType.startsWith("application/json")) return {};
	const body = parseJsonRecord(bytes.toString());
	if (body !== null) return body;
	throw badArgument("Invalid request body: expected a JSON object.");
}
