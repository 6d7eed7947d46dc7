import type { JsonObject } from "../../core/json.ts";
import type { Budget } from "./budget.ts";
import { toHours } from "./cpu-time.ts";
import type { Report } from "./report.ts";
import type { JobLine } from "./report-jobs.ts";

/** The JSON body of `GET /`. Hours have four decimals. */
export function toReportJson({ budget, forecast, curve, jobs, earlier, viewer }: Report): JsonObject {
	return {
		...toBudgetJson(budget),
		forecast:
			forecast === null
				? null
				: {
						hoursPerDay: toHours(forecast.perDayMs),
						endOfMonthHours: toHours(forecast.endMs),
						exhaustedAt: forecast.exhaustedAt,
					},
		curve: curve.map(({ atMs, committedMs }) => ({
			at: new Date(atMs).toISOString(),
			hours: toHours(committedMs),
		})),
		jobs: jobs.map((job) => (viewer.kind === "all" ? job : withoutUser(job))),
		earlierMonths: earlier.map(toBudgetJson),
	};
}

/** `usagePercent` counts spent and reserved CPU. */
export function toBudgetJson(budget: Budget): JsonObject {
	const { month, scope, status, message, resetsAt, jobsCount } = budget;
	const { spentMs, committedMs, remainingMs, limitMs, percent } = budget;
	return {
		month,
		scope,
		status,
		message,
		resetsAt,
		jobsCount,
		usedHours: toHours(spentMs),
		reservedHours: toHours(committedMs - spentMs),
		remainingHours: toHours(remainingMs),
		limitHours: toHours(limitMs),
		usagePercent: Math.round(percent * 100) / 100,
	};
}

function withoutUser({ userId: _, ...job }: JobLine): Omit<JobLine, "userId"> {
	return job;
}

const COLUMNS = [
	"jobId",
	"createdAt",
	"status",
	"cpuSeconds",
	"quotedCpuSeconds",
	"durationSeconds",
	"error",
	"userId",
] as const;

/** The jobs as CSV (RFC 4180) with a header line. Only a report of all users has the column `userId`. */
export function toReportCsv({ jobs, viewer }: Report): string {
	const columns = COLUMNS.filter((column) => viewer.kind === "all" || column !== "userId");
	const formatCell = (job: JobLine, column: (typeof COLUMNS)[number]) => {
		const value = column === "error" ? (job.error?.message ?? null) : job[column];
		return csvCell(value === null ? "" : String(value));
	};
	const lines = jobs.map((job) => columns.map((column) => formatCell(job, column)).join(","));
	return [columns.join(","), ...lines, ""].join("\r\n");
}

/** Spreadsheets run a cell that begins with one of these signs as a formula; an apostrophe makes it text. */
function csvCell(text: string): string {
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
