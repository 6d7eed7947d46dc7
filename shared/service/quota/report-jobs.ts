import { isoOf } from "../../core/time.ts";
import type { JobRow, LedgerRow } from "./read-ledger.ts";
import { heldMs } from "./reconcile.ts";
import { recordedJob } from "./record.ts";

/** A job as a report lists it. */
export type JobLine = {
	readonly jobId: string;
	readonly userId: string | null;
	/** ISO 8601. */
	readonly createdAt: string;
	/** As in `renders`, or `recorded` for CPU that was spent elsewhere. */
	readonly status: string;
	readonly cpuSeconds: number | null;
	readonly quotedCpuSeconds: number | null;
	readonly durationSeconds: number | null;
	readonly error: { readonly code: string; readonly message: string } | null;
};

/** Jobs and what was recorded, the newest first. */
export function jobLines(jobs: readonly JobRow[], attempts: readonly LedgerRow[]): readonly JobLine[] {
	const recorded = attempts.flatMap((row) => {
		const jobId = recordedJob(row.id);
		return jobId === null ? [] : [recordedLine(jobId, row)];
	});
	return [...jobs.map((row) => lineOf(row, attempts)), ...recorded].toSorted(
		(a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
	);
}

function lineOf(row: JobRow, attempts: readonly LedgerRow[]): JobLine {
	const { id, status, cpuMs, quotedMs, durationMs, error } = row;
	return {
		...commonOf(row),
		jobId: id,
		status,
		cpuSeconds: secondsOf(cpuMs) ?? chargedSeconds(id, attempts),
		quotedCpuSeconds: secondsOf(quotedMs),
		durationSeconds: secondsOf(durationMs),
		error: error === null ? null : { code: error.code, message: error.message },
	};
}

function recordedLine(jobId: string, row: LedgerRow): JobLine {
	const none = { quotedCpuSeconds: null, durationSeconds: null, error: null };
	return { ...commonOf(row), jobId, status: "recorded", cpuSeconds: heldMs(row) / 1000, ...none };
}

function commonOf({
	userId,
	createdAtMs,
}: Pick<LedgerRow, "userId" | "createdAtMs">): Pick<JobLine, "userId" | "createdAt"> {
	return { userId, createdAt: isoOf(createdAtMs) };
}

/** What the attempts of a job were charged that has not told it by itself yet. */
function chargedSeconds(jobId: string, attempts: readonly LedgerRow[]): number | null {
	const own = attempts.filter(
		({ id, state }) => id.slice(0, id.lastIndexOf(".")) === jobId && state === "settled",
	);
	return own.length === 0 ? null : own.reduce((sum, row) => sum + heldMs(row), 0) / 1000;
}

function secondsOf(ms: number | null): number | null {
	return ms === null ? null : ms / 1000;
}
