import { Fault } from "../http/fault.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { newId } from "./ids.ts";
import { jwtEndMs, signToken } from "./tokens.ts";
import { presentSession, presentUser, readNewUser, type Session, type User } from "./users.ts";

/** What people do with their own account. */
export function accountRoutes({ users, now, credentials }: Parts): readonly Route[] {
	const own = ({ caller }: Call): User => {
		if (caller.kind === "user") return users.get(caller.userId);
		const role = caller.kind === "key" ? "applications" : "guests";
		throw new Fault(401, "general_unauthorized_scope", `User (role: ${role}) missing scopes (["account"])`);
	};
	/** The secret is in the cookie; a server, which has none, finds it in the answer. */
	const opened = (session: Session, { caller }: Call) => {
		const name = `a_session_${credentials.projectId}`;
		const body = presentSession(session, caller.kind === "key");
		const headers = {
			"set-cookie": `${name}=${session.secret}; path=/; httponly; samesite=lax`,
			"x-fallback-cookies": JSON.stringify({ [name]: session.secret }),
		};
		return { status: 201, body, headers };
	};
	const current = (call: Call): Session => {
		own(call);
		const { sessionId } = call.params;
		const session = sessionId === "current" ? call.session : users.sessionById(sessionId ?? "");
		const isOwn = session !== null && call.caller.kind === "user" && session.userId === call.caller.userId;
		if (!isOwn)
			throw new Fault(404, "user_session_not_found", "The current user session could not be found.");
		return session;
	};
	return [
		{
			method: "POST",
			path: "/account",
			scope: null,
			handle: ({ body }) => ({
				status: 201,
				body: presentUser(users.create(readNewUser(body, true))),
			}),
		},
		{
			method: "GET",
			path: "/account",
			scope: null,
			handle: (call) => ({ status: 200, body: presentUser(own(call)) }),
		},
		{
			method: "POST",
			path: "/account/sessions/email",
			scope: null,
			handle: (call) => {
				const user = users.signIn(String(call.body["email"]), String(call.body["password"]));
				return opened(users.openSession(user.id, "email"), call);
			},
		},
		{
			method: "POST",
			path: "/account/sessions/anonymous",
			scope: null,
			handle: (call) => {
				const { id } = users.create({ id: newId(), email: "", password: null, name: "" });
				return opened(users.openSession(id, "anonymous"), call);
			},
		},
		{
			method: "GET",
			path: "/account/sessions/:sessionId",
			scope: null,
			handle: (call) => ({ status: 200, body: presentSession(current(call), false) }),
		},
		{
			method: "DELETE",
			path: "/account/sessions/:sessionId",
			scope: null,
			handle: (call) => {
				users.closeSession(current(call).id);
				return { status: 204 };
			},
		},
		{
			method: "POST",
			path: "/account/jwts",
			scope: null,
			handle: (call) => {
				const { id: userId } = own(call);
				const sessionId = call.session?.id;
				const claims = { kind: "user" as const, userId, ...(sessionId === undefined ? {} : { sessionId }) };
				const jwt = signToken({ ...claims, expiresAtMs: jwtEndMs(call, now()) }, credentials.tokenSecret);
				return { status: 201, body: { jwt } };
			},
		},
	];
}
