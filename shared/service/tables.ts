// Every table of appwrite.json, and how a row of it is read and written: the one place that knows the names of columns. A test holds
// it to appwrite.json. No column is required there, because a column can be added to a table that has rows only so: what is empty
// decodes to the column's default, else to null, or to what the field names instead.
import type { ChatreelError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import { restoreError, type StoredError, storedError } from "../core/stored-error.ts";
import { isoOf } from "../core/time.ts";
import type { Warning } from "../video/conversation/warning.ts";
import type { EndStatus, Status } from "./jobs/states.ts";

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
function text(size: number): Column<string | null> {
	const decode = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : null);
	return { type: "string", size, default: null, decode, encode: asIs };
}

function integer(): Column<number | null> {
	const decode = (raw: unknown) => (typeof raw === "number" ? raw : null);
	return { type: "integer", default: null, decode, encode: asIs };
}

/** An integer that begins at 0. */
function count(): Column<number> {
	return { ...orElse(0, integer()), default: 0 };
}

function flag(): Column<boolean> {
	return { type: "boolean", default: false, decode: (raw) => raw === true, encode: asIs };
}

/** Milliseconds since 1970, UTC. */
function moment(name: string): Column<number | null> {
	const decode = (raw: unknown) => {
		const ms = typeof raw === "string" ? Date.parse(raw) : Number.NaN;
		return Number.isNaN(ms) ? null : ms;
	};
	const encode = (ms: number | null) => (ms === null ? null : isoOf(ms));
	return { type: "datetime", name, default: null, decode, encode };
}

function oneOf<Word extends string>(elements: readonly Word[]): Column<Word | null> {
	const decode = (raw: unknown) => elements.find((word) => word === raw) ?? null;
	return { type: "string", elements, default: null, decode, encode: asIs };
}

/** {@link oneOf}, with the column's default. */
function state<Word extends string>(elements: readonly Word[], initial: Word): Column<Word> {
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

function object(size: number): Column<JsonObject | null> {
	return json(size, (value) => (isObject(value) ? value : null));
}

function list<Item>(size: number): Column<readonly Item[]> {
	return orElse<readonly Item[]>(
		[],
		json(size, (value): readonly Item[] | null => (Array.isArray(value) ? value : null)),
	);
}

/** Why something failed, as its caller may know it. */
function failure(size: number): Column<ChatreelError | null> {
	return json(size, (value) => (isObject(value) ? restoreError(value) : null), storedError);
}

/** A field that is never null: what it is where its column is empty. */
function orElse<Value>(empty: Value, column: Column<Value | null>): Column<Value> {
	return { ...column, decode: (raw) => column.decode(raw) ?? empty };
}

/** A field whose name is not its column's. */
function named<Value>(name: string, column: Column<Value>): Column<Value> {
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
		...{ type: "string", name: "$permissions", default: null, encode: () => null },
		decode: (raw) => (Array.isArray(raw) ? raw.map(String) : []),
	} as Column<readonly string[]>,
};
type OfEachRow = typeof OF_EACH_ROW;

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

type Decoded<Of extends Columns> = {
	readonly [F in keyof Of]: Of[F] extends Column<infer Value> ? Value : never;
};

