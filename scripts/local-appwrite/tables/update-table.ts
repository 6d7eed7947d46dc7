import { readPermissions } from "../auth/permissions.ts";
import { TABLES } from "../databases/dialect.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentTable } from "./present-table.ts";
import { requireTable, saveTable } from "./tables.ts";

/** What it leaves out stays, but for `enabled`. */
export const updateTable = ({ store }: { readonly store: Store }) =>
	route("PUT", "/tablesdb/:databaseId/tables/:tableId", "tables.write", ({ params, body }) => {
		const before = requireTable(store, params, TABLES);
		const { name, enabled, rowSecurity, permissions = null } = body;
		const table = saveTable(store, {
			...before,
			name: String(name ?? before.name),
			enabled: enabled !== false,
			rowSecurity: typeof rowSecurity === "boolean" ? rowSecurity : before.rowSecurity,
			permissions: permissions === null ? before.permissions : readPermissions(permissions),
		});
		return ok(presentTable(table, TABLES, store.now()));
	});
