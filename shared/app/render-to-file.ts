import { ChatreelError, toChatreelError } from "../core/errors.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import { deliverToBucket } from "../platform/appwrite/deliver-to-bucket.ts";
import type { Env } from "../platform/node/env.ts";
import { readProcessCpuMs } from "../platform/node/process-cpu.ts";
import { renderJob } from "../service/attempt/render-job.ts";
import type { JobPorts, Progress } from "../service/job-ports.ts";
import { acceptJob } from "../service/jobs/accept.ts";
import { resultOf } from "../service/jobs/answers.ts";
import { failUntried } from "../service/jobs/fail-before-attempt.ts";
import { hasEnded } from "../service/jobs/job.ts";
import { newJobId } from "../service/jobs/job-id.ts";
import { type Budget, findBudget } from "../service/quota/budget.ts";
import { createCalibrations } from "../service/quota/calibration.ts";
import { lastMeasured } from "../service/quota/last-measured.ts";
import { monthOf } from "../service/quota/months.ts";
import { createCpuShares } from "../service/quota/shared-cpu.ts";
import { engineVersionOf, prepare } from "../service/quote/prepare.ts";
import { storedRequest } from "../service/quote/request.ts";
import { TABLES } from "../service/tables.ts";
import type { Conversation } from "../video/conversation/conversation.ts";
import type { Warning } from "../video/conversation/warning.ts";
import { createNodeMachine } from "../video/node/node-machine.ts";
import { ownCpuMs } from "../video/node/own-cpu.ts";
import type { EngineName } from "../video/plan/engine.ts";
import { limitsIn } from "./limits.ts";
import { requireRealPreflight } from "./preflight.ts";

/** What a render of the command tells; `jobId` and the ids of files are those of its job. */
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
	readonly connection: Connection;
	/** Of its job, which must not be there yet. Default: a new one. */
	readonly jobId?: string;
	/** Whether the video goes to the bucket too. */
	readonly upload: boolean;
	readonly timeoutMs: number;
	/** Default: fast. */
	readonly engine?: EngineName;
	readonly signal: AbortSignal;
	readonly onProgress: (progress: Progress) => void;
	/** Shared by renders that run side by side in this process. */
	readonly beginCpuShare?: JobPorts["beginCpuShare"];
};

/**
 * As `renderVideo`, but as a job that is counted in the quota, and to the bucket too when `upload` is set. Rejects as that does,
 * with QUOTA_EXCEEDED, or with the signal's reason. When only the upload fails, the video stays, and `uploadError` says why.
 */
export async function renderToFile(
	conversation: Conversation,
	outputPath: string,
	env: Env,
	options: LocalOptions,
): Promise<LocalResult> {
	const { connection, jobId = newJobId(), timeoutMs, engine = "fast", signal, onProgress } = options;
	const startedMs = Date.now();
	const client = createClient(connection);
	const store = createAppwriteRowStore(client, TABLES);
	const limits = limitsIn(env);
	const calibrations = createCalibrations(() => Date.now());
	const machine = createNodeMachine({ ffmpegPath: env.FFMPEG_PATH });
	const moveToOutput = await machine.openOutput(outputPath);
	const bucket = options.upload ? deliverToBucket(client) : null;
	let posterPath = "";
	let uploadError: string | undefined;
	const ports: JobPorts = {
		...{ machine, engine, store, limits, timeoutMs },
		workMs: timeoutMs,
		requirePreflight: () => requireRealPreflight(env),
		calibrationOf: (name) => calibrations.of(name, () => lastMeasured(store)),
		deliverAs: (job) => async (made, untilAborted) => {
			const files = await moveToOutput(made);
			posterPath = files.poster;
			try {
				if (bucket !== null) return await bucket.deliverAs(job)(files, untilAborted);
			} catch (thrown) {
				uploadError = toChatreelError(thrown).message;
			}
			return { bucketId: null, fileId: null, posterFileId: null };
		},
		discard: async (delivered) => bucket?.discard(delivered),
		beginCpuShare: options.beginCpuShare ?? createCpuShares(ownCpuMs).begin,
		childCpuMs: readProcessCpuMs,
		nowMs: () => Date.now(),
		log: () => {},
	};
	const share = ports.beginCpuShare();
	const executionId = crypto.randomUUID();
	try {
		onProgress({ stage: "validate", framesDone: 0, framesTotal: 0 });
		const request = { conversation, options: {} };
		const prepared = await prepare(request, ports);
		const { text, hash } = await storedRequest(request);
		const ofJob = { jobId, userId: null, request: text, requestHash: hash, requestId: null };
		const job = await acceptJob(store, {
			...ofJob,
			engineVersion: engineVersionOf(engine),
			target: "local",
		});
		const outcome = await renderJob(job, prepared, ports, {
			executionId,
			signal,
			share,
			startedMs,
			onProgress,
		});
		if (outcome === "queued again") {
			const error = new ChatreelError("TIMEOUT", `The render did not end within ${timeoutMs / 1000} s.`);
			throw await failUntried(job, error, ports, executionId);
		}
		const ended = await store.find("jobs", job.id);
		if (ended === null || !hasEnded(ended)) {
			throw new ChatreelError("CONFLICT", "The job was taken by another.");
		}
		const result = resultOf(ended) as unknown as LocalResult;
		const ofMonth = { month: monthOf(Date.now()), userId: null };
		const budget = await findBudget(store, ofMonth, limits, env.QUOTA_WARN);
		const warnings = budget.status === "OK" ? [] : [quotaWarning(budget)];
		return {
			...result,
			warnings: [...result.warnings, ...warnings],
			...{ outputPath, posterPath },
			...(uploadError === undefined ? {} : { uploadError }),
		};
	} finally {
		share.end();
	}
}

function quotaWarning({ percent }: Budget): Warning {
	return { code: "QUOTA", message: `${percent.toFixed(1)} % of the monthly quota used` };
}
