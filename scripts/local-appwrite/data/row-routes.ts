import { badArgument, Fault, notServed } from "../http/fault.ts";
import type { Call, Reply, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { COLLECTIONS, type Dialect } from "./dialect.ts";
import { listRows } from "./list-rows.ts";
import { type Applied, applyOperation, type Operation, stepOf } from "./operations.ts";
import { presentRow } from "./present.ts";
import type { Place } from "./rows.ts";

/** Rows of a table, or documents of a collection. */
export function rowRoutes(parts: Parts, dialect: Dialect): readonly Route[] {
	const { store, rows, tables, transactions } = parts;
	const list = `/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}`;
	const one = `${list}/:rowId`;
	const read = `${dialect.rows}.read`;
	const write = `${dialect.rows}.write`;
	const placeOf = ({ params, caller }: Call): Place => ({
		table: tables.get(params["databaseId"] ?? "", params["tableId"] ?? "", dialect),
		dialect,
		caller,
	});

	/** Carries it out, or stages it where the call names a transaction: the answer is then made up. */
	const perform = (
		call: Call,
		asked: Pick<Operation, "action" | "rowId" | "data">,
		status: number,
	): Reply => {
		const place = placeOf(call);
		const operation = { ...asked, databaseId: place.table.databaseId, tableId: place.table.id };
		const transactionId = call.body["transactionId"];
		if (typeof transactionId === "string") {
			transactions.stage(transactionId, [operation]);
			const at = new Date(0).toISOString();
			const staged = {
				id: asked.rowId,
				sequence: 0,
				createdAt: at,
				updatedAt: at,
				permissions: [],
				changes: 0,
				updates: 0,
			};
			const body = presentRow({ ...staged, data: asked.data }, place.table, dialect);
			return asked.action === "delete" ? { status: 204 } : { status, body };
		}
		const applied = store.atomically(() => applyOperation(rows, place, operation));
		announce(parts, applied, call);
		return asked.action === "delete"
			? { status: 204 }
			: { status, body: presentRow(applied.row, place.table, dialect) };
	};

	const change = ({ body }: Call): Operation["data"] => {
		const { data, permissions } = body;
		const given = typeof data === "object" && data !== null ? data : {};
		return { ...given, ...(permissions === undefined ? {} : { permissions }) };
	};

	return [
		{
			method: "GET",
			path: list,
			scope: read,
			handle: (call) => {
				const place = placeOf(call);
				const { total, rows: found, select } = listRows(store, place, queriesOf(call.search));
				return {
					status: 200,
					body: { total, [dialect.rows]: found.map((row) => presentRow(row, place.table, dialect, select)) },
				};
			},
		},
		{
			method: "POST",
			path: list,
			scope: write,
			handle: (call) => {
				if (Array.isArray(call.body[dialect.rows])) return createMany(parts, dialect, call, placeOf(call));
				const { data } = call.body;
				const isEmpty = typeof data !== "object" || data === null || Object.keys(data).length === 0;
				if (isEmpty)
					throw new Fault(400, `${dialect.row}_missing_data`, `The ${dialect.row} data is missing.`);
				const rowId = String(call.body[`${dialect.row}Id`] ?? "unique()");
				return perform(call, { action: "create", rowId, data: change(call) }, 201);
			},
		},
		{
			method: "GET",
			path: one,
			scope: read,
			handle: (call) => {
				const place = placeOf(call);
				const row = rows.get(place, call.params["rowId"] ?? "");
				return { status: 200, body: presentRow(row, place.table, dialect) };
			},
		},
		{
			method: "PUT",
			path: one,
			scope: write,
			handle: (call) =>
				perform(call, { action: "upsert", rowId: call.params["rowId"] ?? "", data: change(call) }, 201),
		},
		{
			method: "PATCH",
			path: one,
			scope: write,
			handle: (call) =>
				perform(call, { action: "update", rowId: call.params["rowId"] ?? "", data: change(call) }, 200),
		},
		{
			method: "DELETE",
			path: one,
			scope: write,
			handle: (call) => perform(call, { action: "delete", rowId: call.params["rowId"] ?? "", data: {} }, 204),
		},
		...(["increment", "decrement"] as const).map(
			(action): Route => ({
				method: "PATCH",
				path: `${one}/:column/${action}`,
				scope: write,
				handle: (call) => {
					const { rowId = "", column } = call.params;
					const data = { ...call.body, column };
					stepOf(action, data);
					return perform(call, { action, rowId, data }, 200);
				},
			}),
		),
		...["PUT", "PATCH", "DELETE"].map(
			(method): Route => ({
				method,
				path: list,
				scope: write,
				handle: () => {
					throw notServed(`bulk ${method} of ${dialect.rows}`);
				},
			}),
		),
	];
}

/** All of them or none. Only a key may; each row has its own event. */
function createMany(parts: Parts, dialect: Dialect, call: Call, place: Place): Reply {
	if (call.caller.kind !== "key") throw badArgument(`Bulk creation of ${dialect.rows} is for API keys.`);
	const given = call.body[dialect.rows] as readonly Readonly<Record<string, unknown>>[];
	const applied = parts.store.atomically(() =>
		given.map(({ $id, $permissions, ...data }): Applied => {
			const row = parts.rows.create(place, String($id ?? "unique()"), { data, permissions: $permissions });
			return { event: "create", row, table: place.table };
		}),
	);
	for (const each of applied) announce(parts, each, call);
	const created = applied.map(({ row }) => presentRow(row, place.table, dialect));
	return { status: 201, body: { total: created.length, [dialect.rows]: created } };
}

/** Every event of a row is named as one of a document, whichever way it was written. */
function announce({ events }: Parts, { event, row, table }: Applied, { caller }: Call): void {
	const path = `databases.${table.databaseId}.collections.${table.id}.documents.${row.id}.${event}`;
	const permissions = [...table.permissions, ...(table.rowSecurity ? row.permissions : [])];
	events.emit({
		name: path,
		payload: presentRow(row, table, COLLECTIONS),
		readers: permissions.filter((permission) => permission.startsWith("read(")),
		userId: caller.kind === "user" ? caller.userId : "",
	});
}

/** The SDKs number them, `queries[0]`; other clients write `queries[]`. */
function queriesOf(search: URLSearchParams): string[] {
	return [...search].filter(([name]) => /^queries\[\d*\]$/.test(name)).map(([, query]) => query);
}
