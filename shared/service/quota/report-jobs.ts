import type { Row } from "../row-store.ts";
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

/** The rows of `renders` and what was recorded, the newest first. */
export function jobLines(renders: readonly Row[], attempts: readonly Row[]): readonly JobLine[] {
	const recorded = attempts.flatMap((row) => {
		const jobId = recordedJob(row.$id);
		return jobId === null ? [] : [recordedLine(jobId, row)];
	});
	return [...renders.map((row) => lineOf(row, attempts)), ...recorded].toSorted(
		(a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
	);
}

function lineOf(row: Row, attempts: readonly Row[]): JobLine {
	return {
		...commonOf(row),
		jobId: row.$id,
		status: String(row["status"]),
		cpuSeconds: secondsOf(row["cpuMs"]) ?? chargedSeconds(row.$id, attempts),
		quotedCpuSeconds: secondsOf(row["quotedMs"]),
		durationSeconds: secondsOf(row["durationMs"]),
		error: errorOf(row["error"]),
	};
}

function recordedLine(jobId: string, row: Row): JobLine {
	const none = { quotedCpuSeconds: null, durationSeconds: null, error: null };
	return { ...commonOf(row), jobId, status: "recorded", cpuSeconds: heldMs(row) / 1000, ...none };
}

function commonOf(row: Row): Pick<JobLine, "userId" | "createdAt"> {
	const userId = typeof row["userId"] === "string" ? row["userId"] : null;
	return { userId, createdAt: new Date(String(row["$createdAt"])).toISOString() };
}

/** What the attempts of a job were charged that has not told it by itself yet. */
function chargedSeconds(jobId: string, attempts: readonly Row[]): number | null {
	const own = attempts.filter(
		({ $id, state }) => $id.slice(0, $id.lastIndexOf(".")) === jobId && state === "settled",
	);
	return own.length === 0 ? null : own.reduce((sum, row) => sum + heldMs(row), 0) / 1000;
}

function secondsOf(ms: unknown): number | null {
	return typeof ms === "number" ? ms / 1000 : null;
}

function errorOf(text: unknown): JobLine["error"] {
	try {
		const { code, message } = JSON.parse(String(text));
		return { code: String(code), message: String(message) };
	} catch {
		// Null, or a column that was cut off.
		return null;
	}
}
