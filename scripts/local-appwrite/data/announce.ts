import type { Caller } from "../identity/caller.ts";
import type { Parts } from "../parts.ts";
import { COLLECTIONS, type Dialect } from "./dialect.ts";
import type { Applied } from "./operations.ts";
import { presentRow } from "./present.ts";

type Way = Pick<Parts, "events" | "tables">;
type Telling = {
	/** The API by which it was written: the row is told as this API answers it. */
	readonly dialect: Dialect;
	/** In whose words the event is named. */
	readonly words: Dialect;
	readonly more?: Readonly<Record<string, unknown>>;
};

/** What one call did. A new row is named as a document whichever API made it, as bulk changes are; any other change in the API's words. */
export function announce(parts: Way, applied: Applied, caller: Caller, dialect: Dialect): void {
	const event = applied.isUpsert ? "upsert" : applied.event;
	tell(parts, { ...applied, event }, caller, { dialect, words: event === "create" ? COLLECTIONS : dialect });
}

/** What a bulk call did: an event for each row. */
export function announceBulk(parts: Way, all: readonly Applied[], caller: Caller, dialect: Dialect): void {
	for (const applied of all) {
		const event = applied.isUpsert ? "upsert" : applied.event;
		tell(parts, { ...applied, event }, caller, { dialect, words: COLLECTIONS });
	}
}

/** What a commit did: an upsert is told as an update, a delete not at all, and each row as it is in the end, with both names of its table. */
export function announceCommit(
	parts: Way & Pick<Parts, "rows">,
	all: readonly Applied[],
	caller: Caller,
	dialect: Dialect,
): void {
	for (const applied of all) {
		const { table } = applied;
		const row = parts.rows.find(table, applied.row.id);
		if (applied.event === "delete" || row === null) continue;
		const event = applied.isUpsert ? "update" : applied.event;
		const more = { $tableId: table.id, $collectionId: table.id };
		tell(parts, { ...applied, event, row }, caller, { dialect, words: dialect, more });
	}
}

type Told = Omit<Applied, "event"> & { readonly event: string };

function tell(
	{ events, tables }: Way,
	{ event, row, table }: Told,
	caller: Caller,
	{ dialect, words, more = {} }: Telling,
): void {
	const path = ["databases", table.databaseId, words.tables, table.id, words.rows, row.id, event];
	const permissions = [...table.permissions, ...(table.rowSecurity ? row.permissions : [])];
	events.emit({
		name: path.join("."),
		path,
		isTablesDb: tables.database(table.databaseId).madeBy === "tablesdb",
		payload: { ...presentRow(row, table, dialect), ...more },
		readers: permissions.filter((permission) => permission.startsWith("read(")),
		userId: caller.kind === "user" ? caller.userId : "",
	});
}
