import { toChatreelError } from "../../core/errors.ts";
import { type MadeVideo, type MakeOptions, makeVideo } from "../../video/render-video.ts";
import type { Delivered, JobPorts, Progress } from "../job-ports.ts";
import { endJob } from "../jobs/end-job.ts";
import type { Job } from "../jobs/job.ts";
import { fileIdOf } from "../jobs/job-id.ts";
import type { CpuShare } from "../quota/shared-cpu.ts";
import type { Prepared } from "../quote/prepare.ts";
import { claimOrEnd } from "./claim-or-end.ts";
import { giveUp } from "./handle-failure.ts";
import { type RunningAttempt, startAttempt } from "./running-attempt.ts";
import { videoChanges } from "./video-changes.ts";

export type JobOptions = {
	/** This execution. */
	readonly executionId: string;
	/** Stops the work wherever it is. */
	readonly signal: AbortSignal;
	/** What the plan has used belongs to the render too. */
	readonly share: CpuShare;
	/** Told when the job is claimed: from here on its attempt is charged what the share has used. */
	readonly onClaim?: () => void;
	/** Milliseconds since 1970 at which the first step was taken. */
	readonly startedMs: number;
	readonly onProgress?: (progress: Progress) => void;
};

/** What became of it here. Only "completed" has made a video. */
export type JobOutcome = "completed" | "queued again" | "ended otherwise" | "held by another";

/**
 * The whole way of a job that has its slot: claim and reserve → pre-flight → draw and encode → deliver → end and settle. Side
 * effects, in order, and their undo: CPU is reserved (settled to what was used), the lease is renewed and the wish to cancel
 * looked for (until the end), files are made and delivered (removed where the job had another end). Where it fails, the job has
 * ended `failed` (`skipped`, where the budget did not hold it; `cancelled`, where its owner wished so), what it used is charged,
 * and this rejects with the reason. A job that ran out of time is queued again, at most three times.
 */
export async function renderJob(
	job: Job,
	prepared: Prepared,
	ports: JobPorts,
	options: JobOptions,
): Promise<JobOutcome> {
	const { store, nowMs } = ports;
	const { executionId, share, signal, onProgress = () => {} } = options;
	const { id: jobId, userId } = job;
	onProgress({ stage: "quota", framesDone: 0, framesTotal: prepared.video.plan.frameCount });
	const claim = await claimOrEnd(job, prepared, ports, executionId);
	if (claim.kind !== "claimed") return claim.kind === "ended" ? "ended otherwise" : "held by another";

	options.onClaim?.();
	const { attempt, reservation } = claim;
	const { maxMs } = prepared;
	const beganMs = nowMs();
	const running = startAttempt(ports, { jobId, attempt, reservation, maxMs, share, signal, onProgress });
	let made: (MadeVideo & Delivered) | null = null;
	try {
		const fileId = await fileIdOf(jobId, attempt, "video");
		const posterFileId = await fileIdOf(jobId, attempt, "poster");
		made = await makeAndDeliver(prepared, ports, running, { jobId, userId, fileId, posterFileId });
		running.finishChildren(made.childCpuMs);
		await running.stop();
		const cpuMs = running.usedMs();
		const renderMs = Math.round(nowMs() - options.startedMs);
		const changes = videoChanges(made, prepared, { cpuMs, renderMs });
		const settled = { reservation, chargedMs: cpuMs };
		const { month } = reservation;
		const ended = await endJob(store, job, {
			status: "completed",
			executionId,
			changes,
			attempt: settled,
			month,
		});
		if (ended?.isOwn && ended.status === "completed") return "completed";
		await ports.discard(made);
		return "ended otherwise";
	} catch (thrown) {
		const error = toChatreelError(thrown);
		ports.log("render failed", { jobId, attempt, error: thrown });
		await running.stop();
		const gaveUp = await giveUp(job, prepared, ports, { executionId, claim, running, error, beganMs });
		// It was the answer to its completion that failed, not the completion.
		if (gaveUp.outcome === "completed") return "completed";
		if (made !== null) await ports.discard(made);
		if (gaveUp.outcome === "failed") throw gaveUp.reason;
		return gaveUp.outcome;
	} finally {
		await running.stop();
	}
}

async function makeAndDeliver(
	{ video }: Prepared,
	{ machine, engine, requirePreflight, deliverAs }: JobPorts,
	running: RunningAttempt,
	of: Parameters<JobPorts["deliverAs"]>[0],
): Promise<MadeVideo & Delivered> {
	const { signal, onChild } = running;
	const { frameCount: framesTotal } = video.plan;
	running.onProgress({ stage: "preflight", framesDone: 0, framesTotal });
	await requirePreflight();
	const onProgress: MakeOptions["onProgress"] = (progress) =>
		running.onProgress({ stage: "render", ...progress });
	return machine.withTempDir(async (directory) => {
		const made = await makeVideo(video, { directory, engine, signal, onProgress, onChild }, machine);
		running.onProgress({ stage: "deliver", framesDone: framesTotal, framesTotal });
		return { ...made, ...(await running.guarded(deliverAs(of))(made.files, signal)) };
	});
}
