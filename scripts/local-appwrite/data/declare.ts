import { badArgument, Fault, notServed } from "../http/fault.ts";
import { requireKey } from "../identity/ids.ts";
import type { Dialect } from "./dialect.ts";
import type { Column, Index, Table } from "./table.ts";

/** A new column or index can be used after about this long on the real server. */
const PREPARATION_MS = 300;

const TYPES = new Map<string, Pick<Column, "type" | "format">>(
	Object.entries({
		string: { type: "string" },
		varchar: { type: "string" },
		text: { type: "string" },
		mediumtext: { type: "string" },
		longtext: { type: "string" },
		integer: { type: "integer" },
		bigint: { type: "integer" },
		float: { type: "double" },
		double: { type: "double" },
		boolean: { type: "boolean" },
		datetime: { type: "datetime" },
		email: { type: "string", format: "email" },
		enum: { type: "string", format: "enum" },
		url: { type: "string", format: "url" },
		ip: { type: "string", format: "ip" },
	} as const),
);

/** Characters that the sizeless kinds of string hold (MySQL's TEXT family, in bytes of one each). */
const SIZES = new Map(
	Object.entries({
		text: 65_535,
		mediumtext: 16_777_215,
		longtext: 4_294_967_295,
	}),
);

const MAX_SIZE = 4_294_967_295;

type Json = Readonly<Record<string, unknown>>;

export function parseColumn(type: string, given: Json, nowMs: number): Column {
	const kind = TYPES.get(
		typeof given["format"] === "string" && given["format"] !== "" ? given["format"] : type,
	);
	if (kind === undefined) throw notServed(`columns of type ${type}`);
	const { required, default: fallback } = given;
	const key = requireKey(given["key"], "key");
	if (required === true && fallback !== undefined && fallback !== null) {
		throw new Fault(
			400,
			"attribute_default_unsupported",
			"Default values cannot be set for array or required attributes.",
		);
	}
	const size = Number(given["size"] ?? SIZES.get(type) ?? 255);
	if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) {
		throw badArgument(`Invalid \`size\` param: Value must be a valid range between 1 and ${MAX_SIZE}`);
	}
	const numbers = Object.fromEntries(
		["min", "max"].flatMap((name) => (typeof given[name] === "number" ? [[name, given[name]]] : [])),
	);
	return {
		key,
		...kind,
		required: required === true,
		array: given["array"] === true,
		default: fallback ?? null,
		...(kind.type === "string" ? { size } : {}),
		...numbers,
		...(Array.isArray(given["elements"]) ? { elements: given["elements"].map(String) } : {}),
		availableAtMs: nowMs + PREPARATION_MS,
	};
}

export function parseIndex(
	given: Json,
	table: Pick<Table, "columns">,
	dialect: Dialect,
	nowMs: number,
): Index {
	const { type, orders } = given;
	const key = requireKey(given["key"], "key");
	const columns = given[dialect.columns] ?? given["columns"];
	const isKnown = (name: unknown) =>
		["$id", "$createdAt", "$updatedAt"].includes(String(name)) ||
		table.columns.some((column) => column.key === name);
	if (!Array.isArray(columns) || columns.length === 0 || !columns.every(isKnown)) {
		const unknown = Array.isArray(columns) ? columns.filter((name) => !isKnown(name)) : [];
		throw new Fault(400, `${dialect.column}_unknown`, `Unknown ${dialect.column}: ${unknown.join(", ")}`);
	}
	if (type !== "key" && type !== "unique" && type !== "fulltext") throw badArgument("Invalid `type` param");
	return {
		key,
		type,
		columns: columns.map(String),
		orders: Array.isArray(orders) ? orders.map(String) : [],
		availableAtMs: nowMs + PREPARATION_MS,
	};
}
