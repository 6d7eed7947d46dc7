import { Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { parseColumn, parseIndex } from "./declare.ts";
import type { Dialect } from "./dialect.ts";
import { presentColumn, presentIndex } from "./present.ts";
import { dateText, type Table } from "./table.ts";

/** Columns and indexes of a table, or attributes of a collection. */
export function columnRoutes(parts: Parts, dialect: Dialect): readonly Route[] {
	const { tables, now } = parts;
	const scopeOf = (action: string) => `${dialect.tables}.${action}`;
	const tableOf = ({ params }: Call) =>
		tables.get(params["databaseId"] ?? "", params["tableId"] ?? "", dialect);
	const save = (table: Table) => tables.save({ ...table, updatedAt: dateText(now()) });
	const one = `/${dialect.root}/:databaseId/${dialect.tables}/:tableId`;
	return [
		{
			method: "GET",
			path: `${one}/${dialect.columns}`,
			scope: scopeOf("read"),
			handle: (call) => {
				const all = tableOf(call).columns.map((column) => presentColumn(column, now()));
				return listReply(dialect.columns, all, call);
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
			method: "PATCH",
			path: `${one}/${dialect.columns}/:type/:key`,
			scope: scopeOf("write"),
			handle: (call) => {
				const table = tableOf(call);
				const { key } = find(table.columns, call.params["key"], dialect.column);
				const changed = parseColumn(call.params["type"] ?? "", { ...call.body, key }, 0);
				save({ ...table, columns: table.columns.map((column) => (column.key === key ? changed : column)) });
				return { status: 200, body: presentColumn(changed, now()) };
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
				return listReply("indexes", all, call);
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

type Keyed = { readonly key: string };

function find<Each extends Keyed>(list: readonly Each[], key = "", kind: string): Each {
	const found = list.find((each) => each.key === key);
	if (found !== undefined) return found;
	throw new Fault(404, `${kind}_not_found`, `${kind} with the requested key '${key}' could not be found.`);
}

function fresh<Each extends Keyed>(list: readonly Each[], each: Each, kind: string): readonly Each[] {
	if (!list.some(({ key }) => key === each.key)) return [...list, each];
	const words = `${kind} with the requested key '${each.key}' already exists.`;
	throw new Fault(409, `${kind}_already_exists`, words);
}
