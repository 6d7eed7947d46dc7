import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { requireTeam } from "./teams.ts";

export const deleteTeam = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/teams/:teamId", "teams.write", ({ params }) => {
		const { id } = requireTeam(store, params.teamId);
		removeJson(store, "memberships", "team_id = ?", id);
		removeJson(store, "teams", "id = ?", id);
		return NO_CONTENT;
	});
