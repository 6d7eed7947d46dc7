import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { type Membership, presentMembership, requireTeam } from "./teams.ts";

export const listMemberships = ({ store }: { readonly store: Store }) =>
	route("GET", "/teams/:teamId/memberships", "teams.read", (call) => {
		const { id } = requireTeam(store, call.params.teamId);
		const memberships = listJson<Membership>(store, "memberships", "team_id = ?", id);
		return listReply("memberships", memberships.map(presentMembership), call);
	});
