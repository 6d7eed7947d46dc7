import { ChatreelError } from "../../core/errors.ts";
import type { JobContext } from "../context.ts";
import { endJob } from "../jobs/end-job.ts";
import type { Job } from "../jobs/job.ts";
import { jobCancelled } from "../jobs/job-errors.ts";
import { MAX_ATTEMPTS } from "../jobs/lease.ts";
import { requeueJob } from "../jobs/requeue-job.ts";
import type { Reservation } from "../quota/ledger.ts";
import type { Prepared } from "../quote/prepare.ts";
import type { RunningAttempt } from "./running-attempt.ts";

export type Failure = {
	readonly attempt: number;
	readonly reservation: Reservation;
	/** Milliseconds since 1970 at which the attempt was claimed. */
	readonly claimedMs: number;
	/** It has been stopped. */
	readonly running: RunningAttempt;
	readonly error: ChatreelError;
};

/** What became of a failed attempt's job. "completed": it had completed, and only the answer to that was lost. */
export type HandledFailure =
	| { readonly outcome: "requeued" | "ended otherwise" | "completed" }
	| { readonly outcome: "failed"; readonly reason: ChatreelError };

/** Requeues the job when another attempt may succeed, else ends it. Charges what the attempt used either way. */
export async function handleFailure(
	job: Job,
	{ video, quote }: Prepared,
	{ store, nowMs, execution, bounds }: JobContext,
	{ attempt, reservation, claimedMs, running, error }: Failure,
): Promise<HandledFailure> {
	const settled = { reservation, chargedMs: running.usedMs() };
	const timeout = {
		framesDone: running.framesDone(),
		frameCount: video.plan.film.frameCount,
		durationMs: video.plan.work.durationMs,
		workedMs: nowMs() - claimedMs,
		allowedMs: bounds.workMs,
	};
	const isTimeout = error.kind === "TIMEOUT";
	const mayRetry = running.isLoss(error) || (isTimeout && !wouldTimeOutAgain(timeout));
	const isCancelled = mayRetry && (await wasCancelled(job, { store }));
	if (mayRetry && !isCancelled && attempt < MAX_ATTEMPTS) {
		const isQueued = await requeueJob(store, job.id, { ...settled, by: "worker" });
		return { outcome: isQueued ? "requeued" : "ended otherwise" };
	}
	const reason = isCancelled ? jobCancelled() : isTimeout ? timeoutError(timeout) : error;
	const ended = await endJob(store, job, {
		status: reason.kind === "CANCELLED" ? "cancelled" : "failed",
		executionId: execution.id,
		changes: { error: reason, cpuMs: settled.chargedMs, quotedMs: quote.expectedMs },
		attempt: settled,
		month: reservation.month,
	});
	if (ended === null || !ended.isByThisExecution) return { outcome: "ended otherwise" };
	return ended.status === "completed" ? { outcome: "completed" } : { outcome: "failed", reason };
}

async function wasCancelled({ id }: Job, { store }: Pick<JobContext, "store">): Promise<boolean> {
	const row = await store.find("jobs", id, ["cancelRequested"]).catch(() => null);
	return row?.cancelRequested ?? false;
}

/** How far a render was when it timed out. */
export type Timeout = {
	readonly framesDone: number;
	readonly frameCount: number;
	readonly durationMs: number;
	/** The time that this render had. */
	readonly workedMs: number;
	/** The time that a render has in an execution of its own. */
	readonly allowedMs: number;
};

/** A render that had a smaller share of the time says nothing about the next one. */
const MIN_WORKED_SHARE = 0.5;
/** Renders vary by 15 % from one time to the next: one that made less than half cannot make all of it. */
const MIN_DONE_SHARE = 0.5;

/** Whether, at this attempt's pace, the whole time of an execution makes less than half the video. */
export function wouldTimeOutAgain({ framesDone, frameCount, workedMs, allowedMs }: Timeout): boolean {
	if (workedMs < MIN_WORKED_SHARE * allowedMs) return false;
	return (framesDone * allowedMs) / workedMs < MIN_DONE_SHARE * frameCount;
}

/** TIMEOUT with the length that would fit: as much of the video as was made, less a fifth. */
export function timeoutError({ framesDone, frameCount, durationMs, workedMs }: Timeout): ChatreelError {
	const share = framesDone / Math.max(frameCount, 1);
	const longest = Math.floor((durationMs / 1000) * share * 0.8);
	const split = longest < 1 ? "" : `Split it into videos of at most ${longest} s, or lower`;
	const advice = `${split || "Lower"} video.fps, video.width and video.height, or take a faster video.preset.`;
	const message = `The render had ${(workedMs / 1000).toFixed(1)} s and made ${Math.floor(100 * share)} % of the video. ${advice}`;
	const details = { limitSeconds: workedMs / 1000, percent: Math.floor(100 * share) };
	return new ChatreelError("TIMEOUT", message, {
		details: longest < 1 ? details : { ...details, longestSeconds: longest },
	});
}
