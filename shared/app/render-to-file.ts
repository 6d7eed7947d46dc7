import type { Env } from "../platform/node/env.ts";
import { loadBeside } from "../platform/node/load-beside.ts";
import { readProcessCpuMs } from "../platform/node/process-cpu.ts";
import { createLocalFiles, renderLocalJob } from "../service/attempt/render-local-job.ts";
import type { FileStorage, JobContext, ProcessPorts, Progress } from "../service/context.ts";
import { newJobId } from "../service/jobs/job-id.ts";
import { createCalibrations } from "../service/quota/calibration.ts";
import { listMeasurements } from "../service/quota/measurements.ts";
import { createCpuShares } from "../service/quota/shared-cpu.ts";
import type { RowStore } from "../service/row-store.ts";
import type { Conversation } from "../video/conversation/conversation.ts";
import type { Warning } from "../video/conversation/warning.ts";
import type { EngineName } from "../video/encode/engine.ts";
import { createNodeMachine } from "../video/node/node-machine.ts";
import { ownCpuMs } from "../video/node/own-cpu.ts";
import { limitsIn } from "./limits.ts";
import { requirePreflight } from "./preflight.ts";

/** The result of a render by a command; `jobId` and the ids of files are those of its job. */
export type LocalResult = {
	readonly jobId: string;
	readonly fileId: string | null;
	readonly bucketId: string | null;
	readonly durationSeconds: number;
	readonly frames: number;
	readonly bytes: number;
	readonly renderSeconds: number;
	readonly cpuSeconds: number;
	readonly quotedCpuSeconds: number;
	readonly warnings: readonly Warning[];
	readonly outputPath: string;
	readonly posterPath: string;
	/** Why the bucket does not have the video that is here. */
	readonly uploadError?: string;
};

export type LocalOptions = {
	/** Where the job and its CPU are counted. */
	readonly store: RowStore;
	/** It must be free. Default: a new one. */
	readonly jobId?: string;
	/** Where the video goes, too. Default: nowhere else. */
	readonly bucket?: FileStorage | null;
	readonly timeoutMs: number;
	/** Default: fast. */
	readonly engine?: EngineName;
	/** Where the pictures are that are no data URLs. */
	readonly picturesDir: string;
	readonly signal: AbortSignal;
	readonly onProgress: (progress: Progress) => void;
	/** Shared by renders that run side by side in this process. */
	readonly beginCpuShare?: ProcessPorts["beginCpuShare"];
};

/**
 * As `renderVideo`, but as a job that is counted in the quota, and to the bucket too when there is one. Rejects as that does,
 * with QUOTA_EXCEEDED, or with the signal's reason. When only the upload fails, the video stays, and `uploadError` says why.
 */
export async function renderToFile(
	conversation: Conversation,
	outputPath: string,
	env: Env,
	options: LocalOptions,
): Promise<LocalResult> {
	const {
		store,
		bucket = null,
		jobId = newJobId(),
		timeoutMs,
		engine = "fast",
		signal,
		onProgress,
	} = options;
	const { beginCpuShare = createCpuShares(ownCpuMs).begin } = options;
	const startedMs = Date.now();
	const calibrations = createCalibrations(Date.now);
	const machine = createNodeMachine({ ffmpegPath: env.FFMPEG_PATH, emojiFont: env.EMOJI_FONT });
	const moveToOutput = await machine.files.openOutput(outputPath);
	const files = createLocalFiles(moveToOutput, bucket);
	const context: JobContext = {
		store,
		limits: limitsIn(env),
		nowMs: () => Date.now(),
		execution: { id: crypto.randomUUID(), log: () => {} },
		bounds: { timeoutMs, workMs: timeoutMs },
		video: {
			machine,
			engine,
			findCalibration: (name) => calibrations.find(name, () => listMeasurements(store)),
			loadPicture: loadBeside(options.picturesDir),
			requirePreflight: () => requirePreflight(env),
			childCpuMs: readProcessCpuMs,
		},
		files,
	};
	const share = beginCpuShare();
	try {
		const { QUOTA_WARN: warnShare } = env;
		const result = await renderLocalJob(conversation, context, {
			jobId,
			warnShare,
			signal,
			share,
			startedMs,
			onProgress,
		});
		const uploadError = files.uploadError()?.message;
		return {
			...(result as unknown as LocalResult),
			outputPath,
			posterPath: files.moved()?.poster ?? "",
			...(uploadError === undefined ? {} : { uploadError }),
		};
	} finally {
		share.end();
	}
}
