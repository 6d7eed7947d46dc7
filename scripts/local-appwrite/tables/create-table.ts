import { readPermissions } from "../auth/permissions.ts";
import { requireDatabase } from "../databases/databases.ts";
import type { Dialect } from "../databases/dialect.ts";
import { ApiError, notImplemented } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import { nowText, type Store } from "../store.ts";
import { presentTable } from "./present-table.ts";
import { findTable, saveTable } from "./tables.ts";

/** Its columns and indexes have calls of their own; what a real server also takes of them here is not served. */
export const createTable = ({ store }: { readonly store: Store }, dialect: Dialect) =>
	route(
		"POST",
		`/${dialect.root}/:databaseId/${dialect.tables}`,
		`${dialect.tables}.write`,
		({ params, body }) => {
			const databaseId = requireDatabase(store, params.databaseId).id;
			for (const list of [dialect.columns, "indexes"]) {
				if ((body[list] ?? null) !== null)
					throw notImplemented(`${list} that are given with a ${dialect.table}`);
			}
			const param = `${dialect.table}Id`;
			const id = idOrNew(body[param], param);
			if (findTable(store, { databaseId, tableId: id }) !== null) {
				throw new ApiError(
					409,
					`${dialect.table}_already_exists`,
					`${dialect.table} with the requested ID '${id}' already exists.`,
				);
			}
			const table = saveTable(store, {
				id,
				databaseId,
				name: String(body["name"]),
				enabled: body["enabled"] !== false,
				rowSecurity: body[dialect.security] === true,
				permissions: readPermissions(body["permissions"]),
				createdAt: nowText(store),
				columns: [],
				indexes: [],
			});
			return created(presentTable(table, dialect, store.now()));
		},
	);
