import { availableParallelism } from "node:os";
import type { ChatreelError } from "../core/errors.ts";
import type { Env } from "../platform/node/env.ts";
import { loadBeside } from "../platform/node/load-beside.ts";
import { readMemory } from "../platform/node/read-memory.ts";
import { findShortfall, sumUpperMs } from "../service/batch/find-shortfall.ts";
import { type BatchRun, type BatchRunOptions, runBatch } from "../service/batch/run-batch.ts";
import type { Progress } from "../service/context.ts";
import { newJobId } from "../service/jobs/job-id.ts";
import { createCpuShares } from "../service/quota/shared-cpu.ts";
import { prepare } from "../service/quote/prepare.ts";
import type { RowStore } from "../service/row-store.ts";
import type { Conversation } from "../video/conversation/conversation.ts";
import type { Quote } from "../video/cost/quote-plan.ts";
import { ownCpuMs } from "../video/node/own-cpu.ts";
import { limitsIn } from "./limits.ts";
import { pricePorts } from "./quote-command.ts";
import { type LocalResult, renderToFile } from "./render-to-file.ts";

export type FileItem = {
	readonly conversation: Conversation;
	readonly outputPath: string;
	/** Where its pictures are that are no data URLs. */
	readonly picturesDir: string;
};

export type FileJob = FileItem & { readonly jobId: string };

/** Rejects as `renderToFile` does. */
export type RenderFile = (
	job: FileJob,
	options: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
) => Promise<LocalResult>;

export type FilesOptions = {
	readonly store: RowStore;
	readonly workers: number;
	/** For each video. */
	readonly timeoutMs: number;
	readonly signal: AbortSignal;
	/** Default: in this process, which draws on one core however many workers there are. */
	readonly render?: RenderFile;
	/** Called with the progress of one item. */
	readonly onFrames?: (index: number, progress: Progress) => void;
} & Pick<BatchRunOptions<FileItem, LocalResult>, "onSuccess" | "onFailure" | "onProgress">;

/** The memory that one render may need. */
const MEMORY_BYTES = 0.5 * 1024 ** 3;

/** The number of workers that was asked for, but no more than cores and memory allow, and at least one. */
export async function boundedWorkers(asked: number): Promise<number> {
	const { freeBytes } = await readMemory();
	return Math.max(1, Math.min(asked, availableParallelism(), Math.floor(freeBytes / MEMORY_BYTES)));
}

/**
 * Renders a batch on this machine, each video to its own file; see `renderToFile` and `runBatch`. When the budget is too small for all
 * of it, nothing is begun and all items are skipped.
 */
export async function renderBatchToFiles(
	items: readonly FileItem[],
	env: Env,
	options: FilesOptions,
): Promise<BatchRun> {
	const { store, workers, signal, onFrames, render = renderInProcess(env, options) } = options;
	const budget = { limits: limitsIn(env), nowMs: Date.now };
	const ports = pricePorts(store, env);
	const quotes: Quote[] = [];
	for (const { conversation, picturesDir } of items) {
		const loadPicture = loadBeside(picturesDir);
		quotes.push((await prepare({ conversation, options: {} }, { ...ports, loadPicture })).quote);
	}
	const jobIds = items.map(newJobId);
	const whole: ChatreelError | null = await findShortfall(store, null, sumUpperMs(quotes), budget);
	return runBatch(items, {
		...options,
		workers,
		findShortfall: async (_, index) =>
			whole ?? findShortfall(store, null, quotes[index]?.upperMs ?? 0, budget, "next"),
		work: async (item, index) => {
			const onProgress = (progress: Progress) => onFrames?.(index, progress);
			const result = await render({ ...item, jobId: jobIds[index] as string }, { signal, onProgress });
			return { jobId: result.jobId, result };
		},
		findJobId: async (index) => (await store.find("jobs", jobIds[index] as string, []))?.id ?? null,
	});
}

function renderInProcess(env: Env, { store, timeoutMs }: FilesOptions): RenderFile {
	// Side by side, each render has a share of the process's CPU.
	const { begin: beginCpuShare } = createCpuShares(ownCpuMs);
	return ({ conversation, outputPath, picturesDir, jobId }, { signal, onProgress }) =>
		renderToFile(conversation, outputPath, env, {
			store,
			picturesDir,
			jobId,
			timeoutMs,
			beginCpuShare,
			onProgress,
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
		});
}
