import { randomBytes } from "node:crypto";
import { Fault } from "../http/fault.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { parseColumn, parseIndex } from "./declare.ts";
import type { Dialect } from "./dialect.ts";
import { presentColumn, presentIndex, presentTable } from "./present.ts";
import { dateText, type Table } from "./table.ts";
import type { Database } from "./tables.ts";

const idOrNew = (value: unknown) =>
	value === undefined || value === "unique()" ? randomBytes(10).toString("hex") : String(value);

/** Databases, tables, columns and indexes, or collections and attributes. */
export function tableRoutes(parts: Parts, dialect: Dialect): readonly Route[] {
	const { tables, now } = parts;
	const database = `/${dialect.root}/:databaseId`;
	const list = `${database}/${dialect.tables}`;
	const one = `${list}/:tableId`;
	const scopeOf = (action: string) => `${dialect.tables}.${action}`;
	const tableOf = ({ params }: Call) =>
		tables.get(params["databaseId"] ?? "", params["tableId"] ?? "", dialect);
	const save = (table: Table): Table => {
		const changed = { ...table, updatedAt: dateText(now()) };
		tables.save(changed);
		return changed;
	};
	const find = <Each extends { readonly key: string }>(
		list: readonly Each[],
		key = "",
		kind: string,
	): Each => {
		const found = list.find((each) => each.key === key);
		if (found === undefined)
			throw new Fault(
				404,
				`${kind}_not_found`,
				`${kind} with the requested key '${key}' could not be found.`,
			);
		return found;
	};
	const fresh = <Each extends { readonly key: string }>(
		list: readonly Each[],
		each: Each,
		kind: string,
	): readonly Each[] => {
		if (list.some(({ key }) => key === each.key)) {
			throw new Fault(
				409,
				`${kind}_already_exists`,
				`${kind} with the requested key '${each.key}' already exists.`,
			);
		}
		return [...list, each];
	};

	return [
		{
			method: "GET",
			path: `/${dialect.root}`,
			scope: "databases.read",
			// The older API leaves out what was made by the newer one.
			handle: () => {
				const all = tables
					.databases()
					.filter(({ madeBy }) => dialect.root === "tablesdb" || madeBy === "databases");
				return { status: 200, body: { total: all.length, databases: all.map(presentDatabase) } };
			},
		},
		{
			method: "POST",
			path: `/${dialect.root}`,
			scope: "databases.write",
			handle: ({ body }) => {
				const made: Database = {
					id: idOrNew(body["databaseId"]),
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
		{
			method: "GET",
			path: list,
			scope: scopeOf("read"),
			handle: ({ params }) => {
				const all = tables.list(tables.database(params["databaseId"] ?? "").id);
				return {
					status: 200,
					body: {
						total: all.length,
						[dialect.tables]: all.map((table) => presentTable(table, dialect, now())),
					},
				};
			},
		},
		{
			method: "POST",
			path: list,
			scope: scopeOf("write"),
			handle: ({ params, body }) => {
				const databaseId = tables.database(params["databaseId"] ?? "").id;
				const id = idOrNew(body[`${dialect.table}Id`]);
				if (tables.find(databaseId, id) !== null) {
					throw new Fault(
						409,
						`${dialect.table}_already_exists`,
						`${dialect.table} with the requested ID '${id}' already exists.`,
					);
				}
				const given = body[dialect.columns];
				const columns = Array.isArray(given)
					? given.map((each) => parseColumn(String(each.type), each, now()))
					: [];
				const made = save({
					id,
					databaseId,
					name: String(body["name"]),
					enabled: body["enabled"] !== false,
					rowSecurity: body[dialect.security] === true,
					permissions: Array.isArray(body["permissions"]) ? body["permissions"].map(String) : [],
					createdAt: dateText(now()),
					updatedAt: dateText(now()),
					columns,
					indexes: [],
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
					permissions: Array.isArray(body["permissions"])
						? body["permissions"].map(String)
						: before.permissions,
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
		{
			method: "GET",
			path: `${one}/${dialect.columns}`,
			scope: scopeOf("read"),
			handle: (call) => {
				const all = tableOf(call).columns.map((column) => presentColumn(column, now()));
				return { status: 200, body: { total: all.length, [dialect.columns]: all } };
			},
		},
		{
			method: "GET",
			path: `${one}/${dialect.columns}/:key`,
			scope: scopeOf("read"),
			handle: (call) => ({
				status: 200,
				body: presentColumn(find(tableOf(call).columns, call.params["key"], dialect.column), now()),
			}),
		},
		{
			method: "POST",
			path: `${one}/${dialect.columns}/:type`,
			scope: scopeOf("write"),
			handle: (call) => {
				const table = tableOf(call);
				const column = parseColumn(call.params["type"] ?? "", call.body, now());
				save({ ...table, columns: fresh(table.columns, column, dialect.column) });
				return { status: 202, body: presentColumn(column, now()) };
			},
		},
		{
			method: "DELETE",
			path: `${one}/${dialect.columns}/:key`,
			scope: scopeOf("write"),
			handle: (call) => {
				const table = tableOf(call);
				const { key } = find(table.columns, call.params["key"], dialect.column);
				save({ ...table, columns: table.columns.filter((column) => column.key !== key) });
				return { status: 204 };
			},
		},
		{
			method: "GET",
			path: `${one}/indexes`,
			scope: scopeOf("read"),
			handle: (call) => {
				const all = tableOf(call).indexes.map((index) => presentIndex(index, dialect, now()));
				return { status: 200, body: { total: all.length, indexes: all } };
			},
		},
		{
			method: "POST",
			path: `${one}/indexes`,
			scope: scopeOf("write"),
			handle: (call) => {
				const table = tableOf(call);
				const index = parseIndex(call.body, table, dialect, now());
				save({ ...table, indexes: fresh(table.indexes, index, "index") });
				return { status: 202, body: presentIndex(index, dialect, now()) };
			},
		},
		{
			method: "DELETE",
			path: `${one}/indexes/:key`,
			scope: scopeOf("write"),
			handle: (call) => {
				const table = tableOf(call);
				const { key } = find(table.indexes, call.params["key"], "index");
				save({ ...table, indexes: table.indexes.filter((index) => index.key !== key) });
				return { status: 204 };
			},
		},
	];
}

function presentDatabase({ id, name, createdAt }: Database) {
	return { $id: id, name, $createdAt: createdAt, $updatedAt: createdAt, enabled: true, type: "legacy" };
}
