import { ChatreelError, toChatreelError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import { type Claim, claimAttempt } from "../jobs/claim.ts";
import { endJob } from "../jobs/end-job.ts";
import { startHeartbeat } from "../jobs/heartbeat.ts";
import { type Job, RENDERS } from "../jobs/job.ts";
import { MAX_ATTEMPTS } from "../jobs/lease.ts";
import { startProgress } from "../jobs/progress.ts";
import { settle } from "../quota/ledger.ts";
import { monthOf } from "../quota/months.ts";
import type { CpuShare } from "../quota/shared-cpu.ts";
import { createChildMeter } from "./child-meter.ts";
import { columnsOfError, columnsOfVideo } from "./columns.ts";
import { type MadeVideo, makeVideo } from "./make-video.ts";
import type { JobPorts, Progress } from "./ports.ts";
import type { Prepared } from "./prepare.ts";

export type JobOptions = {
	/** This execution. */
	readonly owner: string;
	/** Stops the work wherever it is. */
	readonly signal: AbortSignal;
	/** What the plan has used belongs to the render too. */
	readonly share: CpuShare;
	/** Milliseconds since 1970 at which the first step was taken. */
	readonly startedMs: number;
	readonly onProgress?: (progress: Progress) => void;
};

/** What became of it here. Only "completed" has made a video. */
export type JobOutcome = "completed" | "queued again" | "ended otherwise" | "held by another";

/**
 * The whole way of a job that has its slot: claim and reserve → pre-flight → draw and encode → deliver → end and settle. Side
 * effects, in order, and their undo: CPU is reserved (settled to what was used), the lease is renewed (until the end), files
 * are made and delivered (removed where the job had another end). Where it fails, the job has ended `failed` (or `skipped`,
 * where the budget did not hold it), what it used is charged, and this rejects with the reason. A job that ran out of time is queued again,
 * at most three times.
 */
export async function renderJob(
	job: Job,
	prepared: Prepared,
	ports: JobPorts,
	options: JobOptions,
): Promise<JobOutcome> {
	const { store, limits, nowMs } = ports;
	const { owner, share, signal, onProgress = () => {} } = options;
	onProgress({ stage: "quota", framesDone: 0, framesTotal: prepared.video.plan.frameCount });
	const claim = await claimOrSkip(job, prepared, ports, owner);
	if (claim.kind === "worn out") throw await failUntried(job, wornOut(), ports, owner);
	if (claim.kind !== "claimed") return claim.kind === "ended" ? "ended otherwise" : "held by another";

	const { attempt, reservation } = claim;
	const children = createChildMeter(ports.childCpuMs);
	const usedMs = () => Math.ceil(share.usedMs() + children.usedMs());
	const heartbeat = startHeartbeat(store, {
		reservation,
		limits,
		maxMs: prepared.maxMs,
		usedMs,
		nowMs,
		onMissed: (error) => ports.log("heartbeat missed", { jobId: job.jobId, error }),
	});
	const progress = startProgress(store, job.jobId);
	const stopped = AbortSignal.any([signal, heartbeat.signal]);
	// Before ffmpeg is killed, what it has used so far is looked at for the last time.
	stopped.addEventListener("abort", () => children.look());
	const settled = () => ({ reservation, chargedMs: usedMs() });
	const end = { owner, month: reservation.month };
	let made: MadeVideo | null = null;
	try {
		made = await makeVideo(
			prepared.video,
			{ ...ports, deliver: ports.deliverAs({ jobId: job.jobId, attempt, userId: job.userId }) },
			{
				signal: stopped,
				onChild: children.add,
				onProgress: (seen) => {
					const status = seen.stage === "deliver" ? "uploading" : "rendering";
					progress.tell({ ...seen, status });
					onProgress(seen);
				},
			},
		);
		children.finish(made.childCpuMs);
		await Promise.all([progress.stop(), heartbeat.stop()]);
		const renderMs = Math.round(nowMs() - options.startedMs);
		const columns = columnsOfVideo(made, prepared, { cpuMs: usedMs(), renderMs });
		const ended = await endJob(store, job, { ...end, status: "completed", columns, attempt: settled() });
		if (ended.isOwn) return "completed";
		await ports.discard(made);
		return "ended otherwise";
	} catch (thrown) {
		const error = toChatreelError(thrown);
		ports.log("render failed", { jobId: job.jobId, attempt, error: thrown });
		await Promise.all([progress.stop(), heartbeat.stop()]);
		const mayGoBetter = error.kind === "TIMEOUT" || error === heartbeat.signal.reason;
		if (mayGoBetter && error.kind !== "RESOURCE_EXHAUSTED" && attempt < MAX_ATTEMPTS) {
			await settle(store, reservation, usedMs(), "worker");
			await store.update(RENDERS, job.jobId, { status: "queued", stage: "queued" });
			return "queued again";
		}
		const columns = { ...columnsOfError(error), cpuMs: usedMs(), ...quoted(prepared) };
		const status = error.kind === "CANCELLED" ? "cancelled" : "failed";
		const ended = await endJob(store, job, { ...end, status, columns, attempt: settled() });
		// It was the answer to its completion that failed, not the completion.
		if (ended.isOwn && ended.status === "completed") return "completed";
		if (made !== null) await ports.discard(made);
		throw error;
	} finally {
		await Promise.all([progress.stop(), heartbeat.stop()]);
	}
}

/** Ends a job of which no attempt was made, and gives the reason back to be thrown. */
export async function failUntried(
	job: Job,
	error: ChatreelError,
	{ store, nowMs }: Pick<JobPorts, "store" | "nowMs">,
	owner: string,
	more: JsonObject = {},
): Promise<ChatreelError> {
	const status = error.kind === "RESOURCE_EXHAUSTED" ? "skipped" : "failed";
	const columns = { ...columnsOfError(error), ...more };
	await endJob(store, job, { status, owner, columns, attempt: null, month: monthOf(nowMs()) });
	return error;
}

async function claimOrSkip(job: Job, prepared: Prepared, ports: JobPorts, owner: string): Promise<Claim> {
	const { store, limits, timeoutMs, nowMs } = ports;
	const { upperMs: reservedMs, engine, units } = prepared.quote;
	const costUnits = JSON.stringify({ engine, units });
	try {
		return await claimAttempt(store, job, { owner, limits, reservedMs, costUnits, timeoutMs, nowMs });
	} catch (thrown) {
		const error = toChatreelError(thrown);
		if (error.kind !== "RESOURCE_EXHAUSTED") throw error;
		throw await failUntried(job, error, ports, owner, quoted(prepared));
	}
}

const quoted = ({ quote }: Prepared) => ({ quotedMs: quote.expectedMs });

function wornOut(): ChatreelError {
	const message = `The render was begun ${MAX_ATTEMPTS} times and lost each time.`;
	return new ChatreelError("RENDER_FAILED", message, { details: { attempts: MAX_ATTEMPTS } });
}
