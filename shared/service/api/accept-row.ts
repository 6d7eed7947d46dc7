import { toChatreelError } from "../../core/errors.ts";
import { runWhenSlotFree } from "../attempt/run-when-slot-free.ts";
import type { Answer } from "../caller.ts";
import type { Context } from "../context.ts";
import { acceptJob } from "../jobs/accept-job.ts";
import { failBeforeAttempt } from "../jobs/end-job.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import { toJobId } from "../jobs/job-id.ts";
import { nameEngineVersion } from "../quote/prepare.ts";
import { encodeRequest, parseCreatedRow, type RenderRequest } from "../quote/request.ts";
import type { Row } from "../tables.ts";

/** The event of a created row. The row always becomes a job: a failed one when the row is malformed. */
export async function runRow(row: Row<"requests">, userId: string | null, context: Context): Promise<Answer> {
	const { job, request } = await acceptRow(row, userId, context);
	return runWhenSlotFree(job, request, context);
}

/** Makes or finds the job of a created row. Rejects with the row's faults; then the job has ended `failed`. */
export async function acceptRow(
	row: Row<"requests">,
	userId: string | null,
	{ store, nowMs, execution, bounds, video, webhooks }: Context,
): Promise<{ readonly job: Job; readonly request: RenderRequest }> {
	const jobId = await toJobId(row.id);
	const acceptance = {
		jobId,
		userId,
		engineVersion: nameEngineVersion(video.engine),
		requestId: row.id === jobId ? null : row.id,
		target: "bucket" as const,
	};
	let request: RenderRequest;
	try {
		request = parseCreatedRow(row, bounds.maxMessages, webhooks.problem);
	} catch (thrown) {
		const error = toChatreelError(thrown);
		const job = await acceptJob(store, { ...acceptance, request: "", requestHash: "" });
		if (!hasEnded(job)) await failBeforeAttempt(job, error, { store, nowMs }, execution.id);
		throw error;
	}
	const { webhook } = request.options;
	const { text, hash } = await encodeRequest(request);
	const job = await acceptJob(store, { ...acceptance, request: text, requestHash: hash, webhook });
	return { job, request };
}
