import type { Caller } from "../core/caller.ts";
import type { Deadline } from "../core/deadline.ts";
import { ChatreelError, toChatreelError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import type { Row } from "../core/rows.ts";
import { acceptJob, readersOf } from "../jobs/accept.ts";
import { errorOf, resultOf, stateOf, unbegunState } from "../jobs/answers.ts";
import { hasEnded, type Job, jobOf, RENDERS, REQUESTS } from "../jobs/job.ts";
import { jobIdOfRow, newJobId, requireJobId } from "../jobs/job-id.ts";
import { ownerOf } from "../jobs/owner.ts";
import type { Slots } from "../jobs/slots.ts";
import type { CpuShare } from "../quota/shared-cpu.ts";
import type { JobPorts } from "./ports.ts";
import { type Bounds, type Prepared, prepare, requireFeasible } from "./prepare.ts";
import { failUntried, renderJob } from "./render-job.ts";
import {
	parseCreatedRow,
	parseRequest,
	type RenderRequest,
	readStoredRequest,
	storedRequest,
} from "./request.ts";

/** A synchronous execution is given up at 30 s (Appwrite: Executions); so much of it is kept for the answer. */
export const SYNC_LIMIT_MS = 30_000;
export const SYNC_MARGIN_MS = 3000;

export type ServicePorts = JobPorts & {
	/** Jobs that wait for their turn, the oldest first. */
	readonly listQueued: () => Promise<readonly Row[]>;
	/** Shared by all executions of the process. */
	readonly slots: Slots;
	readonly slotWaitMs: number;
	readonly maxMessages: number;
	readonly bounds: Bounds;
};

/** One run of the function. */
export type Execution = {
	readonly id: string;
	/** By which its work must end; what is left after it is for settling and telling. */
	readonly deadline: Deadline;
	/** Milliseconds since 1970 at which it began. */
	readonly startedMs: number;
};

export type Answer = { readonly status: number; readonly body: JsonObject };

export type RenderService = ReturnType<typeof createRenderService>;

/** What the render function does, for one execution. Each of its parts rejects with a ChatreelError. */
export function createRenderService(ports: ServicePorts, execution: Execution) {
	const { store, slots } = ports;
	const { id: owner, deadline } = execution;

	/** Renders a job in a slot that is held, and gives the answer for whoever waits. */
	const renderHere = async (job: Job, prepared: Prepared, share: CpuShare): Promise<Answer> => {
		const { signal } = deadline;
		await renderJob(job, prepared, ports, { owner, signal, share, startedMs: ports.nowMs() });
		return answerOf(await requireJob(job.jobId));
	};

	const requireJob = async (jobId: string): Promise<Job> => {
		const row = await store.find(RENDERS, jobId);
		if (row === null) throw notFound(jobId);
		return jobOf(row);
	};

	/** Prepares, refuses what cannot end well, and does `work`; what it used is a share of the process's CPU. */
	const withPrepared = async <Result>(
		request: RenderRequest,
		work: (prepared: Prepared, share: CpuShare) => Promise<Result>,
	): Promise<Result> => {
		const share = ports.beginCpuShare();
		try {
			const prepared = await prepare(request, ports);
			requireFeasible(prepared, ports.bounds);
			return await work(prepared, share);
		} finally {
			share.end();
		}
	};

	/** A POST: rendered here where there is a slot and time for it, or `wait` is asked for; else by the event of a row. */
	const renderOrQueue = async (
		job: Job,
		{ conversation, options }: RenderRequest,
		prepared: Prepared,
		share: CpuShare,
	): Promise<Answer> => {
		const isPatient = options.wait === true;
		// What others use while this one waits is theirs.
		share.pause();
		const release = await slots.take(isPatient ? deadline.remainingMs() : ports.slotWaitMs);
		share.resume();
		const leftMs = SYNC_LIMIT_MS - SYNC_MARGIN_MS - (ports.nowMs() - execution.startedMs);
		if (release !== null && (isPatient || prepared.quote.upperMs <= leftMs)) {
			try {
				return await renderHere(job, prepared, share);
			} finally {
				release();
			}
		}
		release?.();
		const { maxCpuSeconds } = options;
		const rest = JSON.stringify(maxCpuSeconds === undefined ? {} : { maxCpuSeconds });
		const data = { conversation: JSON.stringify(conversation), options: rest };
		await store.create(REQUESTS, job.jobId, data, readersOf(job.userId));
		return answerOf(job);
	};

	/** Renders a job that was accepted, where a slot comes free within `waitMs`; else it stays queued. */
	const renderInTurn = async (job: Job, request: RenderRequest, waitMs: number): Promise<Answer> => {
		if (hasEnded(job)) return answerOf(job);
		const release = await slots.take(waitMs);
		if (release === null) return answerOf(job);
		try {
			return await withPrepared(request, (prepared, share) => renderHere(job, prepared, share)).catch(
				async (thrown) => {
					const error = toChatreelError(thrown);
					// What the plan refused has no end yet; what the render refused has.
					const isOpen = !hasEnded(await requireJob(job.jobId));
					if (isOpen && isHopeless(error)) await failUntried(job, error, ports, owner);
					throw error;
				},
			);
		} finally {
			release();
		}
	};

	const acceptRow = async (row: Row, userId: string | null, request: RenderRequest): Promise<Job> => {
		const jobId = await jobIdOfRow(row.$id);
		const { text, hash } = await storedRequest(request);
		const requestId = row.$id === jobId ? null : row.$id;
		const ofRow = { jobId, userId, request: text, requestHash: hash, requestId };
		return acceptJob(store, { ...ofRow, target: "bucket" });
	};

	/** A created row: it becomes a job in any case, a failed one where it is malformed. */
	const renderRow = async (row: Row, userId: string | null): Promise<Answer> => {
		let request: RenderRequest;
		try {
			request = parseCreatedRow(row, ports.maxMessages);
		} catch (thrown) {
			const error = toChatreelError(thrown);
			const jobId = await jobIdOfRow(row.$id);
			const empty = { request: "", requestHash: "", requestId: row.$id === jobId ? null : row.$id };
			const job = await acceptJob(store, { jobId, userId, ...empty, target: "bucket" });
			if (!hasEnded(job)) await failUntried(job, error, ports, owner);
			throw error;
		}
		return renderInTurn(await acceptRow(row, userId, request), request, ports.slotWaitMs);
	};

	return {
		/** `POST /`. */
		post: async (body: string, caller: Caller): Promise<Answer> => {
			const request = parseRequest(body, ports.maxMessages);
			const { options } = request;
			const jobId = options.jobId === undefined ? newJobId() : requireJobId(options.jobId);
			const userId = caller.kind === "user" ? caller.userId : null;
			return withPrepared(request, async (prepared, share) => {
				const { text, hash } = await storedRequest(request);
				const ofRequest = { jobId, userId, request: text, requestHash: hash, requestId: null };
				const { job, isNew } = await acceptNew(ports, { ...ofRequest, target: "bucket" });
				if (!isNew) return answerOf(job);
				return renderOrQueue(job, request, prepared, share).catch(async (thrown) => {
					// Its caller is told that it failed, so that nobody renders it later.
					const error = toChatreelError(thrown);
					if (!hasEnded(await requireJob(jobId))) await failUntried(job, error, ports, owner);
					throw error;
				});
			});
		},

		/** The event of a created row. */
		renderCreated: renderRow,

		/** `GET /jobs/:id`: one's own; a service caller sees all. A foreign job is not there. */
		state: async (jobId: string, caller: Caller): Promise<Answer> => {
			const row = await store.find(RENDERS, jobId);
			if (row !== null) {
				const job = jobOf(row);
				if (!maySee(caller, job.userId)) throw notFound(jobId);
				return { status: 200, body: stateOf(job) };
			}
			const request = await store.find(REQUESTS, jobId);
			if (request === null || !maySee(caller, ownerOf(request))) throw notFound(jobId);
			return { status: 200, body: unbegunState(jobId) };
		},

		/** `POST /jobs/:id/run`: an accepted job without a live lease, also one whose event was never delivered. */
		run: async (jobId: string): Promise<Answer> => {
			const row = await store.find(RENDERS, jobId);
			if (row !== null) {
				const job = jobOf(row);
				if (hasEnded(job)) return answerOf(job);
				if (job.request !== "") {
					return renderInTurn(job, readStoredRequest(job.request), ports.slotWaitMs);
				}
			}
			const requestId = row === null ? null : row["requestId"];
			const request = await store.find(REQUESTS, typeof requestId === "string" ? requestId : jobId);
			if (request === null) throw notFound(jobId);
			return renderRow(request, ownerOf(request));
		},

		/** Renders what is queued, the oldest first, as long as there is a slot and time for it. */
		drain: async (): Promise<void> => {
			const seen = new Set<string>();
			for (;;) {
				const queued = await ports.listQueued();
				const next = queued.map(jobOf).find(({ jobId, request }) => !seen.has(jobId) && request !== "");
				if (next === undefined) return;
				seen.add(next.jobId);
				const release = await slots.take(0);
				if (release === null) return;
				try {
					const isLate = await withPrepared(readStoredRequest(next.request), async (prepared, share) => {
						if (prepared.quote.upperMs > deadline.remainingMs()) return true;
						await renderHere(next, prepared, share);
						return false;
					});
					if (isLate) return;
				} catch (thrown) {
					const error = toChatreelError(thrown);
					ports.log("a queued job failed", { jobId: next.jobId, error: thrown });
					if (!isHopeless(error)) return;
					const job = await requireJob(next.jobId);
					if (!hasEnded(job)) await failUntried(job, error, ports, owner);
				} finally {
					release();
				}
			}
		},
	};
}

/** Whether the same job would fail in the same way again, so that its end is now. */
function isHopeless({ kind }: ChatreelError): boolean {
	return kind === "INVALID_INPUT" || kind === "RESOURCE_EXHAUSTED" || kind === "RENDER_FAILED";
}

/** For whoever asked: the result, the reason of the failure (thrown), or 202 and where the job stands. */
function answerOf(job: Job): Answer {
	if (job.status === "completed") return { status: 200, body: resultOf(job) };
	if (hasEnded(job)) throw errorOf(job);
	return { status: 202, body: { ...stateOf(job), statusPath: `/jobs/${job.jobId}` } };
}

async function acceptNew({ store }: JobPorts, acceptance: Parameters<typeof acceptJob>[1]) {
	const isNew = (await store.find(RENDERS, acceptance.jobId)) === null;
	return { isNew, job: await acceptJob(store, acceptance) };
}

function maySee(caller: Caller, userId: string | null): boolean {
	return caller.kind === "service" || (userId !== null && caller.userId === userId);
}

function notFound(jobId: string): ChatreelError {
	return new ChatreelError("NOT_FOUND", `There is no job ${JSON.stringify(jobId)} of yours.`);
}
