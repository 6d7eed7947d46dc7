import type { JsonObject } from "../core/json.ts";
import type { RowStore } from "../core/rows.ts";
import { RENDERS } from "./job.ts";

/** Progress is written at each stage, and in between no more often than this. */
const INTERVAL_MS = 2000;

export type JobProgress = {
	readonly status: "rendering" | "uploading";
	readonly stage: string;
	readonly framesDone: number;
	readonly framesTotal: number;
};

export type ProgressWriter = {
	readonly tell: (progress: JobProgress) => void;
	/** Ends it, and waits for what is being written, so that nothing is written after a job's end. */
	readonly stop: () => Promise<void>;
};

/** Writes a job's progress to its row. What cannot be written is left out: progress is no reason to fail. */
export function startProgress(
	store: RowStore,
	jobId: string,
	nowMs: () => number = () => performance.now(),
): ProgressWriter {
	let written: { readonly stage: string; readonly atMs: number } | null = null;
	let framesBeganMs: number | null = null;
	let latest: JobProgress | null = null;
	let writing: Promise<void> | null = null;
	let isStopped = false;

	const write = async () => {
		while (latest !== null && !isStopped) {
			const progress = latest;
			latest = null;
			written = { stage: progress.stage, atMs: nowMs() };
			if (progress.framesDone > 0) framesBeganMs ??= nowMs();
			await store
				.update(RENDERS, jobId, columnsOf(progress, nowMs() - (framesBeganMs ?? nowMs())))
				.catch(() => {});
		}
		writing = null;
	};

	return {
		tell: (progress) => {
			const isDue =
				written === null || written.stage !== progress.stage || nowMs() - written.atMs >= INTERVAL_MS;
			if (!isDue || isStopped) return;
			latest = progress;
			writing ??= write();
		},
		stop: async () => {
			isStopped = true;
			await writing;
		},
	};
}

function columnsOf(progress: JobProgress, elapsedMs: number): JsonObject {
	const { framesDone, framesTotal } = progress;
	const share = framesTotal === 0 ? 0 : framesDone / framesTotal;
	const leftSeconds =
		share === 0 || elapsedMs === 0 ? null : Math.ceil((elapsedMs / share / 1000) * (1 - share));
	return { ...progress, percent: Math.floor(share * 100), etaSeconds: leftSeconds };
}
