import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { requireUser } from "./users.ts";

export const deleteUser = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/users/:userId", "users.write", ({ params }) => {
		const { id } = requireUser(store, params.userId);
		removeJson(store, "sessions", "user_id = ?", id);
		// The next user of this id is another person.
		removeJson(store, "memberships", "user_id = ?", id);
		removeJson(store, "users", "id = ?", id);
		return NO_CONTENT;
	});
