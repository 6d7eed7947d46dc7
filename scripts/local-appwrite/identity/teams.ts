import { dateText } from "../data/table.ts";
import { Fault } from "../http/fault.ts";
import type { Store } from "../store.ts";
import { newId } from "./ids.ts";

export type Team = { readonly id: string; readonly name: string; readonly createdAt: string };
export type Membership = {
	readonly id: string;
	readonly teamId: string;
	readonly userId: string;
	readonly roles: readonly string[];
	readonly createdAt: string;
};

export type Teams = ReturnType<typeof createTeams>;

/** Teams and who belongs to them; every membership is confirmed at once, since servers make them here. */
export function createTeams(store: Store, now: () => number) {
	const memberships = (column: "team_id" | "user_id", id: string): readonly Membership[] =>
		store
			.all(`SELECT json FROM memberships WHERE ${column} = ? ORDER BY rowid`, id)
			.map(({ json }) => JSON.parse(String(json)));
	const get = (id: string): Team => {
		const row = store.one("SELECT json FROM teams WHERE id = ?", id);
		if (row === undefined)
			throw new Fault(404, "team_not_found", "Team with the requested ID could not be found.");
		return JSON.parse(String(row["json"]));
	};
	return {
		get,

		list: (): readonly Team[] =>
			store.all("SELECT json FROM teams ORDER BY rowid").map(({ json }) => JSON.parse(String(json))),

		create: (id: string, name: string): Team => {
			if (store.one("SELECT 1 FROM teams WHERE id = ?", id) !== undefined) {
				throw new Fault(409, "team_already_exists", "Team with requested ID already exists.");
			}
			const team = { id, name, createdAt: dateText(now()) };
			store.run("INSERT INTO teams (id, json) VALUES (?, ?)", id, JSON.stringify(team));
			return team;
		},

		remove: (id: string): void => {
			get(id);
			store.run("DELETE FROM memberships WHERE team_id = ?", id);
			store.run("DELETE FROM teams WHERE id = ?", id);
		},

		members: (teamId: string): readonly Membership[] => memberships("team_id", get(teamId).id),

		add: (teamId: string, userId: string, roles: readonly string[]): Membership => {
			const membership = { id: newId(), teamId: get(teamId).id, userId, roles, createdAt: dateText(now()) };
			const sql = "INSERT INTO memberships (id, team_id, user_id, json) VALUES (?, ?, ?, ?)";
			store.run(sql, membership.id, teamId, userId, JSON.stringify(membership));
			return membership;
		},

		rolesOf: (userId: string): readonly string[] =>
			memberships("user_id", userId).flatMap(({ teamId, roles }) => [
				`team:${teamId}`,
				...roles.map((role) => `team:${teamId}/${role}`),
			]),
	};
}
