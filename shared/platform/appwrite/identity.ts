import { createHash, timingSafeEqual } from "node:crypto";
import { Account, Client } from "node-appwrite";
import { ChatreelError } from "../../core/errors.ts";
import type { Caller } from "../../service/caller.ts";
import { type FunctionContext, readHeader } from "../http/function-context.ts";
import { call } from "./call.ts";
import type { Connection } from "./client.ts";

/**
 * Identifies the caller. Only two things prove who it is: the service key, or a JWT that the account service accepts; any caller
 * can set every other header. `x-chatreel-jwt` is for callers whose JWT the platform does not pass on: on a function's own
 * domain, and in synchronous executions of a client with `setJWT`. Rejects with UNAUTHENTICATED for everybody else.
 */
export async function identifyCaller(
	context: FunctionContext,
	connection: Pick<Connection, "endpoint" | "projectId">,
	serviceKey: string | undefined,
): Promise<Caller> {
	const key = readHeader(context, "x-chatreel-key");
	if (key !== "") {
		if (serviceKey !== undefined && isEqual(key, serviceKey)) return { kind: "service" };
		throw unauthenticated("The key in x-chatreel-key is not the service key.");
	}
	const jwt = readHeader(context, "x-appwrite-user-jwt") || readHeader(context, "x-chatreel-jwt");
	if (jwt === "") {
		throw unauthenticated(
			"Log in first: call with a session or a JWT (in x-chatreel-jwt where it is not passed on).",
		);
	}
	if (!JWT.test(jwt) || jwt.length > LONGEST_JWT)
		throw unauthenticated("The JWT is not valid: it is no JWT.");
	const { endpoint, projectId } = connection;
	const client = new Client().setEndpoint(endpoint).setProject(projectId).setJWT(jwt);
	try {
		const { $id: userId, labels } = await call(() => new Account(client).get());
		return { kind: "user", userId, labels };
	} catch (thrown) {
		if (thrown instanceof ChatreelError && thrown.retryable) throw thrown;
		throw unauthenticated("The JWT is not valid, or no longer.", thrown);
	}
}

/** Three parts in base64url (RFC 7519, section 3). Anything else cannot be sent on as a header. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;
const LONGEST_JWT = 8192;

/** Compares in constant time, so that the duration tells nothing of the key. */
function isEqual(given: string, expected: string): boolean {
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(given), digest(expected));
}

function unauthenticated(message: string, cause?: unknown): ChatreelError {
	return new ChatreelError("UNAUTHENTICATED", message, cause === undefined ? {} : { cause });
}
