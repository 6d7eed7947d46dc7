import { type CpuMs, DAY_MS, type EpochMs } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import { type Budget, computeBudget, toUsage, type Usage } from "./budget.ts";
import { heldMs } from "./drift.ts";
import { computeForecast, estimateRecentUse, type Forecast, findRecentStart } from "./forecast.ts";
import { monthBefore, monthEnd, monthStart, toMonth, userMonthId } from "./months.ts";
import type { Limits } from "./operations.ts";
import { type LedgerRow, listNewestAttempts, listNewestJobs } from "./read-ledger.ts";
import { type JobLine, listJobLines } from "./report-jobs.ts";
import type { Viewer } from "./signed-links.ts";

const JOBS_LISTED = 100;
/** Ledger rows of curve and forecast: one list of Appwrite. Older use is estimated. */
const LEDGER_ROWS = 5000;
const EARLIER_MONTHS = 12;

/** What a month had committed by a moment. */
type CurvePoint = { readonly atMs: EpochMs; readonly committedMs: CpuMs };

export type Report = {
	readonly viewer: Viewer;
	readonly budget: Budget;
	/** Null for a month that has ended. */
	readonly forecast: Forecast | null;
	readonly fromMs: EpochMs;
	readonly toMs: EpochMs;
	readonly curve: readonly CurvePoint[];
	/** Newest first. */
	readonly jobs: readonly JobLine[];
	/** Earlier months with usage, newest first. */
	readonly earlier: readonly Budget[];
};

export type ReportOptions = {
	readonly store: RowStore;
	readonly viewer: Viewer;
	readonly month: string;
	readonly limits: Limits;
	readonly warnShare: number;
	readonly nowMs: EpochMs;
};

/** The report of a month; a user's report covers only that user. Four calls, five for a user. */
export async function buildReport(options: ReportOptions): Promise<Report> {
	const { store, viewer, month, nowMs } = options;
	const userId = viewer.kind === "user" ? viewer.userId : null;
	const [fromMs, toMs] = [monthStart(month), Date.parse(monthEnd(month))];
	const [budget, ...earlier] = await findBudgets(options, [month, ...listMonthsBefore(month)]);
	if (budget === undefined) throw new RangeError("There is no month");
	const attempts = await listNewestAttempts(store, { month, userId }, LEDGER_ROWS);
	const jobs = await listNewestJobs(store, { fromMs, toMs, userId }, JOBS_LISTED);
	const { committedMs } = budget;
	const recentMs = sumRecentUse(attempts, { nowMs, fromMs, committedMs });
	const limitMs = Math.min(budget.limitMs, committedMs + budget.remainingMs);
	const span = { nowMs, fromMs, toMs, committedMs, recentMs, limitMs };
	return {
		viewer,
		budget,
		fromMs,
		toMs,
		forecast: month === toMonth(nowMs) ? computeForecast(span) : null,
		curve: buildCurve(attempts, committedMs, fromMs, Math.min(nowMs, toMs)),
		jobs: listJobLines(jobs, attempts).slice(0, JOBS_LISTED),
		earlier: earlier.filter(({ jobsCount, committedMs: used }) => jobsCount > 0 || used > 0),
	};
}

function sumRecentUse(
	attempts: readonly LedgerRow[],
	at: { readonly nowMs: number; readonly fromMs: number; readonly committedMs: number },
): number {
	const readFromMs =
		attempts.length < LEDGER_ROWS ? at.fromMs : Math.min(...attempts.map(({ createdAtMs }) => createdAtMs));
	const weekFromMs = findRecentStart(at.nowMs, at.fromMs);
	const readMs = attempts
		.filter(({ createdAtMs }) => createdAtMs >= weekFromMs)
		.reduce((sum, row) => sum + heldMs(row), 0);
	return estimateRecentUse({ ...at, readMs, readFromMs });
}

async function findBudgets(
	{ store, viewer, limits, warnShare }: ReportOptions,
	months: readonly string[],
): Promise<readonly Budget[]> {
	const monthRows = await store.list("months", { where: { id: months }, limit: months.length });
	const userMonthIds =
		viewer.kind === "all" ? [] : await Promise.all(months.map((each) => userMonthId(each, viewer.userId)));
	const userRows = await store.list("userMonths", { where: { id: userMonthIds }, limit: months.length });
	const find = (rows: readonly (Usage & { readonly id: string })[], id: string | undefined) =>
		rows.find((row) => row.id === id) ?? null;
	return months.map((month, index) =>
		computeBudget({
			month,
			limits,
			warnShare,
			monthUsage: toUsage(find(monthRows, month)),
			userUsage: viewer.kind === "all" ? null : toUsage(find(userRows, userMonthIds[index])),
		}),
	);
}

function listMonthsBefore(month: string): readonly string[] {
	let present = month;
	return Array.from({ length: EARLIER_MONTHS }, () => (present = monthBefore(present)));
}

/**
 * Committed CPU at the end of each day of the month, and now. The rows are the newest; the rest of the counter was used before
 * them, and is spread evenly over that time.
 */
function buildCurve(
	attempts: readonly LedgerRow[],
	committedMs: number,
	fromMs: number,
	untilMs: number,
): readonly CurvePoint[] {
	const listedMs = attempts.reduce((sum, row) => sum + heldMs(row), 0);
	const beforeMs = Math.max(0, committedMs - listedMs);
	const oldestMs =
		attempts.length === 0
			? untilMs
			: Math.max(fromMs + 1, Math.min(...attempts.map(({ createdAtMs }) => createdAtMs)));
	const usedBy = (atMs: number) =>
		attempts.reduce((sum, row) => sum + (row.createdAtMs <= atMs ? heldMs(row) : 0), 0) +
		beforeMs * Math.min(1, (atMs - fromMs) / (oldestMs - fromMs));
	const days = Math.max(0, Math.ceil((untilMs - fromMs) / DAY_MS));
	const moments = Array.from({ length: days }, (_, day) => fromMs + day * DAY_MS);
	if (untilMs > fromMs) moments.push(untilMs);
	return moments.map((atMs) => ({ atMs, committedMs: Math.round(usedBy(atMs)) }));
}
