import { Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import { newIdOf } from "../identity/ids.ts";
import { readPermissions } from "../identity/permissions.ts";
import type { Parts } from "../parts.ts";
import { parseColumn, parseIndex } from "./declare.ts";
import type { Dialect } from "./dialect.ts";
import { presentTable } from "./present.ts";
import { dateText, type Table } from "./table.ts";

/** Tables, or collections. */
export function tableRoutes(parts: Parts, dialect: Dialect): readonly Route[] {
	const { tables, now } = parts;
	const scopeOf = (action: string) => `${dialect.tables}.${action}`;
	const tableOf = ({ params }: Call) =>
		tables.get(params["databaseId"] ?? "", params["tableId"] ?? "", dialect);
	const save = (table: Table): Table => {
		const changed = { ...table, updatedAt: dateText(now()) };
		tables.save(changed);
		return changed;
	};
	const list = `/${dialect.root}/:databaseId/${dialect.tables}`;
	const one = `${list}/:tableId`;
	return [
		{
			method: "GET",
			path: list,
			scope: scopeOf("read"),
			handle: (call) => {
				const all = tables.list(tables.database(call.params["databaseId"] ?? "").id);
				return listReply(
					dialect.tables,
					all.map((table) => presentTable(table, dialect, now())),
					call,
				);
			},
		},
		{
			method: "POST",
			path: list,
			scope: scopeOf("write"),
			handle: ({ params, body }) => {
				const databaseId = tables.database(params["databaseId"] ?? "").id;
				const id = newIdOf(body, `${dialect.table}Id`);
				if (tables.find(databaseId, id) !== null) {
					throw new Fault(
						409,
						`${dialect.table}_already_exists`,
						`${dialect.table} with the requested ID '${id}' already exists.`,
					);
				}
				const given = body[dialect.columns];
				const columns = Array.isArray(given)
					? given.map(recordOf).map((each) => parseColumn(String(each["type"]), each, now()))
					: [];
				const made = save({
					id,
					databaseId,
					name: String(body["name"]),
					enabled: body["enabled"] !== false,
					rowSecurity: body[dialect.security] === true,
					permissions: readPermissions(body["permissions"]),
					createdAt: dateText(now()),
					updatedAt: dateText(now()),
					columns,
					indexes: Array.isArray(body["indexes"])
						? body["indexes"].map(recordOf).map((each) => parseIndex(each, { columns }, dialect, now()))
						: [],
				});
				return { status: 201, body: presentTable(made, dialect, now()) };
			},
		},
		{
			method: "GET",
			path: one,
			scope: scopeOf("read"),
			handle: (call) => ({ status: 200, body: presentTable(tableOf(call), dialect, now()) }),
		},
		{
			method: "PUT",
			path: one,
			scope: scopeOf("write"),
			handle: (call) => {
				const { body } = call;
				const before = tableOf(call);
				const changed = save({
					...before,
					name: String(body["name"] ?? before.name),
					enabled: body["enabled"] !== false,
					rowSecurity:
						typeof body[dialect.security] === "boolean"
							? body[dialect.security] === true
							: before.rowSecurity,
					permissions:
						(body["permissions"] ?? null) === null
							? before.permissions
							: readPermissions(body["permissions"]),
				});
				return { status: 200, body: presentTable(changed, dialect, now()) };
			},
		},
		{
			method: "DELETE",
			path: one,
			scope: scopeOf("write"),
			handle: (call) => {
				tables.remove(tableOf(call));
				return { status: 204 };
			},
		},
	];
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
