import { toChatreelError } from "../../core/errors.ts";
import { renderInTurn } from "../attempt/run-when-slot-free.ts";
import { acceptJob } from "../jobs/accept.ts";
import { failUntried } from "../jobs/fail-before-attempt.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import { jobIdOfRow } from "../jobs/job-id.ts";
import { engineVersionOf } from "../quote/prepare.ts";
import { parseCreatedRow, type RenderRequest, storedRequest } from "../quote/request.ts";
import type { Answer, Surroundings } from "../service-ports.ts";
import type { Row } from "../tables.ts";

/** A created row: it becomes a job in any case, a failed one where it is malformed. */
export async function renderRow(
	row: Row<"requests">,
	userId: string | null,
	surroundings: Surroundings,
): Promise<Answer> {
	const { job, request } = await acceptRow(row, userId, surroundings);
	return renderInTurn(job, request, surroundings);
}

/**
 * Makes the job of a created row, or gives the one that is there. Rejects with what is wrong with the row; then the job has ended
 * `failed`.
 */
export async function acceptRow(
	row: Row<"requests">,
	userId: string | null,
	{ ports, execution }: Surroundings,
): Promise<{ readonly job: Job; readonly request: RenderRequest }> {
	const jobId = await jobIdOfRow(row.id);
	const ofRow = {
		...{ jobId, userId, engineVersion: engineVersionOf(ports.engine) },
		requestId: row.id === jobId ? null : row.id,
		target: "bucket" as const,
	};
	let request: RenderRequest;
	try {
		request = parseCreatedRow(row, ports.maxMessages, ports.webhookProblem);
	} catch (thrown) {
		const error = toChatreelError(thrown);
		const job = await acceptJob(ports.store, { ...ofRow, request: "", requestHash: "" });
		if (!hasEnded(job)) await failUntried(job, error, ports, execution.id);
		throw error;
	}
	const { webhook } = request.options;
	const { text, hash } = await storedRequest(request);
	return {
		job: await acceptJob(ports.store, { ...ofRow, request: text, requestHash: hash, webhook }),
		request,
	};
}
