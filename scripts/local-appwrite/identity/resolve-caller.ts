import { Fault } from "../http/fault.ts";
import type { Caller } from "./caller.ts";
import type { Keys } from "./keys.ts";
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
 * Who sent these headers. A key counts first, then a JWT, then a session by header or cookie; a session that is not
 * valid makes a guest, a JWT that is not valid is refused.
 */
export function resolveCaller(
	headers: Headers,
	credentials: Credentials,
	identity: Identity,
): CallerAndSession {
	const { projectId, apiKey, tokenSecret } = credentials;
	if (headers["x-appwrite-project"] !== projectId) {
		const words =
			"Project with the requested ID could not be found. Please check the value of the X-Appwrite-Project header to ensure the correct project ID is being used.";
		throw new Fault(404, "project_not_found", words);
	}
	const key = headers["x-appwrite-key"] ?? "";
	if (key === apiKey) return { caller: { kind: "key", scopes: "all" }, session: null };
	if (key.startsWith(FUNCTION_KEY_PREFIX)) {
		const claims = readToken(key.slice(FUNCTION_KEY_PREFIX.length), tokenSecret, identity.now());
		if (claims?.kind === "function")
			return { caller: { kind: "key", scopes: claims.scopes ?? [] }, session: null };
		throw new Fault(
			401,
			"project_key_expired",
			"The project key has expired. Please generate a new key using the Appwrite console.",
		);
	}
	const scopes = key === "" ? null : identity.keys.scopesOf(key);
	if (scopes !== null) return { caller: { kind: "key", scopes }, session: null };
	const jwt = headers["x-appwrite-jwt"] ?? "";
	if (jwt !== "") {
		const claims = readToken(jwt, tokenSecret, identity.now());
		const session = claims?.sessionId === undefined ? null : identity.users.sessionById(claims.sessionId);
		const isEnded = claims?.sessionId !== undefined && session === null;
		if (claims?.kind !== "user" || claims.userId === undefined || isEnded) {
			throw new Fault(
				401,
				"user_jwt_invalid",
				"The JWT token is invalid. Please check the value of the X-Appwrite-JWT header to ensure the correct token is being used.",
			);
		}
		return { caller: userCaller(claims.userId, identity), session };
	}
	const session = identity.users.sessionOf(sessionSecret(headers, projectId));
	if (session === null) return { caller: { kind: "guest" }, session: null };
	return { caller: userCaller(session.userId, identity), session };
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
	const fallback: unknown = JSON.parse(headers["x-fallback-cookies"] || "{}");
	const stored = typeof fallback === "object" && fallback !== null ? Object.entries(fallback) : [];
	const value =
		headers["x-appwrite-session"] ||
		cookies
			.find(([key]) => key === name)
			?.slice(1)
			.join("=") ||
		stored.find(([key]) => key === name)?.[1];
	return typeof value === "string" ? decodeURIComponent(value) : "";
}
