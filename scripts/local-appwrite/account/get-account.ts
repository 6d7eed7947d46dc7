import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentUser } from "../users/users.ts";
import { requireAccount } from "./require-account.ts";

export const getAccount = ({ store }: { readonly store: Store }) =>
	route("GET", "/account", null, ({ caller }) => ok(presentUser(requireAccount(store, caller))));
