import { created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { readNewUser } from "./read-new-user.ts";
import { insertUser, presentUser } from "./users.ts";

export const createUser = ({ store }: { readonly store: Store }) =>
	route("POST", "/users", "users.write", ({ body }) =>
		created(presentUser(insertUser(store, readNewUser(body, false)))),
	);
