import { ChatreelError } from "../../shared/core/errors.ts";
import type { ItemDetail } from "../../shared/service/batch/batch-summary.ts";
import type { DoneJob, Manifest, SentBatch, SentJob } from "./manifest.ts";

/** What --remote does: first `former`, then `rest`, so that no job is sent again before its batch has ended. */
export type RemotePlan = {
	/** The batch sent before: send it again, because the server may lack a part; follow it to its end; or leave it. */
	readonly former: "send" | "follow" | "leave";
	/** Sent as a new batch. */
	readonly rest: readonly SentJob[];
	/** The id of the new batch; null: a fresh one. */
	readonly batchId: string | null;
};

/**
 * `jobs` are the valid jobs of the files, `state` is the server's state of each job of `sent`, or null when it knows no such
 * batch. Throws CONFLICT when the batch sent before can be neither sent again nor followed.
 */
export function planRemote(
	{ done, sent }: Pick<Manifest, "done" | "sent">,
	jobs: readonly SentJob[],
	state: readonly ItemDetail[] | null,
): RemotePlan {
	const doneNow = sent === null || state === null ? done : { ...done, ...completedJobs(sent, state) };
	const todo = jobs.filter((job) => findRemoteVideo(doneNow, job) === null);
	if (sent === null) return { former: "leave", rest: todo, batchId: null };
	// A request whose answer was lost may still arrive. With the same id the server refuses one of the two.
	if (state === null) return { former: "leave", rest: todo, batchId: sent.isTaken ? null : sent.batchId };
	if (!isUnderWay(state)) return { former: "leave", rest: todo, batchId: null };
	const wanted = new Set(jobs.map(jobKey));
	if (!sent.isTaken && !sent.jobs.every((job) => wanted.has(jobKey(job)))) throw sentInPart(sent);
	const former = new Set(sent.jobs.map(jobKey));
	const rest = todo.filter((job) => !former.has(jobKey(job)));
	return { former: sent.isTaken ? "follow" : "send", rest, batchId: null };
}

/** The jobs of a batch that the server completed, by name. */
export function completedJobs(
	{ jobs }: SentBatch,
	state: readonly ItemDetail[],
): Readonly<Record<string, DoneJob>> {
	return Object.fromEntries(
		state.flatMap(({ index, result }) => {
			const job = jobs[index];
			if (job === undefined || result === undefined) return [];
			return [[job.name, { hash: job.hash, output: job.output, result }]];
		}),
	);
}

/** The video that the server made of this conversation earlier, or null. */
export function findRemoteVideo(done: Manifest["done"], { name, hash }: SentJob): DoneJob | null {
	const before = Object.hasOwn(done, name) ? done[name] : undefined;
	return before?.hash === hash && !("outputPath" in before.result) ? before : null;
}

export function isUnderWay(state: readonly ItemDetail[]): boolean {
	return state.some(({ status }) => status === "queued" || status === "running");
}

/** Neither a name nor a hash holds a space. */
export function jobKey({ name, hash }: SentJob): string {
	return `${name} ${hash}`;
}

function sentInPart({ batchId }: SentBatch): ChatreelError {
	const message =
		`Batch ${batchId} was sent in part, and its conversations have been changed since. ` +
		"Change them back and continue with --resume, or start over without it: what is running is then made twice.";
	return new ChatreelError("CONFLICT", message);
}
