import { isKind, toChatreelError } from "../../core/errors.ts";
import type { JobPorts } from "../job-ports.ts";
import { isBeingMade } from "../jobs/attempts.ts";
import { failUntried } from "../jobs/fail-before-attempt.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import { answerOf, requireJob } from "../jobs/job-answer.ts";
import { type Asker, type Planning, turnOf, withPlanning } from "../quote/planning.ts";
import { type Prepared, prepare, requireFeasible } from "../quote/prepare.ts";
import type { RenderRequest } from "../quote/request.ts";
import type { Answer, Surroundings } from "../service-ports.ts";
import { renderJob } from "./render-job.ts";
import type { ReleaseSlot } from "./slots.ts";

/** Renders a job that was accepted, where a slot comes free in time; else it stays queued. One that another renders is left to them. */
export async function renderInTurn(
	job: Job,
	request: RenderRequest,
	{ ports, execution }: Surroundings,
): Promise<Answer> {
	if (hasEnded(job)) return answerOf(job);
	const slot = await takeSlot(ports.slotWaitMs, job.userId, { ports, execution });
	if (slot === null) return answerOf(job);
	try {
		// Whether it has an end by now, or is being made, is looked at before a plan is paid for.
		const { store, nowMs } = ports;
		if (await isBeingMade(store, job.id, nowMs())) return answerOf(await requireJob(store, job.id));
		const asker = { userId: job.userId, part: job.id };
		return await withPrepared(asker, request, { ports, execution }, async (prepared, planning) => {
			// What has waited so long that its time no longer holds it would be stopped on the way: the next one begins afresh.
			if (!slot.isFresh && !fitsLeftOver(prepared, execution)) return answerOf(job);
			return renderHere(job, prepared, planning, { ports, execution });
		});
	} catch (thrown) {
		const isMine = await failHopeless(job, thrown, { ports, execution });
		if (!isMine) return answerOf(await requireJob(ports.store, job.id));
		throw thrown;
	} finally {
		slot.release();
	}
}

/** Renders a job in a slot that is held, and gives the answer for whoever waits. */
export async function renderHere(
	job: Job,
	prepared: Prepared,
	{ share, onClaim }: Planning,
	{ ports, execution }: Surroundings,
): Promise<Answer> {
	const { id: executionId, deadline } = execution;
	share.resume();
	await renderJob(job, prepared, ports, {
		executionId,
		share,
		onClaim,
		signal: deadline.signal,
		startedMs: ports.nowMs(),
	});
	return answerOf(await requireJob(ports.store, job.id));
}

/** Prepares, refuses what cannot end well, and does `work`. What it used is charged to the asker, if not by an attempt. */
export function withPrepared<Result>(
	asker: Asker,
	request: RenderRequest,
	{ ports, execution }: Surroundings,
	work: (prepared: Prepared, planning: Planning) => Promise<Result>,
): Promise<Result> {
	return withPlanning(asker, { ports, execution }, async (planning) => {
		const { runSteps, inTurn } = planning;
		const prepared = await inTurn(request.conversation, () => prepare(request, { ...ports, runSteps }));
		requireFeasible(prepared, ports.bounds);
		return work(prepared, planning);
	});
}

/**
 * How long a render may take in what is left of an execution, by its quote: that is CPU, which on half a core takes twice as long, and
 * the database and the storage are waited for too.
 */
const LEFT_OVER_FACTOR = 3;
/** What a render of nothing takes: the pre-flight, ffmpeg's start, some twenty calls. */
const LEFT_OVER_MS = 2000;

/** Whether a job that begins late in an execution will not be stopped on the way. */
export function fitsLeftOver({ quote }: Prepared, { deadline }: Surroundings["execution"]): boolean {
	return LEFT_OVER_MS + LEFT_OVER_FACTOR * quote.upperMs <= deadline.remainingMs();
}

export type HeldSlot = {
	readonly release: ReleaseSlot;
	/** Whether the execution still has as good as all its time: then whatever is allowed at all may begin. */
	readonly isFresh: boolean;
};

/** A wait that takes no more of a render's time than this is none: a second, or a tenth of all there is. */
const FRESH_MS = 1000;
const FRESH_SHARE = 0.1;

/** Waits for a slot, never beyond the execution's own time. */
export async function takeSlot(
	waitMs: number,
	userId: string | null,
	{ ports, execution }: Surroundings,
): Promise<HeldSlot | null> {
	const askedMs = ports.nowMs();
	const longestMs = Math.min(waitMs, execution.deadline.remainingMs());
	const release = await ports.slots.take(longestMs, turnOf(userId));
	if (release === null) return null;
	const waitedMs = ports.nowMs() - askedMs;
	return { release, isFresh: waitedMs <= Math.max(FRESH_MS, FRESH_SHARE * ports.workMs) };
}

/**
 * Ends a job that would fail in the same way again. What the plan refused has no end yet; what the render refused has. False, and
 * nothing is done, where another renders it: they planned it when it could be made, and what it is expected to cost may have changed.
 */
export async function failHopeless(
	{ id }: Job,
	thrown: unknown,
	{
		ports,
		execution,
	}: { readonly ports: Pick<JobPorts, "store" | "nowMs">; readonly execution: { readonly id: string } },
): Promise<boolean> {
	const error = toChatreelError(thrown);
	if (!isKind(error, "INVALID_INPUT", "QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED", "RENDER_FAILED")) return true;
	if (await isBeingMade(ports.store, id, ports.nowMs())) return false;
	const job = await requireJob(ports.store, id);
	if (!hasEnded(job)) await failUntried(job, error, ports, execution.id);
	return true;
}
