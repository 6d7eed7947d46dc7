import { ChatreelError, kindFor } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { type Job, jsonOf, numberOf, textOf } from "./job.ts";

/** A job as `GET /jobs/:id` tells it. */
export function stateOf(job: Job): JsonObject {
	const { jobId, status, row } = job;
	const done = {
		stage: textOf(row, "stage"),
		percent: numberOf(row, "percent") ?? 0,
		framesDone: numberOf(row, "framesDone") ?? 0,
		framesTotal: numberOf(row, "framesTotal") ?? 0,
		etaSeconds: numberOf(row, "etaSeconds"),
		attempt: numberOf(row, "attempt") ?? 0,
	};
	return {
		jobId,
		status,
		...done,
		quotedCpuSeconds: secondsOf(job, "quotedMs"),
		cpuSeconds: secondsOf(job, "cpuMs"),
		result: status === "completed" ? resultOf(job) : null,
		error: jsonOf(row, "error"),
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
export const RESULT_COLUMNS = [
	...["status", "error", "warnings", "fileId", "bucketId", "posterFileId"],
	...["durationMs", "framesTotal", "bytes", "renderMs", "cpuMs", "quotedMs"],
];

/** The result of a completed job, the same each time it is asked for. */
export function resultOf(job: Job): JsonObject {
	const { jobId, row } = job;
	const warnings: unknown = jsonOf(row, "warnings");
	return {
		success: true,
		jobId,
		fileId: textOf(row, "fileId"),
		bucketId: textOf(row, "bucketId"),
		posterFileId: textOf(row, "posterFileId"),
		durationSeconds: secondsOf(job, "durationMs"),
		frames: numberOf(row, "framesTotal"),
		bytes: numberOf(row, "bytes"),
		renderSeconds: secondsOf(job, "renderMs"),
		cpuSeconds: secondsOf(job, "cpuMs"),
		quotedCpuSeconds: secondsOf(job, "quotedMs"),
		warnings: Array.isArray(warnings) ? warnings : [],
	};
}

/** Why a job failed, as it was told when it did. */
export function errorOf({ jobId, row }: Job): ChatreelError {
	const stored = jsonOf(row, "error");
	const details = (stored?.["details"] ?? {}) as JsonObject;
	const status = stored?.["status"];
	const options = { details, ...(typeof status === "number" ? { status } : {}) };
	const message = String(stored?.["message"] ?? "The job has failed.");
	return tellingJob(new ChatreelError(kindFor(stored?.["code"], status), message, options), jobId);
}

/** An error of a job, with its id for a caller who did not choose it. */
export function tellingJob(error: ChatreelError, jobId: string): ChatreelError {
	const { kind, message, status, retryable, details } = error;
	const options = { status, retryable, cause: error };
	return new ChatreelError(kind, message, { ...options, details: { ...details, jobId } });
}

function secondsOf({ row }: Job, column: string): number | null {
	const ms = numberOf(row, column);
	return ms === null ? null : ms / 1000;
}
