import { Fault } from "../http/fault.ts";
import type { Caller } from "./caller.ts";
import type { Keys } from "./keys.ts";
import { unauthorized } from "./permissions.ts";
import type { Teams } from "./teams.ts";
import { readToken } from "./tokens.ts";
import type { Session, Users } from "./users.ts";

export type Credentials = {
	readonly projectId: string;
	readonly apiKey: string;
	/** Signs the server's own tokens. */
	readonly tokenSecret: string;
};

export type CallerAndSession = { readonly caller: Caller; readonly session: Session | null };

type Headers = Readonly<Record<string, string>>;
type Identity = {
	readonly users: Users;
	readonly teams: Teams;
	readonly keys: Keys;
	readonly now: () => number;
};

/** How long a function's key begins, by the server's version. */
export const FUNCTION_KEY_PREFIX = "ephemeral_";

/**
 * Who sent these headers. A session that is not valid makes a guest, and so does the JWT of one that has ended; any other JWT that
 * is not valid is refused. An API key counts for more than either, yet they are looked at.
 */
export function resolveCaller(
	headers: Headers,
	credentials: Credentials,
	identity: Identity,
): CallerAndSession {
	if (headers["x-appwrite-project"] !== credentials.projectId) {
		const words =
			"Project with the requested ID could not be found. Please check the value of the X-Appwrite-Project header to ensure the correct project ID is being used.";
		throw new Fault(404, "project_not_found", words);
	}
	const session = identity.users.sessionOf(sessionSecret(headers, credentials.projectId));
	const jwt = headers["x-appwrite-jwt"] ?? "";
	if (jwt !== "" && session !== null) {
		const words =
			"JWT and cookie used in the same request. Use either `setJWT` or `setCookie`. Learn about which authentication method to use in the SSR docs: https://appwrite.io/docs/products/auth/server-side-rendering";
		throw new Fault(403, "user_jwt_and_cookie_set", words);
	}
	const found = jwt === "" ? bySession(session, identity) : byJwt(jwt, credentials, identity);
	const key = headers["x-appwrite-key"] ?? "";
	return key === "" ? found : { caller: byKey(key, credentials, identity), session: null };
}

function bySession(session: Session | null, identity: Identity): CallerAndSession {
	if (session === null) return { caller: { kind: "guest" }, session: null };
	return { caller: userCaller(session.userId, identity), session };
}

function byJwt(jwt: string, { tokenSecret }: Credentials, identity: Identity): CallerAndSession {
	const claims = readToken(jwt, tokenSecret, identity.now());
	if (typeof claims === "string") {
		throw new Fault(401, "user_jwt_invalid", `Failed to verify JWT. Invalid token: ${claims}`);
	}
	const { userId, sessionId } = claims;
	const session = sessionId === undefined ? null : identity.users.sessionById(sessionId);
	const isEnded = sessionId !== undefined && session === null;
	if (userId === undefined || isEnded) return { caller: { kind: "guest" }, session: null };
	return { caller: userCaller(userId, identity), session };
}

/** A function's key that is not valid makes a guest; any other is refused. */
function byKey(key: string, { apiKey, tokenSecret }: Credentials, { keys, now }: Identity): Caller {
	if (key === apiKey) return { kind: "key", scopes: "all" };
	if (key.startsWith(FUNCTION_KEY_PREFIX)) {
		const claims = readToken(key.slice(FUNCTION_KEY_PREFIX.length), tokenSecret, now());
		const isKey = typeof claims !== "string" && claims.kind === "function";
		return isKey ? { kind: "key", scopes: claims.scopes ?? [] } : { kind: "guest" };
	}
	const found = keys.find(key);
	if (found === null) throw unauthorized();
	if (!found.isExpired) return { kind: "key", scopes: found.scopes };
	const words = "The project key has expired. Please generate a new key using the Appwrite console.";
	throw new Fault(401, "project_key_expired", words);
}

function userCaller(userId: string, { users, teams }: Identity): Caller {
	const user = users.find(userId);
	if (user === null) return { kind: "guest" };
	return { kind: "user", userId, labels: user.labels, teamRoles: teams.rolesOf(userId) };
}

/** By `x-appwrite-session`, a cookie, or the header in which a web client sends cookies that a browser keeps back. */
function sessionSecret(headers: Headers, projectId: string): string {
	const name = `a_session_${projectId}`;
	const cookies = (headers["cookie"] ?? "").split(";").map((pair) => pair.trim().split("="));
	const stored = Object.entries(recordIn(headers["x-fallback-cookies"]));
	const value =
		headers["x-appwrite-session"] ||
		cookies
			.find(([key]) => key === name)
			?.slice(1)
			.join("=") ||
		stored.find(([key]) => key === name)?.[1];
	return typeof value === "string" ? value : "";
}

function recordIn(json: string | undefined): object {
	try {
		const value: unknown = JSON.parse(json ?? "");
		return typeof value === "object" && value !== null ? value : {};
	} catch {
		return {};
	}
}
