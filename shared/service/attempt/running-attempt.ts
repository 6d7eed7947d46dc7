import type { ChatreelError } from "../../core/errors.ts";
import type { Deliver, JobPorts, Progress } from "../job-ports.ts";
import type { Reservation } from "../quota/ledger.ts";
import type { CpuShare } from "../quota/shared-cpu.ts";
import { createChildMeter } from "./child-meter.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { startProgress } from "./progress.ts";
import { watchJob } from "./watch-job.ts";

export type AttemptOptions = {
	readonly jobId: string;
	readonly attempt: number;
	readonly reservation: Reservation;
	/** The most CPU it may use, in ms. */
	readonly maxMs: number;
	readonly share: CpuShare;
	readonly signal: AbortSignal;
	readonly onProgress: (progress: Progress) => void;
};

/** What goes on beside an attempt's work: it tells that it lives, what it uses and how far it is, and hears when it is to stop. */
export type RunningAttempt = {
	/** Aborts where the time is up, the budget or the lease ended, the owner cancelled it, or another ended the job. */
	readonly signal: AbortSignal;
	/** Whether this is why it was stopped, and the job is, or may be, in other hands. */
	readonly isLoss: (error: ChatreelError) => boolean;
	readonly onChild: (pid: number) => void;
	/** What the children said themselves, in CPU ms. */
	readonly finishChildren: (ms: number) => void;
	readonly onProgress: (progress: Progress) => void;
	/** The delivery, begun only when the job is still wanted, and still this attempt's. */
	readonly guarded: (deliver: Deliver) => Deliver;
	readonly framesDone: () => number;
	readonly usedMs: () => number;
	/** Ends all of it, and waits until nothing is written any more. In `finally`; more than once does no harm. */
	readonly stop: () => Promise<void>;
};

export function startAttempt(
	{ store, limits, nowMs, childCpuMs, log }: JobPorts,
	{ jobId, attempt, reservation, maxMs, share, signal, onProgress }: AttemptOptions,
): RunningAttempt {
	const children = createChildMeter(childCpuMs);
	const usedMs = () => Math.ceil(share.usedMs() + children.usedMs());
	const onMissed = (error: unknown) => log("heartbeat missed", { jobId, error });
	const heartbeat = startHeartbeat(store, { reservation, limits, maxMs, usedMs, nowMs, onMissed });
	const watch = watchJob(store, { jobId, attempt });
	const stopped = AbortSignal.any([signal, heartbeat.signal, watch.signal]);
	const isHeld = () => !stopped.aborted && heartbeat.isHeld();
	const writer = startProgress(store, jobId, { isHeld });
	let framesDone = 0;
	let latest: Progress | null = null;
	// Before ffmpeg is killed, what it has used so far is looked at for the last time.
	stopped.addEventListener("abort", children.look);
	return {
		signal: stopped,
		isLoss: (error) =>
			[heartbeat.signal.reason, watch.signal.reason].includes(error) &&
			["DEPENDENCY_ERROR", "CONFLICT"].includes(error.kind),
		onChild: children.add,
		finishChildren: children.finish,
		onProgress: (seen) => {
			framesDone = Math.max(framesDone, seen.framesDone);
			latest = seen;
			if (seen.stage !== "deliver") writer.tell({ ...seen, status: "rendering" });
			onProgress(seen);
		},
		guarded:
			(deliver) =>
			async (...made) => {
				await watch.look();
				stopped.throwIfAborted();
				if (latest !== null) writer.tell({ ...latest, status: "uploading" });
				return deliver(...made);
			},
		framesDone: () => framesDone,
		usedMs,
		stop: async () => {
			watch.stop();
			// Node keeps a signal of several for ever while it has a listener, and with it the whole execution.
			stopped.removeEventListener("abort", children.look);
			await Promise.all([writer.stop(), heartbeat.stop()]);
		},
	};
}
