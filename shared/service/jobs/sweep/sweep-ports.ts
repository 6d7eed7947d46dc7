import type { EpochMs } from "../../../core/time.ts";
import type { RowStore } from "../../row-store.ts";

/** A file of a bucket. */
export type ListedFile = {
	readonly id: string;
	readonly name: string;
	readonly createdAtMs: number;
};

type FileQuery = {
	/** Created from then on (inclusive) … */
	readonly fromMs: EpochMs;
	/** … and before (exclusive). */
	readonly beforeMs: EpochMs;
	readonly limit: number;
	/** Cursor: the id of the last file of the page before. */
	readonly after: string | undefined;
};

/** The files of one bucket. */
export type FileList = {
	/** Oldest first, with unfinished uploads. */
	readonly listFiles: (query: FileQuery) => Promise<readonly ListedFile[]>;
	/** Resolves when the file is missing too. */
	readonly removeFile: (fileId: string) => Promise<void>;
};

/** The list is that of the videos. */
export type SweepPorts = FileList & {
	readonly store: RowStore;
	/** The private files of accepted requests. */
	readonly inputs: FileList;
	/** Starts an asynchronous execution that renders the job. Null: this process cannot start any. */
	readonly startRun: ((jobId: string) => Promise<void>) | null;
	readonly nowMs: () => EpochMs;
	/** Whether the budget of the caller (such as its calls) allows more work. Default: always. */
	readonly mayGoOn?: () => boolean;
};

/** Ages from which the sweep acts, and limits of one sweep. */
export type SweepRules = {
	/** The event of a request that has no job after this long was lost. */
	readonly undeliveredMs: number;
	/** The execution of a queued job waits 20 s for a slot, and takes some seconds to start. */
	readonly queuedMs: number;
	/** A job in progress whose row was not updated for this long is stale: a lease. */
	readonly staleMs: number;
	/** A request that no sweep could make a job of for this long is left alone. */
	readonly forgottenMs: number;
	/** Attempts and jobs settled or ended in one sweep: about ten calls each. */
	readonly lostCount: number;
	/** Executions started in one sweep: each continues with the queue. */
	readonly runCount: number;
	/** Pages of 80 requests, and of 80 files, read in one sweep: two or three calls each. */
	readonly pageCount: number;
	/** The sweep starts no further work after this. */
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

/** Ids in one condition: a query of Appwrite has at most 4096 characters. */
export const PAGE = 80;

/** The context of each part of a sweep. */
export type SweepRun = {
	readonly ports: SweepPorts;
	readonly rules: SweepRules;
	readonly executionId: string;
	/** Whether there is time for more work. The next sweep does the rest. */
	readonly hasTime: () => boolean;
	readonly report: SweepReport;
};

/** The ids of what a sweep did. */
export type SweepReport = {
	/** Lost attempts, now settled. */
	readonly settled: string[];
	/** Jobs that wait for another attempt. */
	readonly requeued: string[];
	/** Jobs ended because their attempts are exhausted, or a cancel was requested. */
	readonly ended: string[];
	/** Jobs whose row did not show their end. */
	readonly repaired: string[];
	/** Requests without a job, whose execution was started. */
	readonly undelivered: string[];
	/** Queued jobs whose execution was started. */
	readonly started: string[];
	/** Orphaned files. */
	readonly removedFiles: string[];
};
