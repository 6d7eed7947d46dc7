import type { RowStore } from "../../row-store.ts";

/** A file of the bucket, as the sweep looks at it. */
export type ListedFile = {
	readonly id: string;
	readonly name: string;
	readonly createdAtMs: number;
};

export type FileQuery = {
	/** Made from then on, and before: milliseconds since 1970, UTC. */
	readonly fromMs: number;
	readonly beforeMs: number;
	readonly limit: number;
	/** The id of the file after which to go on. */
	readonly after: string | undefined;
};

export type SweepPorts = {
	readonly store: RowStore;
	/** Files of the bucket, unfinished ones too, the oldest first. */
	readonly listFiles: (query: FileQuery) => Promise<readonly ListedFile[]>;
	/** One that is not there is as good as removed. */
	readonly removeFile: (fileId: string) => Promise<void>;
	/** Has a job rendered in an execution of its own, which nobody waits for. Null where nothing can be started from here. */
	readonly startRun: ((jobId: string) => Promise<void>) | null;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** Whether another piece of work may be begun, where more than the time is bounded. Default: always. */
	readonly mayGoOn?: () => boolean;
};

/** From what age on something is looked at, and how much of it in one sweep. Each is a default. */
export type SweepRules = {
	/** A request without a job after so long was never delivered. */
	readonly undeliveredMs: number;
	/** A queued job's own execution waits for a slot for 20 s, and takes some seconds to start. */
	readonly queuedMs: number;
	/** A row that says somebody works on it is looked at when it was not written for so long: a lease. */
	readonly staleMs: number;
	/** A request of which no sweep could make a job in so long is left alone. */
	readonly forgottenMs: number;
	/** Attempts, and jobs, that are settled or ended in one sweep: about ten calls each. */
	readonly lostCount: number;
	/** Executions started in one sweep: each goes on with the queue itself. */
	readonly runCount: number;
	/** Pages of 80 requests, and of 80 files, that are looked through in one sweep: two or three calls each. */
	readonly pageCount: number;
	/** No new piece of work is begun after so long. */
	readonly limitMs: number;
};

export const SWEEP_RULES: SweepRules = {
	undeliveredMs: 120_000,
	queuedMs: 60_000,
	staleMs: 30_000,
	forgottenMs: 86_400_000,
	lostCount: 50,
	runCount: 10,
	pageCount: 20,
	limitMs: 120_000,
};

/** The most ids that a list is asked for at once: a query of Appwrite is at most 4096 characters long. */
export const PAGE = 80;

/** What each part of a sweep has at hand. */
export type SweepRun = {
	readonly ports: SweepPorts;
	readonly rules: SweepRules;
	/** This sweep: whose the ends are that it makes. */
	readonly executionId: string;
	/** Whether there is time for another piece of work. What is left is the next sweep's. */
	readonly hasTime: () => boolean;
	readonly report: SweepReport;
};

/** What a sweep did, by id. */
export type SweepReport = {
	/** Attempts that were charged in their lost workers' place. */
	readonly settled: string[];
	/** Jobs that wait for another attempt. */
	readonly requeued: string[];
	/** Jobs that ended here, all their attempts lost, or cancelled meanwhile. */
	readonly ended: string[];
	/** Jobs whose row did not say that they have ended. */
	readonly repaired: string[];
	/** Requests that had become no job, whose execution was started. */
	readonly undelivered: string[];
	/** Queued jobs whose execution was started. */
	readonly started: string[];
	/** Files that were no job's. */
	readonly removedFiles: string[];
};
