import { badArgument, Fault } from "../http/fault.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import type { Membership, Team } from "./teams.ts";
import { signToken } from "./tokens.ts";
import type { Session, User } from "./users.ts";

/** A JWT's life, in seconds. */
const JWT_SECONDS = { fallback: 900, max: 3600 };

/** Accounts for people, users and teams for servers. */
export function identityRoutes(parts: Parts): readonly Route[] {
	return [...accountRoutes(parts), ...userRoutes(parts), ...teamRoutes(parts)];
}

function accountRoutes({ users, now, credentials }: Parts): readonly Route[] {
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
				body: presentUser(users.create({ ...body, id: body["userId"] })),
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
			handle: (call) => opened(users.openSession(users.create({}).id, "anonymous"), call),
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

function userRoutes({ users, now, credentials }: Parts): readonly Route[] {
	const idOf = ({ params }: Call) => users.get(params["userId"] ?? "").id;
	return [
		{
			method: "GET",
			path: "/users",
			scope: "users.read",
			handle: () => {
				const all = users.list().map(presentUser);
				return { status: 200, body: { total: all.length, users: all } };
			},
		},
		{
			method: "POST",
			path: "/users",
			scope: "users.write",
			handle: ({ body }) => ({
				status: 201,
				body: presentUser(users.create({ ...body, id: body["userId"] })),
			}),
		},
		{
			method: "GET",
			path: "/users/:userId",
			scope: "users.read",
			handle: (call) => ({ status: 200, body: presentUser(users.get(idOf(call))) }),
		},
		{
			method: "DELETE",
			path: "/users/:userId",
			scope: "users.write",
			handle: (call) => {
				users.remove(idOf(call));
				return { status: 204 };
			},
		},
		{
			method: "PUT",
			path: "/users/:userId/labels",
			scope: "users.write",
			handle: (call) => {
				const { labels } = call.body;
				if (!Array.isArray(labels)) throw badArgument("Invalid `labels` param: Value must be a valid array");
				return { status: 200, body: presentUser(users.setLabels(idOf(call), labels.map(String))) };
			},
		},
		{
			method: "POST",
			path: "/users/:userId/sessions",
			scope: "users.write",
			handle: (call) => ({
				status: 201,
				body: presentSession(users.openSession(idOf(call), "server"), true),
			}),
		},
		{
			method: "POST",
			path: "/users/:userId/jwts",
			scope: "users.write",
			handle: (call) => {
				const claims = { kind: "user" as const, userId: idOf(call), expiresAtMs: jwtEndMs(call, now()) };
				return { status: 201, body: { jwt: signToken(claims, credentials.tokenSecret) } };
			},
		},
	];
}

function teamRoutes({ teams, users }: Parts): readonly Route[] {
	return [
		{
			method: "POST",
			path: "/teams",
			scope: "teams.write",
			handle: ({ body }) => ({
				status: 201,
				body: presentTeam(teams.create(body["teamId"], String(body["name"])), 0),
			}),
		},
		{
			method: "GET",
			path: "/teams/:teamId",
			scope: "teams.read",
			handle: ({ params }) => {
				const team = teams.get(params["teamId"] ?? "");
				return { status: 200, body: presentTeam(team, teams.members(team.id).length) };
			},
		},
		{
			method: "DELETE",
			path: "/teams/:teamId",
			scope: "teams.write",
			handle: ({ params }) => {
				teams.remove(params["teamId"] ?? "");
				return { status: 204 };
			},
		},
		{
			method: "GET",
			path: "/teams/:teamId/memberships",
			scope: "teams.read",
			handle: ({ params }) => {
				const all = teams.members(params["teamId"] ?? "").map(presentMembership);
				return { status: 200, body: { total: all.length, memberships: all } };
			},
		},
		{
			method: "POST",
			path: "/teams/:teamId/memberships",
			scope: "teams.write",
			handle: ({ params, body }) => {
				const { id } = users.get(String(body["userId"]));
				const roles = Array.isArray(body["roles"]) ? body["roles"].map(String) : [];
				return { status: 201, body: presentMembership(teams.add(params["teamId"] ?? "", id, roles)) };
			},
		},
	];
}

function jwtEndMs({ body }: Call, nowMs: number): number {
	const seconds = Number(body["duration"] ?? JWT_SECONDS.fallback);
	if (seconds >= 1 && seconds <= JWT_SECONDS.max) return nowMs + 1000 * seconds;
	throw badArgument(
		`Invalid \`duration\` param: Value must be a valid range between 1 and ${JWT_SECONDS.max}`,
	);
}

function presentUser({ id, email, name, labels, createdAt }: User) {
	const fixed = {
		status: true,
		emailVerification: false,
		phoneVerification: false,
		mfa: false,
		phone: "",
		prefs: {},
		targets: [],
	};
	return {
		$id: id,
		$createdAt: createdAt,
		$updatedAt: createdAt,
		registration: createdAt,
		email,
		name,
		labels,
		...fixed,
	};
}

function presentSession(
	{ id, userId, secret, provider, createdAt, expiresAt }: Session,
	withSecret: boolean,
) {
	const ids = { $id: id, $createdAt: createdAt, $updatedAt: createdAt, userId };
	return { ...ids, provider, expire: expiresAt, current: true, secret: withSecret ? secret : "" };
}

function presentTeam({ id, name, createdAt }: Team, total: number) {
	return { $id: id, $createdAt: createdAt, $updatedAt: createdAt, name, total, prefs: {} };
}

function presentMembership({ id, teamId, userId, roles, createdAt }: Membership) {
	const ids = { $id: id, $createdAt: createdAt, $updatedAt: createdAt, teamId, userId };
	return { ...ids, roles, confirm: true, invited: createdAt, joined: createdAt, mfa: false };
}
