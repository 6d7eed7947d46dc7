import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { requireDatabase } from "./databases.ts";
import type { Dialect } from "./dialect.ts";

export const deleteDatabase = ({ store }: { readonly store: Store }, { root }: Dialect) =>
	route("DELETE", `/${root}/:databaseId`, "databases.write", ({ params }) => {
		const { id } = requireDatabase(store, params.databaseId);
		store.atomically(() => {
			store.run("DELETE FROM rows WHERE database_id = ?", id);
			removeJson(store, "tables", "database_id = ?", id);
			removeJson(store, "databases", "id = ?", id);
		});
		return NO_CONTENT;
	});
