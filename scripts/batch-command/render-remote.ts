import { ChatreelError } from "../../shared/core/errors.ts";
import { type Sleep, sleep } from "../../shared/core/time.ts";
import { type BatchSummary, type ItemDetail, summarize } from "../../shared/service/batch/batch-summary.ts";
import { newJobId } from "../../shared/service/jobs/job-id.ts";
import { encodeRequest } from "../../shared/service/quote/request.ts";
import type { Board } from "./board.ts";
import type { Manifest, SentBatch, SentJob } from "./manifest.ts";
import { completedJobs, findRemoteVideo, isUnderWay, jobKey, planRemote } from "./plan-remote.ts";
import type { BatchItem } from "./read-items.ts";
import { type CallFunction, fetchBatch, sendBatch } from "./remote-batch.ts";
import { refusedDetail } from "./render-local.ts";
import { errorLine } from "./summary-table.ts";

type RemoteOptions = {
	readonly call: CallFunction;
	readonly board: Board;
	readonly manifest: Manifest;
	/** Saves the manifest; the returned function restores the file from before. */
	readonly save: () => () => void;
	readonly signal: AbortSignal;
	readonly wait?: Sleep;
};

/** `problem` is why the batch could not be followed to its end, or null; `summary` is then the last known one. */
export type RemoteRun = { readonly summary: BatchSummary; readonly problem: unknown };

const POLL_MS = 2000;

/**
 * Has the server render what is valid and not yet made, as `planRemote` says. Aborting stops the following and leaves the batch
 * to the server. Never rejects.
 */
export async function renderRemote(
	items: readonly BatchItem[],
	{ board, ...options }: RemoteOptions,
): Promise<RemoteRun> {
	const details: ItemDetail[] = [];
	const put = (detail: ItemDetail, note: string) => {
		details[detail.index] = detail;
		board.set(detail.index, detail.status, note);
	};
	for (const [index, item] of items.entries()) {
		const detail: ItemDetail =
			item.conversation === null ? refusedDetail(index, item) : { index, jobId: null, status: "queued" };
		put(detail, errorLine(detail));
	}
	const problem = await renderAll(items, { put, ...options }).then(
		() => null,
		(thrown: unknown) => (options.signal.aborted ? null : thrown),
	);
	return { summary: summarize(details), problem };
}

async function renderAll(
	items: readonly BatchItem[],
	{
		put,
		wait = sleep,
		...options
	}: Omit<RemoteOptions, "board"> & { readonly put: (detail: ItemDetail, note: string) => void },
): Promise<void> {
	const { manifest, save, signal } = options;
	const calling = { ...options, wait };
	const jobs = await readJobs(items);
	const byKey = new Map(jobs.map((job) => [jobKey(job), job]));

	const send = (batch: SentBatch) =>
		sendBatch(
			batch,
			batch.jobs.map((job) => byKey.get(jobKey(job))?.conversation),
			calling,
		);
	const record = (batch: SentBatch, state: readonly ItemDetail[]) => {
		const added = Object.entries(completedJobs(batch, state)).filter(
			([name, job]) => findRemoteVideo(manifest.done, { name, ...job }) === null,
		);
		for (const [name, job] of added) manifest.done[name] = job;
		if (added.length > 0) save();
	};
	const follow = async (batch: SentBatch, first: readonly ItemDetail[]) => {
		for (let state = first; ; state = await fetchBatch(batch.batchId, calling)) {
			for (const detail of state) {
				const sent = batch.jobs[detail.index];
				const job = sent === undefined ? undefined : byKey.get(jobKey(sent));
				if (job !== undefined) put({ ...detail, index: job.index }, errorLine(detail));
			}
			record(batch, state);
			if (!isUnderWay(state)) return;
			await wait(POLL_MS, signal);
		}
	};

	const { sent } = manifest;
	const state = sent === null ? null : await fetchBatch(sent.batchId, calling).catch(nullWhenNotFound);
	const plan = planRemote(manifest, jobs, state);
	if (sent !== null && state !== null) record(sent, state);
	for (const job of jobs) {
		const result = findRemoteVideo(manifest.done, job)?.result;
		if (result === undefined) continue;
		const jobId = String(result["jobId"]);
		put({ index: job.index, jobId, status: "completed", result }, "already made");
	}
	if (sent !== null && state !== null && plan.former !== "leave")
		await follow(sent, plan.former === "send" ? await send(sent) : state);
	if (plan.rest.length === 0) return;
	const rest = plan.rest.map(({ name, hash, output }) => ({ name, hash, output }));
	const next = { batchId: plan.batchId ?? newJobId(), isTaken: false, jobs: rest };
	await follow(next, await send(next));
}

type Job = SentJob & { readonly index: number; readonly conversation: object };

async function readJobs(items: readonly BatchItem[]): Promise<readonly Job[]> {
	const jobs: Job[] = [];
	for (const [index, { conversation, name, output }] of items.entries()) {
		if (conversation === null) continue;
		const { hash } = await encodeRequest({ conversation, options: {} });
		jobs.push({ index, conversation, name, hash, output });
	}
	return jobs;
}

function nullWhenNotFound(thrown: unknown): null {
	if (thrown instanceof ChatreelError && thrown.kind === "NOT_FOUND") return null;
	throw thrown;
}
