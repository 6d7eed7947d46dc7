import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { allPlatforms } from "./platforms.ts";

export const listPlatforms = ({ store }: { readonly store: Store }) =>
	route("GET", "/project/platforms", "platforms.read", (call) =>
		listReply("platforms", allPlatforms(store), call),
	);
