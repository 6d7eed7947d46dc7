import { countIn, invalidQuery, parseQueryTexts, type Query, readQuery } from "../http/queries.ts";
import { dateText } from "../store.ts";
import type { Table } from "../tables/table.ts";
import { readMoment } from "./moment.ts";

type Value = string | number | null;
type Sql = { readonly sql: string; readonly values: readonly Value[] };

/** A list's queries, as parts of a SELECT over `rows`. */
export type Selection = {
	readonly where: readonly Sql[];
	readonly orders: readonly { readonly sql: string; readonly isDescending: boolean }[];
	readonly limit: number;
	readonly offset: number;
	readonly cursor: { readonly id: string; readonly isBefore: boolean } | null;
	/** Null: every column. */
	readonly select: readonly string[] | null;
};

const DEFAULT_LIMIT = 25;

export function compileQueries(texts: readonly string[], table: Table): Selection {
	const queries = parseQueryTexts(texts);
	const of = (method: string) => queries.findLast((query) => query.method === method);
	const cursor = of("cursorAfter") ?? of("cursorBefore");
	const select = queries
		.filter(({ method }) => method === "select")
		.flatMap(({ values }) => values.map(textIn));
	return {
		where: queries.flatMap((query) => (isFilter(query) ? compile(query, table) : [])),
		orders: queries
			.filter(({ method }) => method === "orderAsc" || method === "orderDesc")
			.map(({ method, attribute }) => ({
				sql: attribute === "" ? "sequence" : columnSql(attribute, table),
				isDescending: method === "orderDesc",
			})),
		limit: countIn(queries, "limit", DEFAULT_LIMIT),
		offset: countIn(queries, "offset", 0),
		cursor:
			cursor === undefined
				? null
				: { id: textIn(cursor.values[0]), isBefore: cursor.method === "cursorBefore" },
		select: select.length === 0 || select.includes("*") ? null : select,
	};
}

const NO_FILTERS = [
	"limit",
	"offset",
	"cursorAfter",
	"cursorBefore",
	"select",
	"orderAsc",
	"orderDesc",
	"orderRandom",
];
const isFilter = ({ method }: Query) => !NO_FILTERS.includes(method);

function textIn(value: unknown): string {
	if (typeof value === "string") return value;
	throw invalidQuery("Value must be a valid string");
}

/** A Map, because an object has names such as `constructor`. */
const COMPARISONS = new Map([
	["notEqual", "IS NOT"],
	["lessThan", "<"],
	["lessThanEqual", "<="],
	["greaterThan", ">"],
	["greaterThanEqual", ">="],
]);

function compile(query: Query, table: Table): Sql {
	const { method, attribute, values: given } = query;
	if (method === "and" || method === "or") {
		if (given.length < 2) throw invalidQuery(`${method} queries require at least two queries`);
		const parts = given.map((each) => compile(readQuery(each), table));
		const sql = parts.map((part) => `(${part.sql})`).join(method === "and" ? " AND " : " OR ");
		return { sql, values: parts.flatMap((part) => part.values) };
	}
	const column = columnSql(attribute, table);
	const values = given.map((value) => bindable(value, attribute, table));
	const comparison = COMPARISONS.get(method);
	const needed = comparison !== undefined ? 1 : (NEEDED.get(method) ?? 0);
	if (values.length < needed) throw invalidQuery(`${method} queries require ${needed} values.`);
	if (comparison !== undefined) return { sql: `${column} ${comparison} ?`, values: values.slice(0, 1) };
	const any = (template: string, make: (value: Value) => Value) => ({
		sql: values.map(() => template).join(" OR "),
		values: values.map(make),
	});
	switch (method) {
		case "equal":
			return any(`${column} = ?`, (value) => value);
		case "between":
			return { sql: `${column} BETWEEN ? AND ?`, values: values.slice(0, 2) };
		case "isNull":
			return { sql: `${column} IS NULL`, values: [] };
		case "isNotNull":
			return { sql: `${column} IS NOT NULL`, values: [] };
		case "startsWith":
			return any(`${column} LIKE ? ESCAPE '\\'`, (value) => `${escaped(value)}%`);
		case "endsWith":
			return any(`${column} LIKE ? ESCAPE '\\'`, (value) => `%${escaped(value)}`);
		case "contains":
		case "search":
			if (!isArray(attribute, table))
				return any(`${column} LIKE ? ESCAPE '\\'`, (value) => `%${escaped(value)}%`);
			return any(`EXISTS (SELECT 1 FROM json_each(${column}) WHERE json_each.value = ?)`, (value) => value);
		default:
			throw invalidQuery(`Invalid query method: ${method}`);
	}
}

/** How many values a query has at the least. */
const NEEDED = new Map([
	...["equal", "startsWith", "endsWith", "contains", "search"].map((method) => [method, 1] as const),
	["between", 2] as const,
]);

const SYSTEM_COLUMNS = new Map([
	["$id", "id"],
	["$createdAt", "created_at"],
	["$updatedAt", "updated_at"],
	["$sequence", "sequence"],
]);

function columnSql(attribute: string, { columns }: Table): string {
	const system = SYSTEM_COLUMNS.get(attribute);
	if (system !== undefined) return system;
	// The key is in the table's own list, so nothing of the caller's gets into the statement.
	if (columns.some(({ key }) => key === attribute)) return `json_extract(data, '$."${attribute}"')`;
	throw invalidQuery(`Attribute not found in schema: ${attribute}`);
}

const isArray = (attribute: string, { columns }: Table) =>
	columns.some(({ key, array }) => key === attribute && array);

function bindable(value: unknown, attribute: string, { columns }: Table): Value {
	const isDate =
		attribute === "$createdAt" ||
		attribute === "$updatedAt" ||
		columns.find(({ key }) => key === attribute)?.type === "datetime";
	if (isDate && value !== null) {
		// A query's moment has a year in it: no word is taken here.
		const ms = typeof value === "string" && /\d{4}/.test(value) ? readMoment(value, 0) : null;
		if (ms !== null) return dateText(ms);
		throw invalidQuery(`Query value is invalid for attribute "${attribute}"`);
	}
	if (typeof value === "boolean") return value ? 1 : 0;
	if (typeof value === "string" || typeof value === "number" || value === null) return value;
	throw invalidQuery(`Query value is invalid for attribute "${attribute}"`);
}

const escaped = (value: Value) => String(value).replaceAll(/[\\%_]/g, "\\$&");
