// Column types: how the value of a field is decoded from its column and encoded for it. `tables.ts` declares the tables with them. No
// column is required in the database, because only such a column can be added to a table that has rows. An empty column decodes to
// its default, to null, or to the value that `orElse` names.

import { restoreError, toStoredError } from "../core/error-body.ts";
import type { ChatreelError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import { type EpochMs, toIso } from "../core/time.ts";

type Scalar = string | number | boolean | null;

type Column<Value> = {
	readonly type: "string" | "integer" | "boolean" | "datetime";
	/** Default: the name of the field. */
	readonly name?: string;
	readonly size?: number;
	readonly elements?: readonly string[];
	readonly default: Scalar;
	readonly decode: (raw: unknown) => Value;
	readonly encode: (value: Value) => Scalar;
};

const asIs = <Value extends Scalar>(value: Value): Scalar => value;

/** An empty text decodes to null. */
export function text(size: number): Column<string | null> {
	const decode = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : null);
	return { type: "string", size, default: null, decode, encode: asIs };
}

export function integer(): Column<number | null> {
	const decode = (raw: unknown) => (typeof raw === "number" ? raw : null);
	return { type: "integer", default: null, decode, encode: asIs };
}

/** An integer that is never null. Default 0. */
export function count(): Column<number> {
	return { ...orElse(0, integer()), default: 0 };
}

export function flag(): Column<boolean> {
	return { type: "boolean", default: false, decode: (raw) => raw === true, encode: asIs };
}

export function moment(name: string): Column<EpochMs | null> {
	const decode = (raw: unknown) => {
		const ms = typeof raw === "string" ? Date.parse(raw) : Number.NaN;
		return Number.isNaN(ms) ? null : ms;
	};
	const encode = (ms: EpochMs | null) => (ms === null ? null : toIso(ms));
	return { type: "datetime", name, default: null, decode, encode };
}

export function oneOf<Word extends string>(elements: readonly Word[]): Column<Word | null> {
	const decode = (raw: unknown) => elements.find((word) => word === raw) ?? null;
	return { type: "string", elements, default: null, decode, encode: asIs };
}

/** {@link oneOf} with a default. */
export function state<Word extends string>(elements: readonly Word[], initial: Word): Column<Word> {
	return { ...orElse<Word>(initial, oneOf(elements)), default: initial };
}

/** A text that is not JSON, because it was cut off, decodes to null. */
function json<Value>(
	size: number,
	read: (value: unknown) => Value | null,
	write: (value: Value) => unknown = (value) => value,
): Column<Value | null> {
	const decode = (raw: unknown) => {
		if (typeof raw !== "string" || raw === "") return null;
		try {
			return read(JSON.parse(raw));
		} catch {
			return null;
		}
	};
	const encode = (value: Value | null) => (value === null ? null : JSON.stringify(write(value)));
	return { type: "string", size, default: null, decode, encode };
}

export function object(size: number): Column<JsonObject | null> {
	return json(size, (value) => (isObject(value) ? value : null));
}

export function list<Item>(size: number): Column<readonly Item[]> {
	return orElse<readonly Item[]>(
		[],
		json(size, (value): readonly Item[] | null => (Array.isArray(value) ? value : null)),
	);
}

export function failure(size: number): Column<ChatreelError | null> {
	return json(size, (value) => (isObject(value) ? restoreError(value) : null), toStoredError);
}

/** Decodes an empty column to `empty`. */
export function orElse<Value>(empty: Value, column: Column<Value | null>): Column<Value> {
	return { ...column, decode: (raw) => column.decode(raw) ?? empty };
}

/** Gives a column another name than its field. */
export function named<Value>(name: string, column: Column<Value>): Column<Value> {
	return { ...column, name };
}

function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Columns that the server adds to each row. */
const OF_EACH_ROW = {
	id: orElse("", named("$id", text(36))),
	createdAtMs: orElse(0, moment("$createdAt")),
	updatedAtMs: orElse(0, moment("$updatedAt")),
	permissions: {
		type: "string",
		name: "$permissions",
		default: null,
		encode: () => null,
		decode: (raw) => (Array.isArray(raw) ? raw.map(String) : []),
	} as Column<readonly string[]>,
};
export type OfEachRow = typeof OF_EACH_ROW;

// biome-ignore lint/suspicious/noExplicitAny: a column of any type, whose own decode and encode agree
type Columns = Readonly<Record<string, Column<any>>>;

/** A table as the row store uses it. */
export type Table = {
	/** Its id in the database. */
	readonly id: string;
	readonly columns: Columns;
	readonly columnName: (field: string) => string;
	/** Decodes these fields of a raw row, and its id. Default: all fields. */
	readonly decode: (raw: object, fields?: readonly string[]) => { readonly id: string };
	readonly encode: (values: object) => { readonly [column: string]: Scalar };
	readonly encodeField: (field: string, value: unknown) => Scalar;
};

export type Decoded<Of extends Columns> = {
	readonly [F in keyof Of]: Of[F] extends Column<infer Value> ? Value : never;
};

export function table<Own extends Columns>(
	id: string,
	own: Own,
): Omit<Table, "columns" | "decode"> & {
	readonly columns: OfEachRow & Own;
	readonly decode: (raw: object) => Decoded<OfEachRow & Own>;
} {
	const columns = { ...OF_EACH_ROW, ...own };
	const findColumn = (field: string): Column<unknown> => {
		const column = (columns as Columns)[field];
		if (column === undefined) throw new RangeError(`The table ${id} has no field ${field}`);
		return column;
	};
	const columnName = (field: string) => findColumn(field).name ?? field;
	const encodeField = (field: string, value: unknown) => findColumn(field).encode(value);
	return {
		id,
		columns,
		columnName,
		encodeField,
		decode: (raw: object, fields: readonly string[] = Object.keys(columns)) => {
			const values: Readonly<Record<string, unknown>> = { ...raw };
			const decoded = (field: string) => [field, findColumn(field).decode(values[columnName(field)])];
			return Object.fromEntries(["id", ...fields].map(decoded));
		},
		encode: (values) =>
			Object.fromEntries(
				Object.entries(values).map(([field, value]) => [columnName(field), encodeField(field, value)]),
			),
	};
}
