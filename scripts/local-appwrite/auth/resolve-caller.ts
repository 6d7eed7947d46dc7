import { ApiError } from "../http/api-error.ts";
import { parseJson } from "../http/read-json.ts";
import { findKey } from "../project/keys.ts";
import type { Store } from "../store.ts";
import { listTeamRoles } from "../teams/teams.ts";
import { findSession, findSessionBySecret } from "../users/sessions.ts";
import { findUser } from "../users/users.ts";
import type { Caller, Session } from "./caller.ts";
import { unauthorized } from "./permissions.ts";
import { FUNCTION_KEY_PREFIX, readToken } from "./tokens.ts";

export type Credentials = {
	readonly projectId: string;
	/** The key of a server that may do anything. */
	readonly apiKey: string;
	/** Signs the server's own tokens. */
	readonly tokenSecret: string;
};

type Resolved = { readonly caller: Caller; readonly session: Session | null };
type Headers = Readonly<Record<string, string>>;

export const GUEST: Resolved = { caller: { kind: "guest" }, session: null };

/**
 * Who sent these headers. A session that is not valid makes a guest, and so does the JWT of one that has ended; any other JWT that
 * is not valid is refused. An API key outranks both, yet they are checked.
 */
export function resolveCaller(headers: Headers, credentials: Credentials, store: Store): Resolved {
	if (headers["x-appwrite-project"] !== credentials.projectId) {
		const words =
			"Project with the requested ID could not be found. Please check the value of the X-Appwrite-Project header to ensure the correct project ID is being used.";
		throw new ApiError(404, "project_not_found", words);
	}
	const session = findSessionBySecret(store, readSessionSecret(headers, credentials.projectId));
	const jwt = headers["x-appwrite-jwt"] ?? "";
	if (jwt !== "" && session !== null) {
		const words =
			"JWT and cookie used in the same request. Use either `setJWT` or `setCookie`. Learn about which authentication method to use in the SSR docs: https://appwrite.io/docs/products/auth/server-side-rendering";
		throw new ApiError(403, "user_jwt_and_cookie_set", words);
	}
	const resolved = jwt === "" ? resolveSession(session, store) : resolveJwt(jwt, credentials, store);
	const key = headers["x-appwrite-key"] ?? "";
	return key === "" ? resolved : { caller: resolveKey(key, credentials, store), session: null };
}

function resolveSession(session: Session | null, store: Store): Resolved {
	return session === null ? GUEST : { caller: resolveUser(session.userId, store), session };
}

function resolveJwt(jwt: string, { tokenSecret }: Credentials, store: Store): Resolved {
	const claims = readToken(jwt, tokenSecret, store.now());
	if (typeof claims === "string") {
		throw new ApiError(401, "user_jwt_invalid", `Failed to verify JWT. Invalid token: ${claims}`);
	}
	const { userId, sessionId } = claims;
	const session = sessionId === undefined ? null : findSession(store, sessionId);
	const isEnded = sessionId !== undefined && session === null;
	return userId === undefined || isEnded ? GUEST : { caller: resolveUser(userId, store), session };
}

/** A function's key that is not valid makes a guest; any other is refused. */
function resolveKey(secret: string, { apiKey, tokenSecret }: Credentials, store: Store): Caller {
	if (secret === apiKey) return { kind: "key", scopes: "all" };
	if (secret.startsWith(FUNCTION_KEY_PREFIX)) {
		const claims = readToken(secret.slice(FUNCTION_KEY_PREFIX.length), tokenSecret, store.now());
		const isKey = typeof claims !== "string" && claims.kind === "function";
		return isKey ? { kind: "key", scopes: claims.scopes ?? [] } : { kind: "guest" };
	}
	const key = findKey(store, secret);
	if (key === null) throw unauthorized();
	if (key.expire === "" || Date.parse(key.expire) > store.now()) return { kind: "key", scopes: key.scopes };
	const words = "The project key has expired. Please generate a new key using the Appwrite console.";
	throw new ApiError(401, "project_key_expired", words);
}

function resolveUser(userId: string, store: Store): Caller {
	const user = findUser(store, userId);
	if (user === null) return { kind: "guest" };
	return { kind: "user", userId, labels: user.labels, teamRoles: listTeamRoles(store, userId) };
}

/** By `x-appwrite-session`, a cookie, or the header in which a web client sends cookies that a browser keeps back. */
function readSessionSecret(headers: Headers, projectId: string): string {
	const name = `a_session_${projectId}`;
	const cookies = (headers["cookie"] ?? "").split(";").map((pair) => pair.trim().split("="));
	const stored = Object.entries(parseJson(headers["x-fallback-cookies"] ?? "") ?? {});
	const value =
		headers["x-appwrite-session"] ||
		cookies
			.find(([key]) => key === name)
			?.slice(1)
			.join("=") ||
		stored.find(([key]) => key === name)?.[1];
	return typeof value === "string" ? value : "";
}
