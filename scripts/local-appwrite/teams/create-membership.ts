import { MAX_ARRAY_SIZE } from "../auth/permissions.ts";
import { MAX_TEAM_ROLE } from "../auth/roles.ts";
import { invalidParam } from "../http/api-error.ts";
import { isKey, keyWords, newId } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import { saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import { requireUser } from "../users/users.ts";
import { type Membership, presentMembership, requireTeam } from "./teams.ts";

export const createMembership = ({ store }: { readonly store: Store }) =>
	route("POST", "/teams/:teamId/memberships", "teams.write", ({ params, body }) => {
		const { id: userId } = requireUser(store, String(body["userId"]));
		const roles = readRoles(body["roles"] ?? []);
		const { id: teamId } = requireTeam(store, params.teamId);
		const membership: Membership = { id: newId(), teamId, userId, roles, createdAt: nowText(store) };
		saveJson(store, "memberships", { id: membership.id, team_id: teamId, user_id: userId }, membership);
		return created(presentMembership(membership));
	});

/** Each becomes part of `team:<id>/<role>`. */
function readRoles(roles: unknown): readonly string[] {
	const isRole = (role: unknown) => isKey(role, MAX_TEAM_ROLE);
	if (Array.isArray(roles) && roles.length <= MAX_ARRAY_SIZE && roles.every(isRole)) return roles;
	throw invalidParam(
		"roles",
		`Value must a valid array no longer than ${MAX_ARRAY_SIZE} items and ${keyWords(MAX_TEAM_ROLE)}`,
	);
}
