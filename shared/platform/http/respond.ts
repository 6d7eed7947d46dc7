import { randomUUID } from "node:crypto";
import { toErrorBody } from "../../core/error-body.ts";
import { ChatreelError, toChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { createLog } from "../node/log.ts";
import type { FunctionContext } from "./function-context.ts";

export type HttpAnswer =
	| { readonly status: number; readonly body: JsonObject; readonly headers?: Record<string, string> }
	/** Not JSON; the headers state the type. */
	| { readonly status: number; readonly text: string; readonly headers: Record<string, string> };

/** One endpoint of a function. `:name` in a path matches one segment. */
export type Route = {
	readonly method: string;
	readonly path: string;
	readonly handle: (params: Readonly<Record<string, string>>) => Promise<HttpAnswer>;
};

/**
 * Finds the route of a request and sends its answer. Errors become a problem body (RFC 9457): nothing is thrown, because an
 * unhandled rejection would end the process and every execution in it. 404 and 405 list the routes.
 */
export async function respond(
	context: FunctionContext,
	open: () => readonly Route[] | Promise<readonly Route[]>,
): Promise<unknown> {
	const { res, req } = context;
	try {
		const answer = await routed(await open(), req.method, req.path);
		if ("text" in answer) return res.text(answer.text, answer.status, answer.headers);
		const headers = { "content-type": "application/json", ...answer.headers };
		return res.text(JSON.stringify(answer.body), answer.status, headers);
	} catch (thrown) {
		const { error, instance } = logFailure(context, thrown);
		const allow = error.status === 405 ? { allow: String(error.details["allow"]) } : {};
		const headers = { "content-type": "application/problem+json", ...allow, ...retryAfter(error) };
		return res.text(JSON.stringify(toErrorBody(error, { instance })), error.status, headers);
	}
}

/** Logs a failure with all its details, and returns what the answer may contain. Log and answer share `instance`. */
export function logFailure(
	context: FunctionContext,
	thrown: unknown,
): { readonly error: ChatreelError; readonly instance: string } {
	const error = toChatreelError(thrown);
	const instance = `urn:uuid:${randomUUID()}`;
	createLog(context)("request failed", { instance, code: error.code, error: thrown });
	return { error, instance };
}

/** A body that says when to retry has the header too (RFC 9110, 10.2.3). */
function retryAfter({ status, details }: ChatreelError): Record<string, string> {
	const { resetsAt, retryAfterSeconds } = details;
	if (typeof retryAfterSeconds === "number") return { "retry-after": String(retryAfterSeconds) };
	if (status !== 429 || typeof resetsAt !== "string") return {};
	const seconds = Math.ceil((Date.parse(resetsAt) - Date.now()) / 1000);
	// A job refused by an earlier month's quota has ended: waiting changes nothing.
	return seconds > 0 ? { "retry-after": String(seconds) } : {};
}

function routed(routes: readonly Route[], method: string, path: string): Promise<HttpAnswer> {
	const matches = routes.flatMap((route) => {
		const params = matchPath(route.path, path);
		return params === null ? [] : [{ route, params }];
	});
	const match = matches.find(({ route }) => route.method === method);
	if (match !== undefined) return match.route.handle(match.params);
	if (matches.length > 0) {
		const allow = matches.map(({ route }) => route.method).join(", ");
		const message = `${path} does not allow ${method}. Allowed: ${allow}.`;
		throw new ChatreelError("INVALID_INPUT", message, { status: 405, details: { allow } });
	}
	const there = routes.map((route) => `${route.method} ${route.path}`);
	const message = `There is no route ${path}. Routes: ${there.join(", ")}.`;
	throw new ChatreelError("NOT_FOUND", message, { details: { routes: there } });
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
	const [wanted, given] = [pattern.split("/"), path.replace(/(?<=.)\/$/, "").split("/")];
	if (wanted.length !== given.length) return null;
	const params: Record<string, string> = {};
	for (const [index, part] of wanted.entries()) {
		const value = given[index] ?? "";
		if (part.startsWith(":") && value !== "") params[part.slice(1)] = value;
		else if (part !== value) return null;
	}
	return params;
}
