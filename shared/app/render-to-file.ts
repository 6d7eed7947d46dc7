import { rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ChatreelError } from "../core/errors.ts";
import { systemReason } from "../core/system-reason.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import { createRowStore } from "../platform/appwrite/row-store.ts";
import { deliverToFile } from "../platform/node/deliver-to-file.ts";
import type { Env } from "../platform/node/env.ts";
import { ownCpuMs } from "../platform/node/process-cpu.ts";
import { renderJob } from "../service/attempt/render-job.ts";
import type { JobPorts } from "../service/job-ports.ts";
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
import type { EngineName } from "../video/plan/engine.ts";
import type { Progress } from "../video/ports.ts";
import { limitsIn } from "./limits.ts";
import { videoPorts } from "./video-ports.ts";

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
 * Renders on this machine to `outputPath` (`….mp4`), the poster beside it as `….poster.png`. Both appear whole at the end or
 * not at all, and replace what was there. It is a job like any other, counted in the quota. Rejects with RENDER_FAILED where
 * the place cannot be written to (at once), QUOTA_EXCEEDED, RESOURCE_EXHAUSTED, DEPENDENCY_ERROR, or the
 * signal's reason. Where only the upload fails, the video stays, and `uploadError` says why.
 */
export async function renderToFile(
	conversation: Conversation,
	outputPath: string,
	env: Env,
	options: LocalOptions,
): Promise<LocalResult> {
	const { connection, jobId = newJobId(), upload, timeoutMs, engine = "fast" } = options;
	const { signal, onProgress, beginCpuShare } = options;
	const startedMs = Date.now();
	const client = createClient(connection);
	const store = createRowStore(client, TABLES);
	const limits = limitsIn(env);
	const calibrations = createCalibrations(() => Date.now());
	const place = deliverToFile(outputPath, upload ? client : null);
	for (const path of [outputPath, place.posterPath]) await requireWritable(path);
	const ports: JobPorts = {
		...videoPorts(env, engine),
		...place,
		...{ store, limits, timeoutMs },
		workMs: timeoutMs,
		calibrationOf: (name) => calibrations.of(name, () => lastMeasured(store)),
		beginCpuShare: beginCpuShare ?? createCpuShares(ownCpuMs).begin,
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
		const uploadError = place.uploadError();
		return {
			...result,
			warnings: [...result.warnings, ...warnings],
			outputPath,
			posterPath: place.posterPath,
			...(uploadError === null ? {} : { uploadError }),
		};
	} finally {
		share.end();
	}
}

function quotaWarning({ percent }: Budget): Warning {
	return { code: "QUOTA", message: `${percent.toFixed(1)} % of the monthly quota used` };
}

/**
 * Before any work: minutes of rendering are not to end at a directory that is not there, or that has the file's own name. A file is
 * made there and removed again, because rights alone do not tell (/proc, a read-only disk). A full disk may have room by then.
 */
async function requireWritable(path: string): Promise<void> {
	const directory = dirname(path);
	const trial = join(directory, `.chatreel-${process.pid}-${crypto.randomUUID()}.part`);
	await writeFile(trial, "", { flag: "wx" }).catch((cause: NodeJS.ErrnoException) => {
		if (cause.code === "ENOSPC" || cause.code === "EDQUOT") return;
		const message = `Nothing can be written to ${directory}: ${systemReason(cause)}.`;
		throw new ChatreelError("RENDER_FAILED", message, { cause });
	});
	await rm(trial, { force: true });
	const there = await stat(path).catch(() => null);
	if (there?.isDirectory()) {
		throw new ChatreelError("RENDER_FAILED", `Nothing can be written to ${path}: it is a directory.`);
	}
	if (Buffer.byteLength(basename(path)) > 255) {
		throw new ChatreelError("RENDER_FAILED", `Nothing can be written to ${path}: its name is too long.`);
	}
}
