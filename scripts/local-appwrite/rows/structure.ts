import type { Dialect } from "../databases/dialect.ts";
import { ApiError, notImplemented } from "../http/api-error.ts";
import type { Json as Data } from "../http/read-json.ts";
import { dateText } from "../store.ts";
import type { Column, Table } from "../tables/table.ts";
import { readMoment } from "./moment.ts";

/** The keys of a row that are not its columns. A client may send them back; they are left alone. */
const SYSTEM_KEYS = new Set([
	"$id",
	"$sequence",
	"$createdAt",
	"$updatedAt",
	"$permissions",
	"$databaseId",
	"$tableId",
	"$collectionId",
]);

/** The data of a new row: every column, by its value, its default or null. */
export function newData(data: Data, table: Table, dialect: Dialect, nowMs: number): Data {
	const known = pick(data, table, dialect);
	const full = table.columns.map(
		(column) => [column.key, known[column.key] ?? column.default ?? null] as const,
	);
	return checked(Object.fromEntries(full), table, dialect, nowMs);
}

/** The data of a row after a change. All of it is checked, so a value that is out of bounds blocks any change. */
export function changedData(before: Data, change: Data, table: Table, dialect: Dialect, nowMs: number): Data {
	const picked = Object.entries(pick(change, table, dialect));
	const values = picked.map(([key, value]) => [key, changedValue(value, before[key])] as const);
	return checked({ ...before, ...Object.fromEntries(values) }, table, dialect, nowMs);
}

/**
 * The new value of a column: the given one or, for one of the SDK's operators, its result. Unlike a call
 * to increment, the operator stops at its bound silently.
 */
function changedValue(value: unknown, before: unknown): unknown {
	const operator = parseOperator(value);
	if (operator === null) return value;
	const { method, values } = operator;
	const [by = 1, bound] = values.map(Number);
	const start = typeof before === "number" ? before : 0;
	if (method === "increment") return Math.min(start + by, bound ?? Number.POSITIVE_INFINITY);
	if (method === "decrement") return Math.max(start - by, bound ?? Number.NEGATIVE_INFINITY);
	throw notImplemented(`the operator ${method}`);
}

/** Operators come as JSON in a string: `{"method": …, "values": […]}` and nothing else. */
function parseOperator(
	value: unknown,
): { readonly method: string; readonly values: readonly unknown[] } | null {
	if (typeof value !== "string" || !value.startsWith('{"method":')) return null;
	try {
		const { method, values, ...rest } = JSON.parse(value);
		const isOperator = Array.isArray(values) && Object.keys(rest).length === 0;
		return isOperator ? { method: String(method), values } : null;
	} catch {
		return null;
	}
}

function pick(data: Data, table: Table, dialect: Dialect): Data {
	const columns = new Set(table.columns.map(({ key }) => key));
	const entries = Object.entries(data).filter(([key]) => !SYSTEM_KEYS.has(key));
	for (const [key] of entries) {
		if (!columns.has(key)) throw invalid(dialect, `Unknown attribute: "${key}"`);
	}
	return Object.fromEntries(entries);
}

function checked(data: Data, { columns }: Table, dialect: Dialect, nowMs: number): Data {
	return Object.fromEntries(
		columns.map((column) => [column.key, checkColumn(data[column.key], column, dialect, nowMs)]),
	);
}

function checkColumn(value: unknown, column: Column, dialect: Dialect, nowMs: number): unknown {
	if (value === null || value === undefined) {
		if (column.required) throw invalid(dialect, `Missing required attribute "${column.key}"`);
		return column.array ? [] : null;
	}
	if (!column.array) return checkValue(value, column, dialect, nowMs);
	if (!Array.isArray(value)) throw wrongType(dialect, column, "an array");
	return value.map((each) => checkValue(each, column, dialect, nowMs));
}

function checkValue(value: unknown, column: Column, dialect: Dialect, nowMs: number): unknown {
	switch (column.type) {
		case "string":
			if (typeof value !== "string" || [...value].length > (column.size ?? Number.POSITIVE_INFINITY)) {
				throw wrongType(dialect, column, `a valid string and no longer than ${column.size} chars`);
			}
			if (column.elements !== undefined && !column.elements.includes(value)) {
				throw invalid(
					dialect,
					`Attribute "${column.key}" has invalid format. Value must be one of (${column.elements.join(", ")})`,
				);
			}
			return value;
		case "boolean":
			if (typeof value !== "boolean") throw wrongType(dialect, column, "a valid boolean");
			return value;
		case "integer":
		case "double":
			return checkNumber(value, column, dialect);
		case "datetime": {
			const ms = typeof value === "string" ? readMoment(value, nowMs) : null;
			if (ms === null) throw wrongType(dialect, column, "a valid date");
			return dateText(ms);
		}
	}
}

function checkNumber(value: unknown, column: Column, dialect: Dialect): number {
	const isInteger = column.type === "integer";
	if (typeof value !== "number" || (isInteger && !Number.isInteger(value))) {
		throw wrongType(dialect, column, isInteger ? "a valid integer" : "a valid float");
	}
	const { min = -Infinity, max = Infinity, key } = column;
	if (value < min || value > max) {
		throw invalid(
			dialect,
			`Attribute "${key}" has invalid format. Value must be a valid range between ${min} and ${max}`,
		);
	}
	return value;
}

function wrongType(dialect: Dialect, { key }: Column, expected: string): ApiError {
	return invalid(dialect, `Attribute "${key}" has invalid type. Value must be ${expected}`);
}

function invalid({ row }: Dialect, reason: string): ApiError {
	return new ApiError(400, `${row}_invalid_structure`, `Invalid document structure: ${reason}`);
}
