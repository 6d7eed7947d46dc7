import { ChatreelError } from "../../core/errors.ts";
import type { RowStore } from "../row-store.ts";
import type { Job } from "./job.ts";

export type Acceptance = {
	readonly jobId: string;
	readonly userId: string | null;
	/** The request, normalised, as JSON. */
	readonly request: string;
	readonly requestHash: string;
	/** What is to render it. Told, and never a reason for a conflict: the same request is the same job by whatever engine. */
	readonly engineVersion: string;
	/** The row of `requests` that it came from, where its id is not the job's. */
	readonly requestId: string | null;
	readonly target: "bucket" | "local";
	/** Who is told of its end. */
	readonly webhook?: string | undefined;
};

/**
 * Makes the job's row, `queued`; or gives the job that is there, where it is the same owner's and the same request. Rejects
 * with CONFLICT where the id is taken by another request, without a word on whose.
 */
export async function acceptJob(store: RowStore, acceptance: Acceptance): Promise<Job> {
	const { jobId, webhook = null, ...rest } = acceptance;
	const { userId, requestHash } = rest;
	const permissions = readersOf(userId);
	await store.create("jobs", [
		{ id: jobId, permissions, status: "queued", stage: "queued", ...rest, webhook },
	]);
	const job = await store.find("jobs", jobId);
	if (job === null) {
		throw new ChatreelError("DEPENDENCY_ERROR", "The job's row was made and is not there.", {
			retryable: true,
		});
	}
	if (job.userId === userId && job.requestHash === requestHash) return job;
	throw job.userId === userId ? otherRequest(jobId) : idTaken(jobId);
}

/** Whose it is, is nobody's business. */
export function idTaken(jobId: string): ChatreelError {
	return new ChatreelError("CONFLICT", `The job id ${jobId} is taken. Choose another, or leave it out.`);
}

function otherRequest(jobId: string): ChatreelError {
	const message = `The job id ${jobId} belongs to another request of yours. Choose another, or leave it out.`;
	return new ChatreelError("CONFLICT", message);
}

/** Who may read a row of a job: its owner alone. */
export function readersOf(userId: string | null): readonly string[] {
	return userId === null ? [] : [`read("user:${userId}")`];
}
