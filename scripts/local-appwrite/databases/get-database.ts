import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentDatabase, requireDatabase } from "./databases.ts";
import type { Dialect } from "./dialect.ts";

export const getDatabase = ({ store }: { readonly store: Store }, { root }: Dialect) =>
	route("GET", `/${root}/:databaseId`, "databases.read", ({ params }) =>
		ok(presentDatabase(requireDatabase(store, params.databaseId))),
	);
