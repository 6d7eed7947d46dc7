import { created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { openSession, presentSession } from "./sessions.ts";
import { requireUser } from "./users.ts";

export const createSession = ({ store }: { readonly store: Store }) =>
	route("POST", "/users/:userId/sessions", "users.write", ({ params }) => {
		const { id } = requireUser(store, params.userId);
		return created(presentSession(openSession(store, id, "server"), true));
	});
