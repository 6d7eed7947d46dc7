import type { JsonObject } from "../../core/json.ts";
import type { Budget } from "./budget.ts";
import { hoursOf } from "./hours.ts";
import type { Report } from "./report.ts";
import type { JobLine } from "./report-jobs.ts";

/** A report as `GET /` answers it in JSON. Hours have four decimals. */
export function reportJson({ budget, forecast, curve, jobs, earlier, viewer }: Report): JsonObject {
	return {
		...budgetJson(budget),
		forecast:
			forecast === null
				? null
				: {
						hoursPerDay: hoursOf(forecast.perDayMs),
						endOfMonthHours: hoursOf(forecast.endMs),
						exhaustedAt: forecast.exhaustedAt,
					},
		curve: curve.map(({ atMs, committedMs }) => ({
			at: new Date(atMs).toISOString(),
			hours: hoursOf(committedMs),
		})),
		jobs: jobs.map((job) => (viewer.kind === "all" ? job : withoutUser(job))),
		earlierMonths: earlier.map(budgetJson),
	};
}

/** A month's figures. `usagePercent` is of what is spent and reserved. */
export function budgetJson(budget: Budget): JsonObject {
	const { month, scope, status, message, resetsAt, jobsCount } = budget;
	const { spentMs, committedMs, remainingMs, limitMs, percent } = budget;
	return {
		...{ month, scope, status, message, resetsAt, jobsCount },
		usedHours: hoursOf(spentMs),
		reservedHours: hoursOf(committedMs - spentMs),
		remainingHours: hoursOf(remainingMs),
		limitHours: hoursOf(limitMs),
		usagePercent: Math.round(percent * 100) / 100,
	};
}

function withoutUser({ userId: _, ...job }: JobLine): Omit<JobLine, "userId"> {
	return job;
}

const COLUMNS = [
	...(["jobId", "createdAt", "status", "cpuSeconds", "quotedCpuSeconds", "durationSeconds"] as const),
	...(["error", "userId"] as const),
];

/** The jobs as CSV (RFC 4180), with a line of names. Whoever sees all is told whose they are. */
export function reportCsv({ jobs, viewer }: Report): string {
	const columns = COLUMNS.filter((column) => viewer.kind === "all" || column !== "userId");
	const cellOf = (job: JobLine, column: (typeof COLUMNS)[number]) => {
		const value = column === "error" ? (job.error?.message ?? null) : job[column];
		return csvCell(value === null ? "" : String(value));
	};
	const lines = jobs.map((job) => columns.map((column) => cellOf(job, column)).join(","));
	return [columns.join(","), ...lines, ""].join("\r\n");
}

/** A spreadsheet takes a cell that begins with one of these signs for a formula: an apostrophe before it makes it a text. */
function csvCell(text: string): string {
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
