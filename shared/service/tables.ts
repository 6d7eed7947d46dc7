// Every table of appwrite.json, and the one place that knows the names of columns. A column keeps its name, because tables have
// rows; its field may have a clearer one. A test compares this file with appwrite.json.

import type { StoredError } from "../core/error-body.ts";
import type { JsonObject } from "../core/json.ts";
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

/** An item of a batch that does not become a job. */
export type Refusal = { readonly index: number; readonly error: StoredError };

const ENDS: readonly EndStatus[] = ["completed", "failed", "cancelled", "skipped"];
const STATUSES: readonly Status[] = ["queued", "rendering", "uploading", ...ENDS];

/** CPU of a month, or of one user in it. Changed only by increments and decrements. */
const COUNTERS = {
	/** Spent and reserved. */
	committedMs: count(),
	spentMs: count(),
	/** Ended jobs. */
	jobsCount: count(),
	/** Grows with each step of the ledger. */
	seq: count(),
	/** Drift corrections so far. */
	corrections: count(),
};

export const TABLES = {
	/** Users create these rows. */
	requests: table("render_requests", {
		/** JSON as the user wrote it. */
		conversation: text(1_000_000),
		options: text(20_000),
	}),
	/** The view of a job for people. `attempts` says who works on it, `jobEnds` whether it has ended. */
	jobs: table("renders", {
		status: state<Status>(STATUSES, "queued"),
		stage: text(20),
		percent: count(),
		framesDone: count(),
		framesTotal: count(),
		etaSeconds: integer(),
		/** The accepted request as JSON; empty when it was not valid. */
		request: orElse("", text(1_000_000)),
		requestHash: orElse("", text(64)),
		/** The private file that holds a request with data URLs; then `request` has only what was pinned. */
		inputFileId: text(36),
		engineVersion: text(40),
		/** The row of `requests` that it came from, when its id is not the id of the job. */
		requestId: text(36),
		/** Null: made by a service caller. */
		userId: text(36),
		batchId: text(36),
		batchIndex: integer(),
		/** The number of the latest attempt. */
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
		/** `local`: a command renders it to its own disk. */
		target: state(["bucket", "local"], "bucket"),
		warnings: list<Warning>(100_000),
		error: failure(100_000),
		/** Receives the end of the job. */
		webhook: text(4000),
	}),
	/** The id is `YYYY-MM`. */
	months: table("quota_months", COUNTERS),
	userMonths: table("quota_users", {
		month: orElse("", text(7)),
		userId: orElse("", text(36)),
		...COUNTERS,
	}),
	/** The ledger: one row per attempt of a job (`<jobId>.<n>`), which is also its lease. */
	attempts: table("quota_jobs", {
		month: orElse("", text(7)),
		userId: text(36),
		state: state(["reserved", "settled", "released"], "reserved"),
		reservedMs: count(),
		chargedMs: integer(),
		/** CPU used by the last heartbeat. */
		cpuMs: integer(),
		executionId: named("owner", text(64)),
		leaseUntilMs: moment("leaseUntil"),
		heartbeatAtMs: moment("heartbeatAt"),
		/** The reservation ends then, whatever the lease says. */
		expiresAtMs: moment("expiresAt"),
		/** The units of its quote, for calibration. */
		costUnits: object(4000),
	}),
	/** Guards: creating the row takes the step of the ledger that its id names. */
	settlements: table("quota_settles", {
		deltaMs: integer(),
		by: oneOf(["worker", "sweeper"]),
		executionId: named("owner", text(64)),
	}),
	/** Guards: creating the row ends the job of that id. */
	jobEnds: table("job_ends", {
		// A status of a later release is an end too.
		status: orElse<EndStatus>("failed", { ...oneOf(ENDS), size: 20 }),
		executionId: named("owner", text(64)),
	}),
	batches: table("batches", {
		/** Null: made by a service caller. */
		userId: text(36),
		total: count(),
		refused: list<Refusal>(1_000_000),
		skipped: count(),
		/** Items quoted so far, from the first. Null in rows of releases that quoted all at once. */
		quoted: integer(),
		/** Sum of the upper bounds of the quoted items. */
		neededMs: orElse(0, integer()),
		webhook: text(4000),
		contentHash: orElse("", text(64)),
		/** `accepting`: its jobs are being created; `open`: all are; `closed`: all have ended and the webhook delivery exists. */
		state: state(["accepting", "open", "closed"], "accepting"),
		/** Why items without a job will not get one: the quota, a cancel, or nobody sent the batch again. Null: they will. */
		error: failure(2000),
	}),
	deliveries: table("webhook_deliveries", {
		target: orElse("", text(4000)),
		event: orElse("", text(60)),
		/** The signed body, JSON. */
		payload: orElse("", text(100_000)),
		/** Attempts started. */
		attempt: count(),
		/** The next attempt; null when there is none. */
		nextAtMs: moment("nextAt"),
		state: state(["due", "delivered", "given_up"], "due"),
		/** Why the last attempt failed. */
		failure: text(300),
	}),
	/** Mutual exclusion between executions. */
	leases: table("leases", {
		name: text(20),
		n: count(),
		executionId: named("owner", text(64)),
		untilMs: moment("until"),
		notes: orElse<JsonObject>({}, object(2000)),
	}),
	/** Alerts, and what each channel was sent of them. */
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

export type Fields<Name extends TableName> = Decoded<Tables[Name]["columns"]>;
export type Field<Name extends TableName> = keyof Fields<Name> & string;

/** A row, or some fields of one and its id. */
export type Row<Name extends TableName, F extends Field<Name> = Field<Name>> = Pick<
	Fields<Name>,
	F | (keyof Fields<Name> & "id")
>;

/** Values to write to a row. */
export type Changes<Name extends TableName> = Partial<Omit<Fields<Name>, keyof OfEachRow>>;
