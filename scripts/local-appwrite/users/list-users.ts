import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { presentUser, type User } from "./users.ts";

export const listUsers = ({ store }: { readonly store: Store }) =>
	route("GET", "/users", "users.read", (call) =>
		listReply("users", listJson<User>(store, "users").map(presentUser), call),
	);
