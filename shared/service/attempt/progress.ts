import type { RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";

/** Progress is written when the stage changes, and otherwise no more often than this. */
const INTERVAL_MS = 2000;

export type JobProgress = {
	readonly status: "rendering" | "uploading";
	readonly stage: string;
	readonly framesDone: number;
	readonly framesTotal: number;
};

export type ProgressWriter = {
	readonly write: (progress: JobProgress) => void;
	/** Ends it, and waits for the write under way, so that nothing is written after the job's end. */
	readonly stop: () => Promise<void>;
};

export type ProgressOptions = {
	/** Whether this worker still has the job. When not, progress is dropped. */
	readonly isHeld?: () => boolean;
	/** A monotonic clock. */
	readonly nowMs?: () => number;
};

/**
 * Writes a job's progress to its row. Progress that comes too soon after the last write is written when its time has come, so that
 * the row does not stay at an older one. A write that fails is dropped: progress is no reason to fail.
 */
export function startProgress(
	store: RowStore,
	jobId: string,
	{ isHeld = () => true, nowMs = () => performance.now() }: ProgressOptions = {},
): ProgressWriter {
	let written: { readonly stage: string; readonly atMs: number } | null = null;
	/** As the claim wrote it. */
	let status: JobProgress["status"] = "rendering";
	let latest: JobProgress | null = null;
	let writing: Promise<void> | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isStopped = false;
	const secondsLeft = createEstimate(nowMs);

	const dueInMs = ({ stage }: JobProgress) =>
		written === null || written.stage !== stage ? 0 : Math.max(0, written.atMs + INTERVAL_MS - nowMs());

	const update = async (progress: JobProgress) => {
		latest = null;
		written = { stage: progress.stage, atMs: nowMs() };
		// Only when it changes, so that a late worker does not overwrite the status of another.
		const changed = status === progress.status ? {} : { status: progress.status };
		const changes = { ...changed, ...toChanges(progress), etaSeconds: secondsLeft(progress) };
		try {
			await store.update("jobs", jobId, changes);
			status = progress.status;
		} catch {
			// The next write may succeed.
		}
		writing = null;
		if (latest !== null) schedule();
	};

	const schedule = () => {
		clearTimeout(timer);
		timer = undefined;
		if (isStopped || writing !== null || latest === null) return;
		const waitMs = dueInMs(latest);
		if (waitMs > 0) timer = setTimeout(schedule, waitMs);
		else if (isHeld()) writing = update(latest);
	};

	return {
		write: (progress) => {
			const isSameStage = latest?.stage === progress.stage;
			latest = progress;
			if (timer === undefined || !isSameStage) schedule();
		},
		stop: async () => {
			isStopped = true;
			clearTimeout(timer);
			await writing;
		},
	};
}

function toChanges({ stage, framesDone, framesTotal }: JobProgress): Changes<"jobs"> {
	return {
		stage,
		framesDone,
		framesTotal,
		percent: Math.floor((100 * framesDone) / Math.max(framesTotal, 1)),
	};
}

/** Estimates the seconds to the last frame at the pace since the first; null until there is a pace. */
function createEstimate(nowMs: () => number): (progress: JobProgress) => number | null {
	let first: { readonly frames: number; readonly atMs: number } | null = null;
	return ({ framesDone, framesTotal }) => {
		const atMs = nowMs();
		if (first === null || framesDone === 0) first = { frames: framesDone, atMs };
		const frames = framesDone - first.frames;
		if (frames <= 0) return null;
		return Math.ceil(((framesTotal - framesDone) * (atMs - first.atMs)) / frames / 1000);
	};
}
