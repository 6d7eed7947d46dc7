import { type Budget, MONTH_USED_UP_BY_OTHERS } from "../../shared/service/quota/budget.ts";
import { formatHours } from "../../shared/service/quota/cpu-time.ts";
import type { Reconciled } from "../../shared/service/quota/reconcile.ts";
import type { Report } from "../../shared/service/quota/report.ts";
import { formatTable } from "../cli/format-table.ts";

export function formatBudget(budget: Budget): string {
	const { month, status, spentMs, committedMs, remainingMs, limitMs, jobsCount, resetsAt, scope } = budget;
	const why = budget.isLimitedByMonth ? MONTH_USED_UP_BY_OTHERS : "";
	return formatTable([
		["Month", month, scope === "user" ? "(one user's share)" : ""],
		["Status", status],
		["Used", `${formatHours(spentMs)} h`],
		["Reserved", `${formatHours(committedMs - spentMs)} h`],
		["Left", `${formatHours(remainingMs)} h`, why],
		["Limit", `${formatHours(limitMs)} h`, `${budget.percent.toFixed(2)} % used or reserved`],
		["Jobs", String(jobsCount)],
		["Next month", resetsAt],
	]);
}

/** --json has all jobs of the report. */
const JOBS_SHOWN = 20;

export function formatHistory({ budget, earlier, jobs, viewer }: Report): string {
	const months = [budget, ...earlier].map(({ month, committedMs, percent, jobsCount }) => [
		month,
		`${formatHours(committedMs)} h`,
		`${percent.toFixed(2)} %`,
		String(jobsCount),
	]);
	const lines = jobs
		.slice(0, JOBS_SHOWN)
		.map(({ jobId, createdAt, status, cpuSeconds, userId, error }) => [
			jobId,
			createdAt.slice(0, 19),
			status,
			cpuSeconds === null ? "–" : `${cpuSeconds.toFixed(2)} s`,
			...(viewer.kind === "all" ? [userId ?? "–"] : []),
			error === null ? "" : error.message.replaceAll(/\p{Cc}/gu, " ").slice(0, 80),
		]);
	const heading = [
		"Job",
		"Begun (UTC)",
		"Status",
		"CPU",
		...(viewer.kind === "all" ? ["User"] : []),
		"Error",
	];
	const monthTable = formatTable([["Month", "Used or reserved", "Of the limit", "Jobs"], ...months]);
	if (lines.length === 0) return monthTable;
	const more = jobs.length > JOBS_SHOWN ? `\n… and ${jobs.length - JOBS_SHOWN} more with --json` : "";
	return `${monthTable}\n\n${formatTable([heading, ...lines])}${more}`;
}

export function formatReconciled(all: readonly Reconciled[]): string {
	const lines = all.flatMap(({ month, corrections, right, busy }) => [
		[
			month,
			`${right} right, ${corrections.length} corrected${busy === 0 ? "" : `, ${busy} busy: try again`}`,
		],
		...corrections.map(({ rowId, committedMs, spentMs }) => [
			"",
			`${rowId}: ${signed(-committedMs)} ms committed, ${signed(-spentMs)} ms spent`,
		]),
	]);
	return formatTable(lines);
}

const signed = (ms: number) => `${ms > 0 ? "+" : ""}${ms === 0 ? 0 : ms}`;
