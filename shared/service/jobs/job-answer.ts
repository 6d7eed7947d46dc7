import { toStoredError } from "../../core/error-body.ts";
import { ChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { toSeconds } from "../../core/time.ts";
import type { Answer, Caller } from "../caller.ts";
import type { RowStore } from "../row-store.ts";
import type { Field, Row } from "../tables.ts";
import { hasEnded, type Job } from "./job.ts";
import { isRowId, toJobId } from "./job-id.ts";

/** 200 and the result, or 202 and the state. Throws the error of a job that failed. */
export function toAnswer(job: Job): Answer {
	if (job.status === "completed") return { status: 200, body: toResult(job) };
	if (hasEnded(job)) throw toJobError(job);
	return { status: 202, body: { ...toStateBody(job), statusPath: `/jobs/${job.id}` } };
}

/** Finds a job by its id, or by the id of its request row, which may be longer. Null when missing. */
export async function findJob(store: RowStore, id: string): Promise<Job | null> {
	if (!isRowId(id)) return null;
	return store.find("jobs", await toJobId(id));
}

export async function requireJob(store: RowStore, id: string): Promise<Job> {
	const job = await findJob(store, id);
	if (job === null) throw jobNotFound(id);
	return job;
}

/** A user sees their own jobs, a service caller all. */
export function maySee(caller: Caller, userId: string | null): boolean {
	return caller.kind === "service" || (userId !== null && caller.userId === userId);
}

/** Also for a job of another user, so that its existence stays secret. */
export function jobNotFound(id: string): ChatreelError {
	return new ChatreelError("NOT_FOUND", `There is no job ${JSON.stringify(id.slice(0, 60))} of yours.`);
}

/** The body of `GET /jobs/:id`. */
export function toStateBody(job: Job): JsonObject {
	const { id: jobId, status, stage, percent, framesDone, framesTotal, etaSeconds, attempt } = job;
	return {
		jobId,
		status,
		stage,
		percent,
		framesDone,
		framesTotal,
		etaSeconds,
		attempt,
		quotedCpuSeconds: toSeconds(job.quotedMs),
		cpuSeconds: toSeconds(job.cpuMs),
		result: status === "completed" ? toResult(job) : null,
		error: job.error === null ? null : toStoredError(job.error),
	};
}

/** The same for a request row without a job so far. */
export function createQueuedBody(jobId: string): JsonObject {
	const done = { stage: "queued", percent: 0, framesDone: 0, framesTotal: 0, etaSeconds: null, attempt: 0 };
	return {
		jobId,
		status: "queued",
		...done,
		quotedCpuSeconds: null,
		cpuSeconds: null,
		result: null,
		error: null,
	};
}

/** The fields of a result or error. Without the request, the largest field of a row. */
export const RESULT_FIELDS = [
	"status",
	"error",
	"warnings",
	"fileId",
	"bucketId",
	"posterFileId",
	"durationMs",
	"framesTotal",
	"bytes",
	"renderMs",
	"cpuMs",
	"quotedMs",
] as const satisfies readonly Field<"jobs">[];
type EndedJob = Row<"jobs", (typeof RESULT_FIELDS)[number]>;

/** The result of a completed job, the same at each call. */
export function toResult(job: EndedJob): JsonObject {
	const { id: jobId, fileId, bucketId, posterFileId, bytes, warnings } = job;
	return {
		success: true,
		jobId,
		fileId,
		bucketId,
		posterFileId,
		durationSeconds: toSeconds(job.durationMs),
		frames: job.framesTotal,
		bytes,
		renderSeconds: toSeconds(job.renderMs),
		cpuSeconds: toSeconds(job.cpuMs),
		quotedCpuSeconds: toSeconds(job.quotedMs),
		warnings,
	};
}

/** The stored error of a job. */
function toJobError({ id, error }: Job): ChatreelError {
	return withJobId(error ?? new ChatreelError("UNKNOWN", "The job has failed."), id);
}

/** Adds the job id to an error, for a caller who did not choose it. */
export function withJobId(error: ChatreelError, jobId: string): ChatreelError {
	const { kind, message, status, retryable, details } = error;
	const options = { status, retryable, cause: error };
	return new ChatreelError(kind, message, { ...options, details: { ...details, jobId } });
}
