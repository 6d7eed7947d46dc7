import type { IncomingMessage, ServerResponse } from "node:http";
import { type Caller, hasScope } from "../auth/caller.ts";
import { type Credentials, GUEST, resolveCaller } from "../auth/resolve-caller.ts";
import type { Store } from "../store.ts";
import { badArgument, missingScope, notImplemented } from "./api-error.ts";
import { splitUrl } from "./host.ts";
import { requireKey, requireUid } from "./ids.ts";
import { corsHeaders, requireAllowedOrigin } from "./origin.ts";
import { readBody } from "./read-body.ts";
import { parseJson } from "./read-json.ts";
import { findRoute, PUBLIC, type Reply, type Route } from "./route.ts";
import { readHeaders, sendError, sendReply } from "./send-reply.ts";

type Api = {
	readonly routes: readonly Route[];
	readonly store: Store;
	readonly credentials: Credentials;
};

/** The scopes that users and guests have; what they may then do is for permissions to say. */
const CLIENT_SCOPES = /^(rows|documents|files|execution)\./;

/** The services of a real server, most of which have more routes than are served here. */
const SERVICES =
	/^\/(account|avatars|backups|databases|functions|graphql|health|locale|messaging|migrations|project|projects|proxy|sites|storage|tablesdb|teams|tokens|users|vcs)(\/|$)/;
const NOT_FOUND_PAGE = "<!doctype html><title>404</title><h1>Page not found</h1>";

const EVERY_REPLY = { server: "Appwrite", "x-content-type-options": "nosniff" };

/** Answers one request of an SDK. */
export async function serveApi(request: IncomingMessage, response: ServerResponse, api: Api): Promise<void> {
	const isPreflight = request.method === "OPTIONS";
	const cors = { ...EVERY_REPLY, ...corsHeaders(request.headers.origin, isPreflight, api.store) };
	try {
		if (!isPreflight) requireAllowedOrigin(request.headers, api.store);
		const reply = isPreflight ? { status: 200 } : await answer(request, api);
		if (reply === "dropped") request.socket.destroy();
		else sendReply(response, { ...reply, headers: { ...cors, ...reply.headers } }, request.method === "HEAD");
	} catch (error) {
		sendError(response, error, cors);
	}
}

async function answer(
	request: IncomingMessage,
	{ routes, store, credentials }: Api,
): Promise<Reply | "dropped"> {
	const { pathname, searchParams } = splitUrl(request.url ?? "/");
	const bytes = await readBody(request);
	if (bytes === null) return { status: 413, headers: { connection: "close" } };
	const path = pathname.replace(/^\/v1/, "");
	const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
	const match = findRoute(routes, method, path);
	if (match === null) return answerUnknown(`${request.method} ${path}`, path);
	const given = readHeaders(request);
	// The address of a file is enough to show it on a page.
	const project = searchParams.get("project") ?? given["x-appwrite-project"] ?? "";
	const headers: Readonly<Record<string, string>> = { ...given, "x-appwrite-project": project };
	const { scope, handle } = match.found;
	const { caller, session } = scope === PUBLIC ? GUEST : resolveCaller(headers, credentials, store);
	if (scope !== null && scope !== PUBLIC) requireScope(caller, scope);
	for (const [name, value] of Object.entries(match.params)) requireParam(name, value, method);
	const body = parseBody(bytes, headers["content-type"] ?? "");
	return handle({ params: match.params, search: searchParams, body, headers, bytes, caller, session });
}

function requireScope(caller: Caller, scope: string): void {
	if (!hasScope(caller, scope)) throw missingScope("applications", scope);
	if (caller.kind !== "key" && !CLIENT_SCOPES.test(scope)) throw missingScope(`${caller.kind}s`, scope);
}

function answerUnknown(what: string, path: string): Reply {
	if (SERVICES.test(path)) throw notImplemented(what);
	const headers = { "content-type": "text/html; charset=utf-8" };
	return { status: 404, headers, body: Buffer.from(NOT_FOUND_PAGE) };
}

/** Every parameter of an address is an id, or the key of a column or an index. */
function requireParam(name: string, value: string, method: string): void {
	// An upsert may ask for a new one.
	if (name === "rowId" && method === "PUT" && value === "unique()") return;
	if (name.endsWith("Id")) requireUid(value, name);
	else requireKey(value, name);
}

function parseBody(bytes: Buffer, contentType: string): Readonly<Record<string, unknown>> {
	if (bytes.length === 0 || !contentType.startsWith("application/json")) return {};
	const body = parseJson(bytes.toString());
	if (body !== null) return body;
	throw badArgument("Invalid request body: expected a JSON object.");
}
