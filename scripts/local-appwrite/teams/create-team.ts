import { ApiError, missingParam } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import { findJson, saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import type { Team } from "./teams.ts";

export const createTeam = ({ store }: { readonly store: Store }) =>
	route("POST", "/teams", "teams.write", ({ body: { teamId, name } }) => {
		const id = idOrNew(teamId, "teamId");
		if (typeof name !== "string" || name === "") throw missingParam("name");
		if (findJson(store, "teams", "id = ?", id) !== null) {
			throw new ApiError(409, "team_already_exists", "Team with requested ID already exists.");
		}
		const { createdAt } = saveJson<Team>(store, "teams", { id }, { id, name, createdAt: nowText(store) });
		return created({ $id: id, $createdAt: createdAt, $updatedAt: createdAt, name, total: 0, prefs: {} });
	});
