import { toChatreelError } from "../../core/errors.ts";
import type { ConversationText } from "../../video/conversation/text-form.ts";
import { fitsLeftOver, renderInSlot, takeSlot, withPrepared } from "../attempt/run-when-slot-free.ts";
import type { Answer, Caller } from "../caller.ts";
import type { Context } from "../context.ts";
import { jobIdTaken, readOwner, requireSameRequest, toReadPermissions } from "../jobs/accept-job.ts";
import { failBeforeAttempt } from "../jobs/end-job.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import { maySee, requireJob, toAnswer, withJobId } from "../jobs/job-answer.ts";
import { pinPictures } from "../pictures/pin-pictures.ts";
import { acceptRequest } from "../quote/kept-request.ts";
import { type Planning, payerFor, runUncharged } from "../quote/planning.ts";
import { pointIntoRequest } from "../quote/point-into-request.ts";
import { nameEngineVersion, type Prepared } from "../quote/prepare.ts";
import { encodeRequest, parseRequest, type RenderRequest } from "../quote/request.ts";

/**
 * `POST /`. Idempotent: the same request with the same id is the same job, and gives its result, or 202 and its state. A job without
 * a given id has the id of its execution, which is all that an asynchronous caller gets.
 */
export async function postJob(body: ConversationText, caller: Caller, context: Context): Promise<Answer> {
	const { store, nowMs, execution, bounds, process, video, webhooks } = context;
	const request = runUncharged(process, () => parseRequest(body, bounds.maxMessages, webhooks.problem));
	const { jobId: givenId, webhook } = request.options;
	const jobId = givenId ?? execution.id;
	const encoded = await encodeRequest(request);
	const acceptance = {
		jobId,
		userId: caller.kind === "user" ? caller.userId : null,
		requestId: null,
		engineVersion: nameEngineVersion(video.engine),
		target: "bucket" as const,
		webhook,
	};
	// Before any plan: what became of a job does not depend on what such a video would cost now.
	const present = await findPresent(jobId, caller, context);
	if (present !== null) {
		return toAnswer(requireSameRequest(present, { ...acceptance, requestHash: encoded.hash }));
	}
	const { conversation } = request;
	const pinned = await pointIntoRequest(request, () => pinPictures(conversation, caller, context.pictures));
	return withPrepared(payerFor(caller), { ...request, pinned }, context, async (prepared, planning) => {
		const job = await acceptRequest(acceptance, encoded, pinned, context);
		return renderOrQueue(job, request, prepared, planning, context).catch(async (thrown) => {
			// Without a given id, the caller's next try is another job, and this one must not be made too. With one, the caller
			// repeats the request, or the sweep starts the job.
			const isOver = givenId === undefined && !hasEnded(await requireJob(store, jobId));
			const error = toChatreelError(thrown);
			if (isOver) await failBeforeAttempt(job, error, { store, nowMs }, execution.id);
			throw withJobId(error, jobId);
		});
	});
}

/** The job of this id, or null. Rejects with CONFLICT when another user's row waits to become that job. */
async function findPresent(jobId: string, caller: Caller, { store }: Context): Promise<Job | null> {
	const job = await store.find("jobs", jobId);
	if (job !== null) return job;
	const row = await store.find("requests", jobId, ["permissions"]);
	if (row !== null && !maySee(caller, readOwner(row))) throw jobIdTaken(jobId);
	return null;
}

/** Renders here when there is a slot and time, or with `wait`; else creates a row, whose event starts the job. */
async function renderOrQueue(
	job: Job,
	{ conversation, options }: RenderRequest,
	prepared: Prepared,
	planning: Planning,
	context: Context,
): Promise<Answer> {
	const { store, nowMs, execution, bounds } = context;
	const mayWait = options.wait === true;
	const syncLeftMs = () => bounds.syncMs - (nowMs() - execution.startedMs);
	const slotWaitMs = mayWait ? Infinity : Math.min(bounds.slotWaitMs, Math.max(0, syncLeftMs()));
	const slot = await takeSlot(slotWaitMs, job.userId, context);
	if (slot !== null) {
		try {
			const hasTime = slot.isFresh || fitsLeftOver(prepared, execution);
			if (hasTime && (mayWait || prepared.quote.upperMs <= syncLeftMs()))
				return await renderInSlot(job, prepared, planning, context);
		} finally {
			slot.release();
		}
	}
	const { maxCpuSeconds, webhook } = options;
	await store.create("requests", [
		{
			id: job.id,
			permissions: toReadPermissions(job.userId),
			// A request with data URLs is in its file.
			conversation: job.inputFileId === null ? JSON.stringify(conversation) : null,
			options: JSON.stringify({ maxCpuSeconds, webhook }),
		},
	]);
	return toAnswer(job);
}
