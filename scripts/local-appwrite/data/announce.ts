import type { Caller } from "../identity/caller.ts";
import type { Parts } from "../parts.ts";
import { COLLECTIONS } from "./dialect.ts";
import type { Applied } from "./operations.ts";
import { presentRow } from "./present.ts";

type Way = Pick<Parts, "events">;

/** Every event of a row is named as one of a document, whichever way it was written. */
export function announce({ events }: Way, { event, row, table }: Applied, caller: Caller): void {
	const path = `databases.${table.databaseId}.collections.${table.id}.documents.${row.id}.${event}`;
	const permissions = [...table.permissions, ...(table.rowSecurity ? row.permissions : [])];
	events.emit({
		name: path,
		payload: { ...presentRow(row, table, COLLECTIONS), $tableId: table.id },
		readers: permissions.filter((permission) => permission.startsWith("read(")),
		userId: caller.kind === "user" ? caller.userId : "",
	});
}

/** What a commit did: an upsert is told as an update, a delete not at all, and each row as it is in the end. */
export function announceCommit(
	{ events, rows }: Pick<Parts, "events" | "rows">,
	applied: readonly Applied[],
	caller: Caller,
): void {
	for (const each of applied) {
		const row = rows.find(each.table, each.row.id);
		if (each.event === "delete" || row === null) continue;
		const event = each.isUpsert ? "update" : each.event;
		announce({ events }, { ...each, event, row }, caller);
	}
}
