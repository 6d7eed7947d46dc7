// Every table of appwrite.json, and what its columns are to the code: the one place that knows their names. Columns keep theirs, for
// the sake of tables that have rows; fields have the clear ones. A test holds it to appwrite.json.
import type { JsonObject } from "../core/json.ts";
import type { StoredError } from "../core/stored-error.ts";
import type { Warning } from "../video/conversation/warning.ts";
import {
	count,
	type Decoded,
	failure,
	flag,
	integer,
	list,
	moment,
	named,
	type OfEachRow,
	object,
	oneOf,
	orElse,
	state,
	table,
	text,
} from "./columns.ts";
import type { EndStatus, Status } from "./jobs/states.ts";

/** An item of a batch that becomes no job, and why. */
export type Refusal = { readonly index: number; readonly error: StoredError };

const ENDS: readonly EndStatus[] = ["completed", "failed", "cancelled", "skipped"];
const STATUSES: readonly Status[] = ["queued", "rendering", "uploading", ...ENDS];

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
		status: orElse<EndStatus>("failed", { ...oneOf(ENDS), size: 20 }),
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
