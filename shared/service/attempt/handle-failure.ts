import type { ChatreelError } from "../../core/errors.ts";
import type { JobPorts } from "../job-ports.ts";
import { endJob } from "../jobs/end-job.ts";
import type { Job } from "../jobs/job.ts";
import { cancelled } from "../jobs/job-errors.ts";
import { MAX_ATTEMPTS } from "../jobs/lease.ts";
import { requeueJob } from "../jobs/requeue.ts";
import type { Prepared } from "../quote/prepare.ts";
import type { OwnClaim } from "./claim-or-end.ts";
import type { RunningAttempt } from "./running-attempt.ts";
import { isHopeless, timeUpError } from "./time-up.ts";
import { quotedChanges } from "./video-changes.ts";

export type Failure = {
	readonly executionId: string;
	readonly claim: OwnClaim;
	/** Stopped. */
	readonly running: RunningAttempt;
	readonly error: ChatreelError;
	/** Milliseconds since 1970 at which the attempt was claimed. */
	readonly beganMs: number;
};

/** What became of a failed attempt's job; "completed": it had ended so all the same, and only the answer was lost. */
export type GaveUp =
	| { readonly outcome: "queued again" | "ended otherwise" | "completed" }
	| { readonly outcome: "failed"; readonly reason: ChatreelError };

/** The job is queued again where another attempt may do better, else it ends. What the attempt used is charged in any case. */
export async function giveUp(
	job: Job,
	prepared: Prepared,
	ports: JobPorts,
	{ executionId, claim, running, error, beganMs }: Failure,
): Promise<GaveUp> {
	const { store, nowMs, workMs } = ports;
	const { attempt, reservation } = claim;
	const settled = { reservation, chargedMs: running.usedMs() };
	const { plan } = prepared.video;
	const timeUp = {
		framesDone: running.framesDone(),
		frameCount: plan.frameCount,
		durationMs: plan.summary.durationMs,
		workedMs: nowMs() - beganMs,
		allowedMs: workMs,
	};
	const isTimeUp = error.kind === "TIMEOUT";
	const mayDoBetter = running.isLoss(error) || (isTimeUp && !isHopeless(timeUp));
	const isUnwanted = mayDoBetter && (await wasCancelled(job, ports));
	if (mayDoBetter && !isUnwanted && attempt < MAX_ATTEMPTS) {
		const isQueued = await requeueJob(store, job.id, { ...settled, by: "worker" });
		return { outcome: isQueued ? "queued again" : "ended otherwise" };
	}
	const reason = isUnwanted ? cancelled() : isTimeUp ? timeUpError(timeUp) : error;
	const changes = { error: reason, cpuMs: settled.chargedMs, ...quotedChanges(prepared) };
	const status = reason.kind === "CANCELLED" ? "cancelled" : "failed";
	const { month } = reservation;
	const ended = await endJob(store, job, { status, executionId, changes, attempt: settled, month });
	if (ended === null || !ended.isOwn) return { outcome: "ended otherwise" };
	return ended.status === "completed" ? { outcome: "completed" } : { outcome: "failed", reason };
}

/** Whether its owner has cancelled it meanwhile: then it is not queued again. */
async function wasCancelled({ id }: Job, { store }: JobPorts): Promise<boolean> {
	const row = await store.find("jobs", id, ["cancelRequested"]).catch(() => null);
	return row?.cancelRequested ?? false;
}
