import { ChatreelError } from "../../core/errors.ts";
import { jobCancelled } from "../jobs/job-errors.ts";
import { IN_PROGRESS } from "../jobs/states.ts";
import type { RowStore } from "../row-store.ts";

const WATCH_MS = 1000;

export type Watch = {
	/** Aborts with CANCELLED when the owner cancels the job, with CONFLICT when the job is no longer this attempt's. */
	readonly signal: AbortSignal;
	/** Reads the row now. */
	readonly check: () => Promise<void>;
	/** Call it in `finally`; a second call does nothing. */
	readonly stop: () => void;
};

/** Reads the job's row every second while the attempt runs: any execution may have cancelled the job. */
export function watchJob(
	store: RowStore,
	{ jobId, attempt }: { readonly jobId: string; readonly attempt: number },
	intervalMs: number = WATCH_MS,
): Watch {
	const controller = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isStopped = false;

	const check = async () => {
		const row = await store.find("jobs", jobId, ["status", "attempt", "cancelRequested"]).catch(() => null);
		if (isStopped) return;
		if (row?.cancelRequested) controller.abort(jobCancelled());
		else if (row !== null && (!IN_PROGRESS.includes(row.status) || row.attempt !== attempt)) {
			controller.abort(new ChatreelError("CONFLICT", "Another worker has the job."));
		}
	};
	const next = () => {
		if (isStopped || controller.signal.aborted) return;
		timer = setTimeout(() => void check().then(next), intervalMs);
	};

	next();
	return {
		signal: controller.signal,
		check,
		stop: () => {
			isStopped = true;
			clearTimeout(timer);
		},
	};
}
