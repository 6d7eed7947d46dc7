import { type Caller, getUserId } from "../auth/caller.ts";
import { requireDatabase } from "../databases/databases.ts";
import { COLLECTIONS, type Dialect } from "../databases/dialect.ts";
import type { Events } from "../events.ts";
import type { Json } from "../http/read-json.ts";
import type { Store } from "../store.ts";
import type { Applied } from "./operation.ts";
import { presentRow } from "./present-row.ts";
import { findRow, type StoredRow } from "./rows.ts";

type Needs = { readonly store: Store; readonly events: Pick<Events, "emit"> };

/** The change of one call. A new row's event calls it a document whichever API made it; other changes use the API's words. */
export function emitChange(needs: Needs, applied: Applied, caller: Caller, dialect: Dialect): void {
	const action = applied.isUpsert ? "upsert" : applied.event;
	const words = applied.event === "create" ? COLLECTIONS : dialect;
	emit(needs, applied, { action, caller, dialect, words });
}

/**
 * The changes of a commit: an upsert is an update, a delete has no event, and each row is as it is in the end, with both names of
 * its table.
 */
export function emitCommit(
	needs: Needs,
	changes: readonly Applied[],
	caller: Caller,
	dialect: Dialect,
): void {
	for (const { table, row: before, event, isUpsert } of changes) {
		const row = findRow(needs.store, table, before.id);
		if (event === "delete" || row === null) continue;
		const action = isUpsert ? "update" : event;
		const more = { $tableId: table.id, $collectionId: table.id };
		emit(needs, { table, row }, { action, caller, dialect, words: dialect, more });
	}
}

type Telling = {
	readonly action: string;
	readonly caller: Caller;
	/** The API by which it was written: the payload is the row as this API answers it. */
	readonly dialect: Dialect;
	/** The API in whose words the event is named. */
	readonly words: Dialect;
	readonly more?: Json;
};

function emit(
	{ store, events }: Needs,
	{ table, row }: Pick<Applied, "table"> & { readonly row: StoredRow },
	{ action, caller, dialect, words, more = {} }: Telling,
): void {
	const path = ["databases", table.databaseId, words.tables, table.id, words.rows, row.id, action];
	const permissions = [...table.permissions, ...(table.rowSecurity ? row.permissions : [])];
	events.emit({
		name: path.join("."),
		path,
		isTablesDb: requireDatabase(store, table.databaseId).madeBy === "tablesdb",
		payload: { ...presentRow(row, table, dialect), ...more },
		readers: permissions.filter((permission) => permission.startsWith("read(")),
		userId: getUserId(caller),
	});
}
