import type { RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";

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

export type ProgressOptions = {
	/** Whether the job is still this worker's. What is told when it is not is left out. */
	readonly isHeld?: () => boolean;
	/** Milliseconds of a clock that never goes back. */
	readonly nowMs?: () => number;
};

/**
 * Writes a job's progress to its row. What is told too soon after the last is written when its time has come, so that the row
 * does not stand still at what was told before it. What cannot be written is left out: progress is no reason to fail.
 */
export function startProgress(
	store: RowStore,
	jobId: string,
	{ isHeld = () => true, nowMs = () => performance.now() }: ProgressOptions = {},
): ProgressWriter {
	let written: { readonly stage: string; readonly atMs: number } | null = null;
	/** The claim has written the first. */
	let status: JobProgress["status"] = "rendering";
	let latest: JobProgress | null = null;
	let writing: Promise<void> | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isStopped = false;
	const secondsLeft = createEstimate(nowMs);

	const dueInMs = ({ stage }: JobProgress) =>
		written === null || written.stage !== stage ? 0 : Math.max(0, written.atMs + INTERVAL_MS - nowMs());

	const write = async (progress: JobProgress) => {
		latest = null;
		written = { stage: progress.stage, atMs: nowMs() };
		// Only where it changes, so that a late writer leaves a status alone that is not its own any more.
		const changed = status === progress.status ? {} : { status: progress.status };
		const changes = { ...changed, ...changesOf(progress), etaSeconds: secondsLeft(progress) };
		try {
			await store.update("jobs", jobId, changes);
			status = progress.status;
		} catch {
			// The next may do better.
		}
		writing = null;
		if (latest !== null) plan();
	};

	const plan = () => {
		clearTimeout(timer);
		timer = undefined;
		if (isStopped || writing !== null || latest === null) return;
		const waitMs = dueInMs(latest);
		if (waitMs > 0) timer = setTimeout(plan, waitMs);
		else if (isHeld()) writing = write(latest);
	};

	return {
		tell: (progress) => {
			const isSameStage = latest?.stage === progress.stage;
			latest = progress;
			if (timer === undefined || !isSameStage) plan();
		},
		stop: async () => {
			isStopped = true;
			clearTimeout(timer);
			await writing;
		},
	};
}

function changesOf({ stage, framesDone, framesTotal }: JobProgress): Changes<"jobs"> {
	return {
		stage,
		framesDone,
		framesTotal,
		percent: Math.floor((100 * framesDone) / Math.max(framesTotal, 1)),
	};
}

/** Seconds to the last frame, at the pace since the first of them was begun; null as long as there is no pace. */
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
