// How a value of a row is read from its column and written to it, and what a table is made of: `tables.ts` declares them. No column
// is required in the database, because a column can be added to a table that has rows only so: what is empty decodes to the column's
// default, else to null, or to what the field names instead.
import type { ChatreelError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import { restoreError, storedError } from "../core/stored-error.ts";
import { isoOf } from "../core/time.ts";

type Scalar = string | number | boolean | null;

/** A field of a row: its column, and both ways between the two. */
export type Column<Value> = {
	readonly type: "string" | "integer" | "boolean" | "datetime";
	/** The column's name, where it is not the field's. */
	readonly name?: string;
	readonly size?: number;
	readonly elements?: readonly string[];
	readonly default: Scalar;
	readonly decode: (raw: unknown) => Value;
	readonly encode: (value: Value) => Scalar;
};

const asIs = <Value extends Scalar>(value: Value): Scalar => value;

/** An empty text is none. */
export function text(size: number): Column<string | null> {
	const decode = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : null);
	return { type: "string", size, default: null, decode, encode: asIs };
}

export function integer(): Column<number | null> {
	const decode = (raw: unknown) => (typeof raw === "number" ? raw : null);
	return { type: "integer", default: null, decode, encode: asIs };
}

/** An integer that begins at 0. */
export function count(): Column<number> {
	return { ...orElse(0, integer()), default: 0 };
}

export function flag(): Column<boolean> {
	return { type: "boolean", default: false, decode: (raw) => raw === true, encode: asIs };
}

/** Milliseconds since 1970, UTC. */
export function moment(name: string): Column<number | null> {
	const decode = (raw: unknown) => {
		const ms = typeof raw === "string" ? Date.parse(raw) : Number.NaN;
		return Number.isNaN(ms) ? null : ms;
	};
	const encode = (ms: number | null) => (ms === null ? null : isoOf(ms));
	return { type: "datetime", name, default: null, decode, encode };
}

export function oneOf<Word extends string>(elements: readonly Word[]): Column<Word | null> {
	const decode = (raw: unknown) => elements.find((word) => word === raw) ?? null;
	return { type: "string", elements, default: null, decode, encode: asIs };
}

/** {@link oneOf}, with the column's default. */
export function state<Word extends string>(elements: readonly Word[], initial: Word): Column<Word> {
	return { ...orElse<Word>(initial, oneOf(elements)), default: initial };
}

/** A text of JSON. One that is not JSON, because it was cut off, is none. */
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

/** Why something failed, as its caller may know it. */
export function failure(size: number): Column<ChatreelError | null> {
	return json(size, (value) => (isObject(value) ? restoreError(value) : null), storedError);
}

/** A field that is never null: what it is where its column is empty. */
export function orElse<Value>(empty: Value, column: Column<Value | null>): Column<Value> {
	return { ...column, decode: (raw) => column.decode(raw) ?? empty };
}

/** A field whose name is not its column's. */
export function named<Value>(name: string, column: Column<Value>): Column<Value> {
	return { ...column, name };
}

function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What the server itself says of each row. */
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

/** A table as a store of rows uses it, whatever its fields are. */
export type Table = {
	/** Its id in the database. */
	readonly id: string;
	readonly columns: Columns;
	readonly columnName: (field: string) => string;
	/** The fields of a row as the database gives it; default: all. Its id is always among them. */
	readonly decode: (raw: object, fields?: readonly string[]) => { readonly id: string };
	/** The columns of these fields. */
	readonly encode: (values: object) => { readonly [column: string]: Scalar };
	/** What a field's value is in its column. */
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
	const columnOf = (field: string): Column<unknown> => {
		const column = (columns as Columns)[field];
		if (column === undefined) throw new RangeError(`The table ${id} has no field ${field}`);
		return column;
	};
	const columnName = (field: string) => columnOf(field).name ?? field;
	const encodeField = (field: string, value: unknown) => columnOf(field).encode(value);
	return {
		id,
		columns,
		columnName,
		encodeField,
		decode: (raw: object, fields: readonly string[] = Object.keys(columns)) => {
			const values: Readonly<Record<string, unknown>> = { ...raw };
			const decoded = (field: string) => [field, columnOf(field).decode(values[columnName(field)])];
			return Object.fromEntries(["id", ...fields].map(decoded));
		},
		encode: (values) =>
			Object.fromEntries(
				Object.entries(values).map(([field, value]) => [columnName(field), encodeField(field, value)]),
			),
	};
}
