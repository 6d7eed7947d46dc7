import { ChatreelError, toChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import { countDataUrls } from "../../video/conversation/size-faults.ts";
import type { Warning } from "../../video/conversation/warning.ts";
import type { VideoFiles } from "../../video/machine.ts";
import type { FileStorage, JobContext } from "../context.ts";
import { acceptJob } from "../jobs/accept-job.ts";
import { failBeforeAttempt } from "../jobs/end-job.ts";
import { hasEnded } from "../jobs/job.ts";
import { toResult } from "../jobs/job-answer.ts";
import { findBudget } from "../quota/budget.ts";
import { toMonth } from "../quota/months.ts";
import { nameEngineVersion, prepare } from "../quote/prepare.ts";
import { encodeRequest } from "../quote/request.ts";
import { type JobOptions, renderJob } from "./render-job.ts";

export type LocalJobOptions = Required<Omit<JobOptions, "onClaim">> & {
	/** It must be free. */
	readonly jobId: string;
	/** The share of the budget from which a warning comes with the result. */
	readonly warnShare: number;
};

/** Renders a command's job, which nobody else may run. Rejects as `renderJob` does, and with TIMEOUT instead of a requeue. */
export async function renderLocalJob(
	conversation: Conversation,
	context: JobContext,
	{ jobId, warnShare, ...options }: LocalJobOptions,
): Promise<JsonObject> {
	const { store, limits, nowMs, execution, bounds, video } = context;
	options.onProgress({ stage: "validate", framesDone: 0, framesTotal: 0 });
	const request = { conversation, options: {} };
	const prepared = await prepare(request, video);
	const { text, hash } = await encodeRequest(request);
	const job = await acceptJob(store, {
		jobId,
		userId: null,
		// Nobody else may render it, so nobody reads what would not fit the column.
		request: countDataUrls(text) === 0 ? text : "{}",
		requestHash: hash,
		requestId: null,
		engineVersion: nameEngineVersion(video.engine),
		target: "local",
	});
	const outcome = await renderJob(job, prepared, context, options);
	if (outcome === "requeued") {
		const message = `The render did not end within ${bounds.timeoutMs / 1000} s.`;
		throw await failBeforeAttempt(job, new ChatreelError("TIMEOUT", message), context, execution.id);
	}
	const ended = await store.find("jobs", job.id);
	if (ended === null || !hasEnded(ended)) {
		throw new ChatreelError("CONFLICT", "The job was taken by another.");
	}
	const result = toResult(ended);
	const budget = await findBudget(store, { month: toMonth(nowMs()), userId: null }, limits, warnShare);
	const quota: Warning = {
		code: "QUOTA",
		message: `${budget.percent.toFixed(1)} % of the monthly quota used`,
	};
	return budget.status === "OK" ? result : { ...result, warnings: [...ended.warnings, quota] };
}

export type LocalFiles = FileStorage & {
	/** Undefined until the files are there. */
	readonly moved: () => VideoFiles | undefined;
	/** Why the upload failed. The video that is here stays. */
	readonly uploadError: () => ChatreelError | undefined;
};

/** Moves an attempt's files to their place on this machine, and then uploads them when there is a bucket. */
export function createLocalFiles(
	moveToOutput: (made: VideoFiles) => Promise<VideoFiles>,
	bucket: FileStorage | null,
): LocalFiles {
	let moved: VideoFiles | undefined;
	let uploadError: ChatreelError | undefined;
	return {
		deliverAs: (target) => async (made, signal) => {
			moved = await moveToOutput(made);
			try {
				if (bucket !== null) return await bucket.deliverAs(target)(moved, signal);
			} catch (thrown) {
				uploadError = toChatreelError(thrown);
			}
			return { bucketId: null, fileId: null, posterFileId: null };
		},
		discard: async (delivered) => bucket?.discard(delivered),
		moved: () => moved,
		uploadError: () => uploadError,
	};
}
