import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { type Database, presentDatabase } from "./databases.ts";
import type { Dialect } from "./dialect.ts";

/** The older API leaves out what was made by the newer one. */
export const listDatabases = ({ store }: { readonly store: Store }, { root }: Dialect) =>
	route("GET", `/${root}`, "databases.read", (call) => {
		const databases = listJson<Database>(store, "databases").filter(
			({ madeBy }) => root === "tablesdb" || madeBy === "databases",
		);
		return listReply("databases", databases.map(presentDatabase), call);
	});
