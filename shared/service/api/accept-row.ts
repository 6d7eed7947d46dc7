import { isKind, toChatreelError } from "../../core/errors.ts";
import { runWhenSlotFree } from "../attempt/run-when-slot-free.ts";
import type { Answer } from "../caller.ts";
import type { Context } from "../context.ts";
import { acceptJob, requireSameRequest } from "../jobs/accept-job.ts";
import { failBeforeAttempt } from "../jobs/end-job.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import { toJobId } from "../jobs/job-id.ts";
import { ownerAsReader } from "../pictures/may-read.ts";
import { pinPictures } from "../pictures/pin-pictures.ts";
import { acceptRequest, mayHaveFiles } from "../quote/kept-request.ts";
import { pointIntoRequest } from "../quote/point-into-request.ts";
import { nameEngineVersion } from "../quote/prepare.ts";
import { encodeRequest, parseCreatedRow, type RenderRequest } from "../quote/request.ts";
import type { Row } from "../tables.ts";

/** The event of a created row. The row always becomes a job: a failed one when the row is malformed. */
export async function runRow(row: Row<"requests">, userId: string | null, context: Context): Promise<Answer> {
	return runWhenSlotFree(await acceptRow(row, userId, context), context);
}

/** Makes or finds the job of a created row. Rejects with the row's faults; then the job has ended `failed`. */
export async function acceptRow(row: Row<"requests">, userId: string | null, context: Context): Promise<Job> {
	const { store, nowMs, execution, bounds, video, webhooks } = context;
	const jobId = await toJobId(row.id);
	const acceptance = {
		jobId,
		userId,
		engineVersion: nameEngineVersion(video.engine),
		requestId: row.id === jobId ? null : row.id,
		target: "bucket" as const,
	};
	const refuse = async (thrown: unknown, requestHash: string) => {
		const error = toChatreelError(thrown);
		const job = await acceptJob(store, { ...acceptance, request: "", requestHash });
		// Another execution may have accepted it meanwhile.
		if (!hasEnded(job) && job.request === "")
			await failBeforeAttempt(job, error, { store, nowMs }, execution.id);
		return error;
	};
	if (row.conversation === null) {
		// A function has written the row, to start a job whose request is in a file.
		const present = await store.find("jobs", jobId);
		if (present !== null && present.inputFileId !== null && present.userId === userId) return present;
	}
	let request: RenderRequest;
	try {
		request = parseCreatedRow(row, bounds.maxMessages, webhooks.problem);
	} catch (thrown) {
		throw await refuse(thrown, "");
	}
	const { conversation, options } = request;
	const { text, hash } = await encodeRequest(request);
	if (mayHaveFiles(text)) {
		// A second event: what was accepted stays so, whatever has become of its files.
		const present = await store.find("jobs", jobId);
		if (present !== null && (present.request !== "" || hasEnded(present)))
			return requireSameRequest(present, { userId, requestHash: hash });
	}
	const pinned = await pointIntoRequest(request, () =>
		pinPictures(conversation, ownerAsReader(userId), context.pictures),
	).catch(async (thrown: unknown) => {
		throw isKind(thrown, "INVALID_INPUT") ? await refuse(thrown, hash) : thrown;
	});
	const { webhook } = options;
	return acceptRequest({ ...acceptance, webhook }, { text, hash }, pinned, context);
}
