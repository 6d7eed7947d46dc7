import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentUser, requireUser } from "./users.ts";

export const getUser = ({ store }: { readonly store: Store }) =>
	route("GET", "/users/:userId", "users.read", ({ params }) =>
		ok(presentUser(requireUser(store, params.userId))),
	);
