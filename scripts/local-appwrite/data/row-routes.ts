import { Fault } from "../http/fault.ts";
import { queriesOf } from "../http/list-page.ts";
import type { Call, Reply, Route } from "../http/router.ts";
import { permissionsToStore } from "../identity/permissions.ts";
import type { Parts } from "../parts.ts";
import { announce } from "./announce.ts";
import { bulkHandlers } from "./bulk-rows.ts";
import type { Dialect } from "./dialect.ts";
import { listRows } from "./list-rows.ts";
import { applyOperation, type Operation, stepOf } from "./operations.ts";
import { presentRow } from "./present.ts";
import type { Place } from "./rows.ts";
import { tableNotFound } from "./tables.ts";

/** Rows of a table, or documents of a collection. */
export function rowRoutes(parts: Parts, dialect: Dialect): readonly Route[] {
	const { store, rows, tables, transactions } = parts;
	const list = `/${dialect.root}/:databaseId/${dialect.tables}/:tableId/${dialect.rows}`;
	const one = `${list}/:rowId`;
	const read = `${dialect.rows}.read`;
	const write = `${dialect.rows}.write`;
	/** A table that is not enabled is there for servers alone. */
	const placeOf = ({ params, caller }: Call): Place => {
		const table = tables.get(params["databaseId"] ?? "", params["tableId"] ?? "", dialect);
		if (!table.enabled && caller.kind !== "key") throw tableNotFound(table.id, dialect);
		return { table, dialect, caller };
	};
	const bulk = bulkHandlers(parts, dialect, placeOf);

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
			// Only so does an upsert keep its id.
			const data = {
				...asked.data,
				...(asked.action === "upsert" ? { $id: asked.rowId } : {}),
				...(asked.action === "create" ||
				(asked.action === "upsert" && rows.find(place.table, asked.rowId) === null)
					? { permissions: permissionsToStore(asked.data["permissions"], call.caller) }
					: {}),
			};
			transactions.stage(transactionId, [{ ...operation, data }], call.caller);
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
		announce(parts, applied, call.caller, dialect);
		return asked.action === "delete"
			? { status: 204 }
			: { status, body: presentRow(applied.row, place.table, dialect) };
	};

	const given = ({ body: { data } }: Call): object => (typeof data === "object" && data !== null ? data : {});
	const change = (call: Call): Operation["data"] => {
		const { permissions } = call.body;
		return { ...given(call), ...(permissions === undefined ? {} : { permissions }) };
	};
	/** What there is to be changed; 400 where there is nothing. */
	const requiredChange = (call: Call): Operation["data"] => {
		if (Object.keys(given(call)).length > 0 || (call.body["permissions"] ?? null) !== null)
			return change(call);
		const words = `The ${dialect.row} data and permissions are missing. You must provide either ${dialect.row} data or permissions to be updated.`;
		throw new Fault(400, `${dialect.row}_missing_payload`, words);
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
				if (Array.isArray(call.body[dialect.rows])) return bulk.create(call);
				if (Object.keys(given(call)).length === 0) {
					const words = `The ${dialect.row} data is missing. Try again with ${dialect.row} data populated.`;
					throw new Fault(400, `${dialect.row}_missing_data`, words);
				}
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
				perform(
					call,
					{ action: "upsert", rowId: call.params["rowId"] ?? "", data: requiredChange(call) },
					201,
				),
		},
		{
			method: "PATCH",
			path: one,
			scope: write,
			handle: (call) =>
				perform(
					call,
					{ action: "update", rowId: call.params["rowId"] ?? "", data: requiredChange(call) },
					200,
				),
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
		{ method: "PUT", path: list, scope: write, handle: bulk.upsert },
		{ method: "PATCH", path: list, scope: write, handle: bulk.update },
		{ method: "DELETE", path: list, scope: write, handle: bulk.remove },
	];
}
