import { badArgument } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { isLabelText } from "./roles.ts";
import { jwtEndMs, signToken } from "./tokens.ts";
import { presentSession, presentUser, readNewUser } from "./users.ts";

/** What servers do with everybody's. */
export function userRoutes({ users, now, credentials }: Parts): readonly Route[] {
	const idOf = ({ params }: Call) => users.get(params["userId"] ?? "").id;
	return [
		{
			method: "GET",
			path: "/users",
			scope: "users.read",
			handle: (call) => listReply("users", users.list().map(presentUser), call),
		},
		{
			method: "POST",
			path: "/users",
			scope: "users.write",
			handle: ({ body }) => ({
				status: 201,
				body: presentUser(users.create(readNewUser(body, false))),
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
				if (labels.length > MAX_LABELS || !labels.every(isLabelText)) throw invalidLabels();
				return { status: 200, body: presentUser(users.setLabels(idOf(call), [...new Set(labels)])) };
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

/** `APP_LIMIT_ARRAY_LABELS_SIZE`. */
const MAX_LABELS = 1000;
const invalidLabels = () =>
	badArgument(
		`Invalid \`labels\` param: Value must a valid array no longer than ${MAX_LABELS} items and Value must be a valid string and at least 1 chars and no longer than 36 chars and only consist of letters and digits`,
	);
