import type { ChatreelError } from "../../core/errors.ts";
import type { Deliver, JobContext, Progress } from "../context.ts";
import type { Reservation } from "../quota/ledger.ts";
import type { CpuShare } from "../quota/shared-cpu.ts";
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

/** What runs beside an attempt's work: it renews the lease, records CPU and progress, and stops the work when it must. */
export type RunningAttempt = {
	/** Aborts when the time is up, the budget or the lease ended, the owner cancelled the job, or another worker ended it. */
	readonly signal: AbortSignal;
	/** Whether this error is why it stopped, and another worker has the job or may have it. */
	readonly isLoss: (error: ChatreelError) => boolean;
	readonly onChild: (pid: number) => void;
	/** Takes the CPU that the child processes report themselves, in ms. */
	readonly finishChildren: (ms: number) => void;
	readonly onProgress: (progress: Progress) => void;
	/** A delivery that begins only while the job is still wanted, and still this attempt's. */
	readonly guardDelivery: (deliver: Deliver) => Deliver;
	readonly framesDone: () => number;
	readonly usedMs: () => number;
	/** Ends all of it, and waits for the last write. Call it in `finally`; a second call does nothing. */
	readonly stop: () => Promise<void>;
};

export function startAttempt(
	{ store, limits, nowMs, video, execution }: JobContext,
	{ jobId, attempt, reservation, maxMs, share, signal, onProgress }: AttemptOptions,
): RunningAttempt {
	const children = createChildMeter(video.childCpuMs);
	const usedMs = () => Math.ceil(share.usedMs() + children.usedMs());
	const onMissed = (error: unknown) => execution.log("heartbeat missed", { jobId, error });
	const heartbeat = startHeartbeat(store, { reservation, limits, maxMs, usedMs, nowMs, onMissed });
	const watch = watchJob(store, { jobId, attempt });
	const stopped = AbortSignal.any([signal, heartbeat.signal, watch.signal]);
	const isHeld = () => !stopped.aborted && heartbeat.isHeld();
	const writer = startProgress(store, jobId, { isHeld });
	let framesDone = 0;
	let latest: Progress | null = null;
	// The last chance to read ffmpeg's CPU: it is killed next.
	stopped.addEventListener("abort", children.read);
	return {
		signal: stopped,
		isLoss: (error) =>
			[heartbeat.signal.reason, watch.signal.reason].includes(error) &&
			["DEPENDENCY_ERROR", "CONFLICT"].includes(error.kind),
		onChild: children.add,
		finishChildren: children.finish,
		onProgress: (progress) => {
			framesDone = Math.max(framesDone, progress.framesDone);
			latest = progress;
			if (progress.stage !== "deliver") writer.write({ ...progress, status: "rendering" });
			onProgress(progress);
		},
		guardDelivery:
			(deliver) =>
			async (...made) => {
				await watch.check();
				stopped.throwIfAborted();
				if (latest !== null) writer.write({ ...latest, status: "uploading" });
				return deliver(...made);
			},
		framesDone: () => framesDone,
		usedMs,
		stop: async () => {
			watch.stop();
			// Node keeps the signal of `any` as long as it has a listener, and with it the whole execution.
			stopped.removeEventListener("abort", children.read);
			await Promise.all([writer.stop(), heartbeat.stop()]);
		},
	};
}

/** Measures the CPU of child processes. `cpuMsOf` returns null for one that has ended: then its last reading counts. */
function createChildMeter(cpuMsOf: (pid: number) => number | null) {
	const readings = new Map<number, number>();
	let reportedMs: number | null = null;
	const read = () => {
		for (const [pid, ms] of readings) readings.set(pid, Math.max(ms, cpuMsOf(pid) ?? 0));
	};
	return {
		add: (pid: number) => {
			readings.set(pid, 0);
		},
		read,
		usedMs: () => {
			if (reportedMs !== null) return reportedMs;
			read();
			return [...readings.values()].reduce((sum, ms) => sum + ms, 0);
		},
		/** What the processes report at their end is more exact than any reading. */
		finish: (ms: number) => {
			reportedMs = ms;
		},
	};
}
