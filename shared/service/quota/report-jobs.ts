import { toIso, toSeconds } from "../../core/time.ts";
import { heldMs } from "./drift.ts";
import type { JobRow, LedgerRow } from "./read-ledger.ts";
import { readRecordedJobId } from "./record.ts";

/** A job as a report lists it. */
export type JobLine = {
	readonly jobId: string;
	readonly userId: string | null;
	/** ISO 8601. */
	readonly createdAt: string;
	/** The status of the job, or `recorded` for CPU that was spent elsewhere. */
	readonly status: string;
	readonly cpuSeconds: number | null;
	readonly quotedCpuSeconds: number | null;
	readonly durationSeconds: number | null;
	readonly error: { readonly code: string; readonly message: string } | null;
};

/** Jobs and records, newest first. */
export function listJobLines(jobs: readonly JobRow[], attempts: readonly LedgerRow[]): readonly JobLine[] {
	const recorded = attempts.flatMap((row) => {
		const jobId = readRecordedJobId(row.id);
		return jobId === null ? [] : [toRecordedLine(jobId, row)];
	});
	return [...jobs.map((row) => toJobLine(row, attempts)), ...recorded].toSorted(
		(a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
	);
}

function toJobLine(row: JobRow, attempts: readonly LedgerRow[]): JobLine {
	const { id, userId, createdAtMs, status, cpuMs, quotedMs, durationMs, error } = row;
	return {
		userId,
		createdAt: toIso(createdAtMs),
		jobId: id,
		status,
		cpuSeconds: toSeconds(cpuMs) ?? chargedSeconds(id, attempts),
		quotedCpuSeconds: toSeconds(quotedMs),
		durationSeconds: toSeconds(durationMs),
		error: error === null ? null : { code: error.code, message: error.message },
	};
}

function toRecordedLine(jobId: string, row: LedgerRow): JobLine {
	return {
		userId: row.userId,
		createdAt: toIso(row.createdAtMs),
		jobId,
		status: "recorded",
		cpuSeconds: heldMs(row) / 1000,
		quotedCpuSeconds: null,
		durationSeconds: null,
		error: null,
	};
}

/** The charges of a job whose row does not have its CPU yet. */
function chargedSeconds(jobId: string, attempts: readonly LedgerRow[]): number | null {
	const settled = attempts.filter(
		({ id, state }) => id.slice(0, id.lastIndexOf(".")) === jobId && state === "settled",
	);
	return settled.length === 0 ? null : settled.reduce((sum, row) => sum + heldMs(row), 0) / 1000;
}
