import { limitToColumn } from "../../core/error-body.ts";
import { toChatreelError } from "../../core/errors.ts";
import { type MadeVideo, type MakeOptions, makeVideo } from "../../video/render-video.ts";
import type { Delivered, DeliveryTarget, JobContext, Progress } from "../context.ts";
import { claimAttempt } from "../jobs/claim-attempt.ts";
import { endJob } from "../jobs/end-job.ts";
import type { Job } from "../jobs/job.ts";
import { toFileId } from "../jobs/job-id.ts";
import type { CpuShare } from "../quota/shared-cpu.ts";
import { pointIntoRequest } from "../quote/point-into-request.ts";
import { nameEngineVersion, type Prepared } from "../quote/prepare.ts";
import type { Changes } from "../tables.ts";
import { handleFailure } from "./handle-failure.ts";
import { type RunningAttempt, startAttempt } from "./running-attempt.ts";

export type JobOptions = {
	/** Stops the work at any point. */
	readonly signal: AbortSignal;
	/** The CPU of the plan belongs to the render too. */
	readonly share: CpuShare;
	/** Called when the job is claimed: from then on its attempt is charged for the share. */
	readonly onClaim?: () => void;
	/** Milliseconds since 1970 at which the first step was taken. */
	readonly startedMs: number;
	readonly onProgress?: (progress: Progress) => void;
};

/** What became of the job here. Only "completed" has made a video. */
export type JobOutcome = "completed" | "requeued" | "ended otherwise" | "held by another";

/**
 * The whole way of a job that has its slot: claim and reserve → pre-flight → draw and encode → deliver → end and settle. Side
 * effects, in order, and their undo: CPU is reserved (settled to what was used); the lease is renewed and the job's row watched
 * (until the end); files are made and delivered (deleted when the job ended otherwise). On an error, what was used is charged, the
 * job ends `failed` (`skipped` when the budget is used up, `cancelled` when its owner cancelled it), and this rejects with the
 * reason. A job that timed out, or whose lease was lost, is queued again; it has at most three attempts.
 */
export async function renderJob(
	job: Job,
	prepared: Prepared,
	context: JobContext,
	{ signal, share, onClaim = () => {}, startedMs, onProgress = () => {} }: JobOptions,
): Promise<JobOutcome> {
	const { store, limits, nowMs, execution, bounds, files } = context;
	const { id: jobId, userId } = job;
	const { quote, maxMs } = prepared;
	onProgress({ stage: "quota", framesDone: 0, framesTotal: prepared.video.plan.film.frameCount });
	const claim = await claimAttempt(store, job, {
		executionId: execution.id,
		limits,
		reservedMs: quote.upperMs,
		costUnits: { engine: quote.engine, units: quote.units },
		timeoutMs: bounds.timeoutMs,
		nowMs,
		changes: { quotedMs: quote.expectedMs },
	});
	if (claim.kind !== "claimed") return claim.kind === "ended" ? "ended otherwise" : "held by another";

	onClaim();
	const { attempt, reservation } = claim;
	const claimedMs = nowMs();
	const running = startAttempt(context, { jobId, attempt, reservation, maxMs, share, signal, onProgress });
	let made: (MadeVideo & Delivered) | null = null;
	try {
		const fileId = await toFileId(jobId, attempt, "video");
		const posterFileId = await toFileId(jobId, attempt, "poster");
		made = await makeAndDeliver(prepared, context, running, { jobId, userId, fileId, posterFileId });
		running.finishChildren(made.childCpuMs);
		await running.stop();
		const cpuMs = running.usedMs();
		const renderMs = Math.round(nowMs() - startedMs);
		const ended = await endJob(store, job, {
			status: "completed",
			executionId: execution.id,
			changes: videoChanges(made, prepared, { cpuMs, renderMs }),
			attempt: { reservation, chargedMs: cpuMs },
			month: reservation.month,
		});
		if (ended?.isByThisExecution && ended.status === "completed") return "completed";
		await files.discard(made);
		return "ended otherwise";
	} catch (thrown) {
		const error = toChatreelError(thrown);
		execution.log("render failed", { jobId, attempt, error: thrown });
		await running.stop();
		const handled = await handleFailure(job, prepared, context, {
			attempt,
			reservation,
			claimedMs,
			running,
			error,
		});
		// The job had completed, and only the answer to that was lost.
		if (handled.outcome === "completed") return "completed";
		if (made !== null) await files.discard(made);
		if (handled.outcome === "failed") throw handled.reason;
		return handled.outcome;
	} finally {
		await running.stop();
	}
}

async function makeAndDeliver(
	{ video, pointer }: Prepared,
	{ video: { machine, requirePreflight }, files }: JobContext,
	running: RunningAttempt,
	target: DeliveryTarget,
): Promise<MadeVideo & Delivered> {
	const { signal, onChild } = running;
	const { frameCount: framesTotal } = video.plan.film;
	running.onProgress({ stage: "preflight", framesDone: 0, framesTotal });
	await requirePreflight();
	const onProgress: MakeOptions["onProgress"] = (progress) =>
		running.onProgress({ stage: "render", ...progress });
	return machine.files.withTempDir(async (directory) => {
		const made = await pointIntoRequest({ pointer }, () =>
			makeVideo(video, { directory, signal, onProgress, onChild }, machine),
		);
		running.onProgress({ stage: "deliver", framesDone: framesTotal, framesTotal });
		const deliver = running.guardDelivery(files.deliverAs(target));
		return { ...made, ...(await deliver(made.files, signal)) };
	});
}

/** What a job that made its video says in its row. */
function videoChanges(
	{ bucketId, fileId, posterFileId, bytes, warnings }: MadeVideo & Delivered,
	{ video, quote }: Prepared,
	{ cpuMs, renderMs }: { readonly cpuMs: number; readonly renderMs: number },
): Changes<"jobs"> {
	const { frameCount, fps } = video.plan.film;
	return {
		bucketId,
		fileId,
		posterFileId,
		bytes,
		cpuMs,
		renderMs,
		percent: 100,
		framesDone: frameCount,
		framesTotal: frameCount,
		etaSeconds: 0,
		quotedMs: quote.expectedMs,
		durationMs: Math.round((frameCount * 1000) / fps),
		warnings: limitToColumn([...warnings, ...video.warnings]),
		engineVersion: nameEngineVersion(quote.engine),
		error: null,
	};
}
