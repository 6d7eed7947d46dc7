import { listReply } from "../http/list-page.ts";
import type { Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import type { Membership, Team } from "./teams.ts";

/** Teams, as servers make them. */
export function teamRoutes({ teams, users }: Parts): readonly Route[] {
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
			handle: (call) =>
				listReply("memberships", teams.members(call.params["teamId"] ?? "").map(presentMembership), call),
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

function presentTeam({ id, name, createdAt }: Team, total: number) {
	return { $id: id, $createdAt: createdAt, $updatedAt: createdAt, name, total, prefs: {} };
}

function presentMembership({ id, teamId, userId, roles, createdAt }: Membership) {
	const ids = { $id: id, $createdAt: createdAt, $updatedAt: createdAt, teamId, userId };
	return { ...ids, roles, confirm: true, invited: createdAt, joined: createdAt, mfa: false };
}
