import { listReply } from "../http/list-page.ts";
import type { Route } from "../http/router.ts";
import { newIdOf } from "../identity/ids.ts";
import type { Parts } from "../parts.ts";
import type { Dialect } from "./dialect.ts";
import { dateText } from "./table.ts";
import type { Database } from "./tables.ts";

/** Databases, which either API makes. */
export function databaseRoutes({ tables, now }: Parts, dialect: Dialect): readonly Route[] {
	const database = `/${dialect.root}/:databaseId`;
	return [
		{
			method: "GET",
			path: `/${dialect.root}`,
			scope: "databases.read",
			// The older API leaves out what was made by the newer one.
			handle: (call) => {
				const all = tables
					.databases()
					.filter(({ madeBy }) => dialect.root === "tablesdb" || madeBy === "databases");
				return listReply("databases", all.map(presentDatabase), call);
			},
		},
		{
			method: "POST",
			path: `/${dialect.root}`,
			scope: "databases.write",
			handle: ({ body }) => {
				const made: Database = {
					id: newIdOf(body, "databaseId"),
					name: String(body["name"]),
					createdAt: dateText(now()),
					madeBy: dialect.root,
				};
				tables.createDatabase(made);
				return { status: 201, body: presentDatabase(made) };
			},
		},
		{
			method: "GET",
			path: database,
			scope: "databases.read",
			handle: ({ params }) => ({
				status: 200,
				body: presentDatabase(tables.database(params["databaseId"] ?? "")),
			}),
		},
		{
			method: "DELETE",
			path: database,
			scope: "databases.write",
			handle: ({ params }) => {
				tables.deleteDatabase(tables.database(params["databaseId"] ?? "").id);
				return { status: 204 };
			},
		},
	];
}

function presentDatabase({ id, name, createdAt, madeBy }: Database) {
	const type = madeBy === "tablesdb" ? "tablesdb" : "legacy";
	return { $id: id, name, $createdAt: createdAt, $updatedAt: createdAt, enabled: true, type };
}
