import { availableParallelism } from "node:os";
import type { ChatreelError } from "../core/errors.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { readMemory } from "../platform/node/read-memory.ts";
import { findShortfall, neededMs } from "../service/batch/find-shortfall.ts";
import { type BatchRun, type BatchRunOptions, runBatch } from "../service/batch/run-batch.ts";
import type { Progress } from "../service/context.ts";
import { newJobId } from "../service/jobs/job-id.ts";
import { createCalibrations } from "../service/quota/calibration.ts";
import { lastMeasured } from "../service/quota/last-measured.ts";
import { createCpuShares } from "../service/quota/shared-cpu.ts";
import { prepare } from "../service/quote/prepare.ts";
import type { PricePorts } from "../service/quote/price.ts";
import { TABLES } from "../service/tables.ts";
import type { Conversation } from "../video/conversation/conversation.ts";
import type { Quote } from "../video/cost/cost-model.ts";
import { createNodeMachine } from "../video/node/node-machine.ts";
import { ownCpuMs } from "../video/node/own-cpu.ts";
import { limitsIn } from "./limits.ts";
import { type LocalResult, renderToFile } from "./render-to-file.ts";

export type FileItem = { readonly conversation: Conversation; readonly outputPath: string };

/** With the id that its job is to have. */
export type FileJob = FileItem & { readonly jobId: string };

/** Renders one to its file. Rejects as `renderToFile` does. */
export type RenderFile = (
	job: FileJob,
	options: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
) => Promise<LocalResult>;

export type FilesOptions = {
	readonly connection: Connection;
	readonly workers: number;
	/** How long each may take. */
	readonly timeoutMs: number;
	readonly signal: AbortSignal;
	/** Default: in this process, which draws on one core however many workers there are. */
	readonly render?: RenderFile;
	/** Where the frames of one item are. */
	readonly onFrames?: (index: number, progress: Progress) => void;
} & Pick<BatchRunOptions<FileItem, LocalResult>, "onSuccess" | "onFailure" | "onProgress">;

/** What a render is left of memory. */
const MEMORY_BYTES = 0.5 * 1024 ** 3;

/** As many renders side by side as were asked for, and as the cores and the memory here hold. At least one. */
export async function boundedWorkers(asked: number): Promise<number> {
	const { freeBytes } = await readMemory();
	return Math.max(1, Math.min(asked, availableParallelism(), Math.floor(freeBytes / MEMORY_BYTES)));
}

/**
 * Renders a batch on this machine, each to its own file; see `renderToFile` and `runBatch`. The budget is looked at for the whole first:
 * where it does not hold it, nothing is begun and all are skipped.
 */
export async function renderBatchToFiles(
	items: readonly FileItem[],
	env: Env,
	options: FilesOptions,
): Promise<BatchRun> {
	const { workers, signal, onFrames, render = renderInProcess(env, options) } = options;
	const { connection } = options;
	const client = createClient(connection);
	const store = createAppwriteRowStore(client, TABLES);
	const limits = limitsIn(env);
	const budget = { limits, nowMs: Date.now };
	const calibrations = createCalibrations(Date.now);
	const ports: PricePorts = {
		machine: createNodeMachine(),
		engine: "fast",
		calibrationOf: (engine) => calibrations.of(engine, () => lastMeasured(store)),
	};
	const quotes: Quote[] = [];
	for (const { conversation } of items) {
		quotes.push((await prepare({ conversation, options: {} }, ports)).quote);
	}
	const jobIds = items.map(newJobId);
	const whole: ChatreelError | null = await findShortfall(store, null, neededMs(quotes), budget);
	return runBatch(items, {
		...options,
		workers,
		lack: async (_, index) =>
			whole ?? findShortfall(store, null, quotes[index]?.upperMs ?? 0, budget, "next"),
		work: async (item, index) => {
			const onProgress = (progress: Progress) => onFrames?.(index, progress);
			const result = await render({ ...item, jobId: jobIds[index] as string }, { signal, onProgress });
			return { jobId: result.jobId, result };
		},
		jobIdOf: async (index) => (await store.find("jobs", jobIds[index] as string, []))?.id ?? null,
	});
}

function renderInProcess(env: Env, { connection, timeoutMs }: FilesOptions): RenderFile {
	// One for all: what each used is its share of the process's CPU.
	const { begin: beginCpuShare } = createCpuShares(ownCpuMs);
	return ({ conversation, outputPath, jobId }, { signal, onProgress }) =>
		renderToFile(conversation, outputPath, env, {
			connection,
			jobId,
			upload: false,
			timeoutMs,
			beginCpuShare,
			onProgress,
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
		});
}
