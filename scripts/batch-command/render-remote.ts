import { type Sleep, sleep } from "../../shared/core/deadline.ts";
import { ChatreelError } from "../../shared/core/errors.ts";
import { type BatchSummary, countsOf, type ItemDetail } from "../../shared/service/batch/summary.ts";
import { newJobId } from "../../shared/service/jobs/job-id.ts";
import { storedRequest } from "../../shared/service/quote/request.ts";
import type { Board } from "./board.ts";
import type { Manifest, SentBatch, SentJob } from "./manifest.ts";
import { completedJobs, findRemoteVideo, isUnderWay, jobKey, planRemote } from "./plan-remote.ts";
import type { BatchItem } from "./read-items.ts";
import { askForState, type CallFunction } from "./remote-batch.ts";
import { refusedDetail } from "./render-local.ts";
import { sendBatch } from "./send-batch.ts";
import { errorLine } from "./summary-table.ts";

type Surroundings = {
	readonly call: CallFunction;
	readonly board: Board;
	readonly manifest: Manifest;
	/** Writes the manifest down; what it gives back undoes that. */
	readonly save: () => () => void;
	readonly signal: AbortSignal;
	readonly wait?: Sleep;
};

/** `problem` is why the batch could not be followed to its end, else null; `summary` is then what was known last. */
export type RemoteRun = { readonly summary: BatchSummary; readonly problem: unknown };

const POLL_MS = 2000;

/**
 * Has the server make what is not refused here and was not made before, as `planRemote` says. Aborting ends the following, and leaves
 * the batch to the server. Never rejects.
 */
export async function renderRemote(
	items: readonly BatchItem[],
	{ board, ...surroundings }: Surroundings,
): Promise<RemoteRun> {
	const details: ItemDetail[] = [];
	const put = (detail: ItemDetail, words: string) => {
		details[detail.index] = detail;
		board.set(detail.index, detail.status, words);
	};
	for (const [index, item] of items.entries()) {
		const detail: ItemDetail =
			item.conversation === null ? refusedDetail(index, item) : { index, jobId: null, status: "queued" };
		put(detail, errorLine(detail));
	}
	const problem = await renderAll(items, { put, ...surroundings }).then(
		() => null,
		(thrown: unknown) => (surroundings.signal.aborted ? null : thrown),
	);
	return { summary: countsOf(details), problem };
}

async function renderAll(
	items: readonly BatchItem[],
	{
		put,
		wait = sleep,
		...surroundings
	}: Omit<Surroundings, "board"> & { readonly put: (detail: ItemDetail, words: string) => void },
): Promise<void> {
	const { manifest, save, signal } = surroundings;
	const asking = { ...surroundings, wait };
	const jobs = await readJobs(items);
	const byKey = new Map(jobs.map((job) => [jobKey(job), job]));

	const stateOf = async ({ batchId }: SentBatch) =>
		(await askForState({ method: "GET", path: `/batches/${batchId}` }, asking)).details;
	const send = (batch: SentBatch) =>
		sendBatch(
			batch,
			batch.jobs.map((job) => byKey.get(jobKey(job))?.conversation),
			asking,
		);
	const keep = (batch: SentBatch, state: readonly ItemDetail[]) => {
		const made = Object.entries(completedJobs(batch, state));
		const news = made.filter(([name, job]) => findRemoteVideo(manifest.done, { name, ...job }) === null);
		for (const [name, job] of news) manifest.done[name] = job;
		if (news.length > 0) save();
	};
	const follow = async (batch: SentBatch, first: readonly ItemDetail[]) => {
		for (let state = first; ; state = await stateOf(batch)) {
			for (const detail of state) {
				const sent = batch.jobs[detail.index];
				const job = sent === undefined ? undefined : byKey.get(jobKey(sent));
				if (job !== undefined) put({ ...detail, index: job.index }, errorLine(detail));
			}
			keep(batch, state);
			if (!isUnderWay(state)) return;
			await wait(POLL_MS, signal);
		}
	};

	const { sent } = manifest;
	const state = sent === null ? null : await stateOf(sent).catch(nullWhenNotFound);
	const plan = planRemote(manifest, jobs, state);
	if (sent !== null && state !== null) keep(sent, state);
	for (const job of jobs) {
		const result = findRemoteVideo(manifest.done, job)?.result;
		if (result === undefined) continue;
		const jobId = String(result["jobId"]);
		put({ index: job.index, jobId, status: "completed", result }, "made before");
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
		const { hash } = await storedRequest({ conversation, options: {} });
		jobs.push({ index, conversation, name, hash, output });
	}
	return jobs;
}

function nullWhenNotFound(thrown: unknown): null {
	if (thrown instanceof ChatreelError && thrown.kind === "NOT_FOUND") return null;
	throw thrown;
}
