import { ChatreelError } from "../../shared/core/errors.ts";
import type { ItemDetail } from "../../shared/service/batch/summary.ts";
import type { DoneJob, Manifest, SentBatch, SentJob } from "./manifest.ts";

/** What --remote has to do. The second comes after the first, so no job is sent again before its batch is at its end. */
export type RemotePlan = {
	/** Of the batch sent before: send it again, because the server may not have all of it; follow it to its end; or no more. */
	readonly former: "send" | "follow" | "leave";
	/** What goes as a batch of its own then. */
	readonly rest: readonly SentJob[];
	/** Under which id; null: a new one. */
	readonly batchId: string | null;
};

/**
 * `jobs` are those of the files that can be made, `state` is what the server says of each job of `sent`, or null where it knows no such
 * batch. Throws CONFLICT where the batch before can be neither sent again nor followed.
 */
export function planRemote(
	{ done, sent }: Pick<Manifest, "done" | "sent">,
	jobs: readonly SentJob[],
	state: readonly ItemDetail[] | null,
): RemotePlan {
	const doneNow = sent === null || state === null ? done : { ...done, ...completedJobs(sent, state) };
	const todo = jobs.filter((job) => findRemoteVideo(doneNow, job) === null);
	if (sent === null) return { former: "leave", rest: todo, batchId: null };
	// A call whose answer was lost may yet arrive. Under its id one of the two is refused, and nothing is made twice.
	if (state === null) return { former: "leave", rest: todo, batchId: sent.isTaken ? null : sent.batchId };
	if (!isUnderWay(state)) return { former: "leave", rest: todo, batchId: null };
	const wanted = new Set(jobs.map(jobKey));
	if (!sent.isTaken && !sent.jobs.every((job) => wanted.has(jobKey(job)))) throw sentInPart(sent);
	const former = new Set(sent.jobs.map(jobKey));
	const rest = todo.filter((job) => !former.has(jobKey(job)));
	return { former: sent.isTaken ? "follow" : "send", rest, batchId: null };
}

/** By name, what the server has made of a batch. */
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

/** What was made there before of this very conversation. */
export function findRemoteVideo(done: Manifest["done"], { name, hash }: SentJob): DoneJob | null {
	const before = Object.hasOwn(done, name) ? done[name] : undefined;
	return before?.hash === hash && !("outputPath" in before.result) ? before : null;
}

export function isUnderWay(state: readonly ItemDetail[]): boolean {
	return state.some(({ status }) => status === "queued" || status === "running");
}

/** The same for the same conversation under the same name; neither holds a space. */
export function jobKey({ name, hash }: SentJob): string {
	return `${name} ${hash}`;
}

function sentInPart({ batchId }: SentBatch): ChatreelError {
	const message =
		`Batch ${batchId} was sent in part, and its conversations have been changed since. ` +
		"Change them back and go on with --resume, or leave --resume out to begin anew: what runs is made twice then.";
	return new ChatreelError("CONFLICT", message);
}
