import { ApiError } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import { saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import { type Database, findDatabase, presentDatabase } from "./databases.ts";
import type { Dialect } from "./dialect.ts";

export const createDatabase = ({ store }: { readonly store: Store }, { root }: Dialect) =>
	route("POST", `/${root}`, "databases.write", ({ body }) => {
		const id = idOrNew(body["databaseId"], "databaseId");
		if (findDatabase(store, id) !== null) {
			throw new ApiError(409, "database_already_exists", "Database already exists");
		}
		const database: Database = {
			id,
			name: String(body["name"]),
			createdAt: nowText(store),
			madeBy: root,
		};
		return created(presentDatabase(saveJson(store, "databases", { id }, database)));
	});
