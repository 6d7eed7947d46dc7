import { created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { readNewUser } from "../users/read-new-user.ts";
import { insertUser, presentUser } from "../users/users.ts";

export const createAccount = ({ store }: { readonly store: Store }) =>
	route("POST", "/account", null, ({ body }) =>
		created(presentUser(insertUser(store, readNewUser(body, true)))),
	);
