// A request with data URLs can be larger than a column, and rows with megabytes make every query slow. So its text becomes a private
// file, and the job's row keeps the id of it. The file comes before the row: an accepted job has its pictures. What a crash leaves
// between the two is a file without a job, which the sweep removes after a day. The id is a hash of job, owner and content: accepted
// twice, it is one file, and two different requests for one job id cannot mix. Not covered: a crash before the row, and the same
// request again after a day, in the milliseconds in which the sweep removes what the crash left; that job fails.

import { ChatreelError, isKind } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import { countDataUrls } from "../../video/conversation/size-faults.ts";
import type { Context } from "../context.ts";
import { type AcceptOptions, acceptJob } from "../jobs/accept-job.ts";
import { hasEnded, type Job } from "../jobs/job.ts";
import type { PinnedFile } from "../pictures/bucket-files.ts";
import type { InputFiles } from "../pictures/input-files.ts";
import { type AcceptedRequest, decodeRequest, type EncodedRequest, withPinned } from "./request.ts";

export type KeptRequest = Pick<Job, "request" | "requestHash" | "inputFileId">;

/** Accepts a job as `acceptJob` does, with its request and files. */
export async function acceptRequest(
	acceptance: Omit<AcceptOptions, keyof KeptRequest>,
	encoded: EncodedRequest,
	pinned: readonly PinnedFile[],
	{ store, inputs }: Pick<Context, "store" | "inputs">,
): Promise<Job> {
	const kept = await keepRequest(acceptance, encoded, pinned, inputs);
	const { inputFileId } = kept;
	const removeInput = async () => {
		if (inputFileId !== null) await inputs.remove(inputFileId);
	};
	try {
		const job = await acceptJob(store, { ...acceptance, ...kept });
		if (hasEnded(job)) await removeInput();
		if (job.request !== "" || hasEnded(job)) return job;
		// Its refusal was cut short, and by now its files may be read.
		await store.update("jobs", job.id, kept);
		return { ...job, ...kept };
	} catch (thrown) {
		// Another request has the id: this one's file is nobody's.
		if (isKind(thrown, "CONFLICT")) await removeInput();
		throw thrown;
	}
}

/** Whether a request, encoded or as JSON, may name files or hold them. */
export function mayHaveFiles(text: string): boolean {
	return text.includes('"bucketId"') || countDataUrls(text) > 0;
}

/** Stores the private file of a request with data URLs, and returns what the job's row keeps. */
export async function keepRequest(
	{ jobId, userId }: Pick<AcceptOptions, "jobId" | "userId">,
	{ text, hash }: EncodedRequest,
	pinned: readonly PinnedFile[],
	inputs: Pick<InputFiles, "store">,
): Promise<KeptRequest> {
	const requestHash = hash;
	if (countDataUrls(text) === 0) return { request: withPinned(text, pinned), requestHash, inputFileId: null };
	const id = (await sha256Hex(JSON.stringify([jobId, userId, hash]))).slice(0, 32);
	await inputs.store({ id, name: `${jobId}.txt`, text });
	return { request: JSON.stringify({ pinned }), requestHash, inputFileId: id };
}

/** The request of an accepted job. Rejects with RENDER_FAILED when its file is not what was accepted. */
export async function readRequest(
	{ request, requestHash, inputFileId }: KeptRequest,
	inputs: Pick<InputFiles, "read">,
): Promise<AcceptedRequest> {
	const kept = decodeRequest(request);
	if (inputFileId === null) return kept;
	const text = await inputs.read(inputFileId);
	if (text !== null && (await sha256Hex(text)) === requestHash)
		return { ...decodeRequest(text), pinned: kept.pinned };
	throw new ChatreelError("RENDER_FAILED", "The pictures that the job was accepted with are missing.");
}
