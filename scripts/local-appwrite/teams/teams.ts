import { ApiError } from "../http/api-error.ts";
import { findJson, listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";

export type Team = { readonly id: string; readonly name: string; readonly createdAt: string };

/** Confirmed at once, since servers make them here. */
export type Membership = {
	readonly id: string;
	readonly teamId: string;
	readonly userId: string;
	readonly roles: readonly string[];
	readonly createdAt: string;
};

export function requireTeam(store: Store, id: string): Team {
	const team = findJson<Team>(store, "teams", "id = ?", id);
	if (team !== null) return team;
	throw new ApiError(404, "team_not_found", "Team with the requested ID could not be found.");
}

/** `team:<id>` and `team:<id>/<role>` of every membership. */
export const listTeamRoles = (store: Store, userId: string): readonly string[] =>
	listJson<Membership>(store, "memberships", "user_id = ?", userId).flatMap(({ teamId, roles }) => [
		`team:${teamId}`,
		...roles.map((role) => `team:${teamId}/${role}`),
	]);

export function presentMembership({ id, teamId, userId, roles, createdAt }: Membership) {
	const ids = { $id: id, $createdAt: createdAt, $updatedAt: createdAt, teamId, userId };
	return { ...ids, roles, confirm: true, invited: createdAt, joined: createdAt, mfa: false };
}