function table<Own extends Columns>(
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
		...{ id, columns, columnName, encodeField },
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

/** An item of a batch that becomes no job, and why. */
export type Refusal = { readonly index: number; readonly error: StoredError };

const STATUSES: readonly Status[] = [
	...(["queued", "rendering", "uploading"] as const),
	...(["completed", "failed", "cancelled", "skipped"] as const),
];

/** What the render of a month, or of one user in it, comes to. Changed by increments alone. */
const COUNTERS = {
	/** Spent and reserved. */
	committedMs: count(),
	spentMs: count(),
	/** Jobs that have ended. */
	jobsCount: count(),
	/** Moves with each step of the ledger. */
	seq: count(),
	/** How often drift was corrected. */
	corrections: count(),
};

export const TABLES = {
	/** What users ask for by creating a row. */
	requests: table("render_requests", {
		/** JSON, as its user wrote it. */
		conversation: text(1_000_000),
		options: text(20_000),
	}),
	/** Jobs as people see them. Who works on one is in `attempts`, and whether it has ended in `jobEnds`. */
	jobs: table("renders", {
		status: state<Status>(STATUSES, "queued"),
		stage: text(20),
		percent: count(),
		framesDone: count(),
		framesTotal: count(),
		etaSeconds: integer(),
		/** The request as it was accepted, JSON; empty where it was not valid. */
		request: orElse("", text(1_000_000)),
		requestHash: orElse("", text(64)),
		engineVersion: text(40),
		/** The row of `requests` that it came from, where its id is not the job's. */
		requestId: text(36),
		/** Null: nobody's, for service callers alone. */
		userId: text(36),
		batchId: text(36),
		batchIndex: integer(),
		/** The number of the attempt that is made, or was made last. */
		attempt: count(),
		cancelRequested: flag(),
		quotedMs: integer(),
		cpuMs: integer(),
		renderMs: integer(),
		durationMs: integer(),
		bytes: integer(),
		bucketId: text(36),
		fileId: text(36),
		posterFileId: text(36),
		videoDeletedAtMs: moment("videoDeletedAt"),
		/** `local`: its video goes to the disk of the command that renders it. */
		target: state(["bucket", "local"], "bucket"),
		warnings: list<Warning>(100_000),
		error: failure(100_000),
		/** Who is told of its end. */
		webhook: text(4000),
	}),
	/** The whole budget's counters of a month, whose id is `YYYY-MM`. */
	months: table("quota_months", COUNTERS),
	/** One user's counters of a month. */
	userMonths: table("quota_users", {
		month: orElse("", text(7)),
		userId: orElse("", text(36)),
		...COUNTERS,
	}),
	/** The ledger: one row for each attempt of a job (`<jobId>.<n>`), which is its lease too. */
	attempts: table("quota_jobs", {
		month: orElse("", text(7)),
		userId: text(36),
		state: state(["reserved", "settled", "released"], "reserved"),
		reservedMs: count(),
		chargedMs: integer(),
		/** What its worker told last that it has used. */
		cpuMs: integer(),
		/** Who makes it. */
		executionId: named("owner", text(64)),
		leaseUntilMs: moment("leaseUntil"),
		heartbeatAtMs: moment("heartbeatAt"),
		/** From then on its reservation is over, lease or none. */
		expiresAtMs: moment("expiresAt"),
		/** What its quote was made of, for calibration. */
		costUnits: object(4000),
	}),
	/** Guards: whoever makes the row has taken the step of the ledger that its id names. */
	settlements: table("quota_settles", {
		deltaMs: integer(),
		by: oneOf(["worker", "sweeper"]),
		executionId: named("owner", text(64)),
	}),
	/** Guards: whoever makes the row has ended the job of that id. */
	jobEnds: table("job_ends", {
		// An end that a later release knows is an end too.
		status: orElse<EndStatus>("failed", {
			...oneOf<EndStatus>(["completed", "failed", "cancelled", "skipped"]),
			size: 20,
		}),
		executionId: named("owner", text(64)),
	}),
	batches: table("batches", {
		/** Null: nobody's, for service callers alone. */
		userId: text(36),
		total: count(),
		refused: list<Refusal>(1_000_000),
		skipped: count(),
		/** How many of its items, from the first, are quoted by now. Null in rows of releases that quoted all at once. */
		quoted: integer(),
		/** What those need, in CPU ms. */
		neededMs: orElse(0, integer()),
		webhook: text(4000),
		contentHash: orElse("", text(64)),
		/** `accepting`: its jobs are being made; `open`: all are; `closed`: all have ended, and its webhook is told. */
		state: state(["accepting", "open", "closed"], "accepting"),
		/** Why items that are no jobs (yet) will not be any: the quota, a cancel, or that nobody sent it again. Null: they will. */
		error: failure(2000),
	}),
	/** One thing to be told to one target, until it is delivered or given up. */
	deliveries: table("webhook_deliveries", {
		target: orElse("", text(4000)),
		event: orElse("", text(60)),
		/** The body, JSON, as it is signed. */
		payload: orElse("", text(100_000)),
		/** Attempts that were begun. */
		attempt: count(),
		/** When it is tried again; null where it is not. */
		nextAtMs: moment("nextAt"),
		state: state(["due", "delivered", "given_up"], "due"),
		/** Why the last attempt failed. */
		failure: text(300),
	}),
	/** The right to do something that one at a time is to do. */
	leases: table("leases", {
		name: text(20),
		n: count(),
		executionId: named("owner", text(64)),
		untilMs: moment("until"),
		notes: orElse<JsonObject>({}, object(2000)),
	}),
	/** What health-cron knows of an alert or a channel. */
	alerts: table("alerts", {
		state: orElse("", text(20)),
		sinceMs: moment("since"),
		clearedMs: moment("clearedAt"),
		lastNotifiedMs: moment("lastNotifiedAt"),
	}),
	reports: table("health_reports", {
		status: text(10),
		report: object(200_000),
	}),
};

export type Tables = typeof TABLES;
export type TableName = keyof Tables;

/** The fields of a table's rows, decoded. */
export type Fields<Name extends TableName> = Decoded<Tables[Name]["columns"]>;
export type Field<Name extends TableName> = keyof Fields<Name> & string;

/** A row of a table, or some fields of one. */
export type Row<Name extends TableName, F extends Field<Name> = Field<Name>> = Pick<
	Fields<Name>,
	F | (keyof Fields<Name> & "id")
>;

/** What can be written to a row. */
export type Changes<Name extends TableName> = Partial<Omit<Fields<Name>, keyof OfEachRow>>;
