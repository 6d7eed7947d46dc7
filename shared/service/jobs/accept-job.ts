import { ChatreelError } from "../../core/errors.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";
import type { Job } from "./job.ts";

export type AcceptOptions = {
	readonly jobId: string;
	readonly userId: string | null;
	/** The request, normalised, as JSON. */
	readonly request: string;
	readonly requestHash: string;
	/** The private file of a request with data URLs. */
	readonly inputFileId?: string | null;
	/** For information: the same request is the same job, whatever engine renders it. */
	readonly engineVersion: string;
	/** The row of `requests` that it came from, when its id is not the id of the job. */
	readonly requestId: string | null;
	readonly target: "bucket" | "local";
	readonly webhook?: string | undefined;
};

/**
 * Creates the job as `queued`, or returns the existing one of the same owner and request (idempotent). Rejects with CONFLICT when
 * the id belongs to another request; the error does not say whose.
 */
export async function acceptJob(store: RowStore, acceptance: AcceptOptions): Promise<Job> {
	const { jobId, inputFileId = null, webhook = null, ...rest } = acceptance;
	const { userId, requestHash } = rest;
	const permissions = toReadPermissions(userId);
	await store.create("jobs", [
		{ id: jobId, permissions, status: "queued", stage: "queued", ...rest, inputFileId, webhook },
	]);
	const job = await store.find("jobs", jobId);
	if (job === null) {
		throw new ChatreelError("DEPENDENCY_ERROR", "The row of the job was created and is missing.", {
			retryable: true,
		});
	}
	return requireSameRequest(job, { userId, requestHash });
}

/** Throws CONFLICT when a job is of another owner or request; the error does not say whose. */
export function requireSameRequest(
	job: Job,
	{ userId, requestHash }: Pick<AcceptOptions, "userId" | "requestHash">,
): Job {
	if (job.userId === userId && job.requestHash === requestHash) return job;
	throw job.userId === userId ? otherRequest(job.id) : jobIdTaken(job.id);
}

/** Does not say whose it is. */
export function jobIdTaken(jobId: string): ChatreelError {
	return new ChatreelError("CONFLICT", `The job id ${jobId} is taken. Choose another, or leave it out.`);
}

function otherRequest(jobId: string): ChatreelError {
	const message = `The job id ${jobId} belongs to another request of yours. Choose another, or leave it out.`;
	return new ChatreelError("CONFLICT", message);
}

/** Only the owner may read a row of a job. */
export function toReadPermissions(userId: string | null): readonly string[] {
	return userId === null ? [] : [`read("user:${userId}")`];
}

/** The owner of a request row that a function or a server wrote: the one user in its permissions; null for several or none. */
export function readOwner({ permissions }: Pick<Row<"requests">, "permissions">): string | null {
	const named = permissions.flatMap((each) => [...each.matchAll(/"user:([^"/]+)(?:\/[^"]*)?"/g)]);
	const users = new Set(named.map((match) => match[1]));
	const [only] = users;
	return users.size === 1 && only !== undefined ? only : null;
}
