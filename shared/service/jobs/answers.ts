import { ChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { storedError } from "../../core/stored-error.ts";
import type { Field, Row } from "../tables.ts";
import type { Job } from "./job.ts";

/** A job as `GET /jobs/:id` tells it. */
export function stateOf(job: Job): JsonObject {
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
		quotedCpuSeconds: secondsOf(job.quotedMs),
		cpuSeconds: secondsOf(job.cpuMs),
		result: status === "completed" ? resultOf(job) : null,
		error: job.error === null ? null : storedError(job.error),
	};
}

/** The state of a job of which so far only the created row is there. */
export function unbegunState(jobId: string): JsonObject {
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

/** What a result, or the error in its place, is read from; the request, which is the largest part of a row, is not. */
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
export type EndedJob = Row<"jobs", (typeof RESULT_FIELDS)[number]>;

/** The result of a completed job, the same each time it is asked for. */
export function resultOf(job: EndedJob): JsonObject {
	const { id: jobId, fileId, bucketId, posterFileId, bytes, warnings } = job;
	return {
		success: true,
		jobId,
		fileId,
		bucketId,
		posterFileId,
		durationSeconds: secondsOf(job.durationMs),
		frames: job.framesTotal,
		bytes,
		renderSeconds: secondsOf(job.renderMs),
		cpuSeconds: secondsOf(job.cpuMs),
		quotedCpuSeconds: secondsOf(job.quotedMs),
		warnings,
	};
}

/** Why a job failed, as it was told when it did. */
export function errorOf({ id, error }: Job): ChatreelError {
	return tellingJob(error ?? new ChatreelError("UNKNOWN", "The job has failed."), id);
}

/** An error of a job, with its id for a caller who did not choose it. */
export function tellingJob(error: ChatreelError, jobId: string): ChatreelError {
	const { kind, message, status, retryable, details } = error;
	const options = { status, retryable, cause: error };
	return new ChatreelError(kind, message, { ...options, details: { ...details, jobId } });
}

function secondsOf(ms: number | null): number | null {
	return ms === null ? null : ms / 1000;
}
