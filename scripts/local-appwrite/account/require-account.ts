import type { Caller } from "../auth/caller.ts";
import { missingScope } from "../http/api-error.ts";
import type { Store } from "../store.ts";
import { requireUser, type User } from "../users/users.ts";

/** The user who calls; 401 for servers and guests. */
export function requireAccount(store: Store, caller: Caller): User {
	if (caller.kind === "user") return requireUser(store, caller.userId);
	throw missingScope(caller.kind === "key" ? "applications" : "guests", "account");
}
