import { isKind, toChatreelError } from "../../core/errors.ts";
import type { Answer } from "../caller.ts";
import type { Context, Execution } from "../context.ts";
import { hasLiveAttempt } from "../jobs/attempts.ts";
import { failBeforeAttempt } from "../jobs/end-job.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import { requireJob, toAnswer } from "../jobs/job-answer.ts";
import { loadPinned } from "../pictures/load-pinned.ts";
import { readRequest } from "../quote/kept-request.ts";
import { type Payer, type Planning, turnOwner, withPlanning } from "../quote/planning.ts";
import { type Prepared, prepare, requireFeasible } from "../quote/prepare.ts";
import type { AcceptedRequest } from "../quote/request.ts";
import { renderJob } from "./render-job.ts";
import type { ReleaseSlot } from "./slots.ts";

/** Renders an accepted job when a slot comes free in time; else it stays queued. Leaves a job that another worker renders alone. */
export async function runWhenSlotFree(job: Job, context: Context): Promise<Answer> {
	const { store, nowMs, execution, bounds } = context;
	if (hasEnded(job)) return toAnswer(job);
	const slot = await takeSlot(bounds.slotWaitMs, job.userId, context);
	if (slot === null) return toAnswer(job);
	try {
		// Before a plan is paid for: the job may have ended or begun while this waited.
		if (await hasLiveAttempt(store, job.id, nowMs())) return toAnswer(await requireJob(store, job.id));
		const payer = { userId: job.userId, part: job.id };
		const request = await readRequest(job, context.inputs);
		return await withPrepared(payer, request, context, async (prepared, planning) => {
			// After a long wait the render would be stopped on the way. The next execution begins afresh.
			if (!slot.isFresh && !fitsLeftOver(prepared, execution)) return toAnswer(job);
			return renderInSlot(job, prepared, planning, context);
		});
	} catch (thrown) {
		const isOwn = await failIfPermanent(job, thrown, context);
		if (!isOwn) return toAnswer(await requireJob(store, job.id));
		throw thrown;
	} finally {
		slot.release();
	}
}

/** Renders a job in a slot that the caller holds. */
export async function renderInSlot(
	job: Job,
	prepared: Prepared,
	{ share, onClaim }: Planning,
	context: Context,
): Promise<Answer> {
	const { store, nowMs, execution } = context;
	share.resume();
	const { signal } = execution.deadline;
	await renderJob(job, prepared, context, { signal, share, onClaim, startedMs: nowMs() });
	return toAnswer(await requireJob(store, job.id));
}

/** Plans and quotes a request, refuses what cannot be made, and runs `work`. The payer is charged, unless an attempt is. */
export function withPrepared<Result>(
	payer: Payer,
	request: AcceptedRequest,
	context: Context,
	work: (prepared: Prepared, planning: Planning) => Promise<Result>,
): Promise<Result> {
	return withPlanning(payer, context, async (planning) => {
		const { runSteps, inTurn } = planning;
		const loadPicture = loadPinned(request.pinned, context.pictures);
		const prepared = await inTurn(request.conversation, () =>
			prepare(request, { ...context.video, loadPicture, runSteps }),
		);
		requireFeasible(prepared, context.bounds);
		return work(prepared, planning);
	});
}

/** A quote is CPU: on half a core a render takes twice as long, and it waits for the database and the storage too. */
const LEFT_OVER_FACTOR = 3;
/** What a render of nothing takes: the pre-flight, ffmpeg's start, some twenty calls. */
const LEFT_OVER_MS = 2000;

/** Whether a job that begins late in an execution will end in it. */
export function fitsLeftOver({ quote }: Prepared, { deadline }: Pick<Execution, "deadline">): boolean {
	return LEFT_OVER_MS + LEFT_OVER_FACTOR * quote.upperMs <= deadline.remainingMs();
}

export type HeldSlot = {
	readonly release: ReleaseSlot;
	/** Whether the wait took so little that any feasible render may still begin. */
	readonly isFresh: boolean;
};

/** A wait that counts as none: a second, or a tenth of a render's time. */
const FRESH_MS = 1000;
const FRESH_SHARE = 0.1;

/** Waits for a slot, never beyond the execution's deadline. */
export async function takeSlot(
	waitMs: number,
	userId: string | null,
	{ nowMs, execution, bounds, process }: Context,
): Promise<HeldSlot | null> {
	const askedMs = nowMs();
	const longestMs = Math.min(waitMs, execution.deadline.remainingMs());
	const release = await process.slots.take(longestMs, turnOwner(userId));
	if (release === null) return null;
	return { release, isFresh: nowMs() - askedMs <= Math.max(FRESH_MS, FRESH_SHARE * bounds.workMs) };
}

/**
 * Ends a job whose next attempt would fail in the same way. (The render has ended what it refused; the plan has not.) Returns false,
 * and does nothing, when another worker renders the job: it planned the job when that was possible, and prices change.
 */
export async function failIfPermanent(
	{ id }: Pick<Job, "id">,
	thrown: unknown,
	{
		store,
		nowMs,
		execution,
	}: Pick<Context, "store" | "nowMs"> & { readonly execution: Pick<Execution, "id"> },
): Promise<boolean> {
	const error = toChatreelError(thrown);
	if (!isKind(error, "INVALID_INPUT", "QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED", "RENDER_FAILED")) return true;
	if (await hasLiveAttempt(store, id, nowMs())) return false;
	const job = await requireJob(store, id);
	if (!hasEnded(job)) await failBeforeAttempt(job, error, { store, nowMs }, execution.id);
	return true;
}
