import { badArgument } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { isKey, keyWords, missingParam, newIdOf } from "./ids.ts";
import { MAX_ARRAY_SIZE } from "./permissions.ts";
import { MAX_TEAM_ROLE } from "./roles.ts";
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
				body: presentTeam(teams.create(newIdOf(body, "teamId"), nameOf(body)), 0),
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
				const added = teams.add(params["teamId"] ?? "", id, rolesIn(body));
				return { status: 201, body: presentMembership(added) };
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

function nameOf({ name }: Call["body"]): string {
	if (typeof name === "string" && name !== "") return name;
	throw missingParam("name");
}

/** Of a membership: each becomes part of `team:<id>/<role>`. */
function rolesIn({ roles = [] }: Call["body"]): readonly string[] {
	const isRole = (role: unknown) => isKey(role, MAX_TEAM_ROLE);
	if (Array.isArray(roles) && roles.length <= MAX_ARRAY_SIZE && roles.every(isRole)) return roles;
	throw badArgument(
		`Invalid \`roles\` param: Value must a valid array no longer than ${MAX_ARRAY_SIZE} items and ${keyWords(MAX_TEAM_ROLE)}`,
	);
}
