import { ChatreelError } from "../../core/errors.ts";
import { cancelled } from "../jobs/job-errors.ts";
import { WORKED_ON } from "../jobs/states.ts";
import type { RowStore } from "../row-store.ts";

/** How often a worker looks whether its job is still wanted, and still its own. */
const WATCH_MS = 1000;

export type Watch = {
	/** Aborts with CANCELLED where the owner asked for it, with CONFLICT where the job is no longer this attempt's. */
	readonly signal: AbortSignal;
	/** Looks now, out of turn. */
	readonly look: () => Promise<void>;
	/** To be called in `finally`; more than once does no harm. */
	readonly stop: () => void;
};

/** Looks at the job's row every second while the attempt runs, wherever the wish to cancel came from. */
export function watchJob(
	store: RowStore,
	{ jobId, attempt }: { readonly jobId: string; readonly attempt: number },
	intervalMs: number = WATCH_MS,
): Watch {
	const controller = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isStopped = false;

	const look = async () => {
		const row = await store.find("jobs", jobId, ["status", "attempt", "cancelRequested"]).catch(() => null);
		if (isStopped) return;
		if (row?.cancelRequested) controller.abort(cancelled());
		else if (row !== null && (!WORKED_ON.includes(row.status) || row.attempt !== attempt)) {
			controller.abort(new ChatreelError("CONFLICT", "The job is in other hands."));
		}
	};
	const next = () => {
		if (isStopped || controller.signal.aborted) return;
		timer = setTimeout(() => void look().then(next), intervalMs);
	};

	next();
	return {
		signal: controller.signal,
		look,
		stop: () => {
			isStopped = true;
			clearTimeout(timer);
		},
	};
}
