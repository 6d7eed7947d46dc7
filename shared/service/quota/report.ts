import { DAY_MS } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import { type Budget, computeBudget, type Usage, usageOf } from "./budget.ts";
import { type Forecast, forecastOf, recentFrom, recentUse } from "./forecast.ts";
import { monthBefore, monthEnd, monthOf, monthStart, userMonthId } from "./months.ts";
import type { Limits } from "./operations.ts";
import { type LedgerRow, listNewestAttempts, listNewestJobs } from "./read-ledger.ts";
import { heldMs } from "./reconcile.ts";
import { type JobLine, jobLines } from "./report-jobs.ts";
import type { Viewer } from "./signed-links.ts";

const JOBS_LISTED = 100;
/** Rows of the ledger that curve and forecast are made from: one page that Appwrite gives. What is older is only estimated. */
const LEDGER_ROWS = 5000;
const EARLIER_MONTHS = 12;

/** CPU ms that a month had used by a moment. */
export type CurvePoint = { readonly atMs: number; readonly committedMs: number };

export type Report = {
	readonly viewer: Viewer;
	readonly budget: Budget;
	/** Null of a month that is over. */
	readonly forecast: Forecast | null;
	readonly fromMs: number;
	readonly toMs: number;
	readonly curve: readonly CurvePoint[];
	/** The newest first. */
	readonly jobs: readonly JobLine[];
	/** Earlier months in which something was used, the newest first. */
	readonly earlier: readonly Budget[];
};

export type ReportOptions = {
	readonly store: RowStore;
	readonly viewer: Viewer;
	readonly month: string;
	readonly limits: Limits;
	readonly warnShare: number;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: number;
};

/** All that a report says of a month; a user's of the user alone. Four calls, five for a user. */
export async function reportOf(options: ReportOptions): Promise<Report> {
	const { store, viewer, month, nowMs } = options;
	const userId = viewer.kind === "user" ? viewer.userId : null;
	const [fromMs, toMs] = [monthStart(month), Date.parse(monthEnd(month))];
	const [budget, ...earlier] = await findBudgets(options, [month, ...monthsBefore(month)]);
	if (budget === undefined) throw new RangeError("There is no month");
	const attempts = await listNewestAttempts(store, { month, userId }, LEDGER_ROWS);
	const jobs = await listNewestJobs(store, { fromMs, toMs, userId }, JOBS_LISTED);
	const { committedMs } = budget;
	const recentMs = recentOf(attempts, { nowMs, fromMs, committedMs });
	const limitMs = Math.min(budget.limitMs, committedMs + budget.remainingMs);
	const span = { nowMs, fromMs, toMs, committedMs, recentMs, limitMs };
	return {
		...{ viewer, budget, fromMs, toMs },
		forecast: month === monthOf(nowMs) ? forecastOf(span) : null,
		curve: curveOf(attempts, committedMs, fromMs, Math.min(nowMs, toMs)),
		jobs: jobLines(jobs, attempts).slice(0, JOBS_LISTED),
		earlier: earlier.filter(({ jobsCount, committedMs: used }) => jobsCount > 0 || used > 0),
	};
}

/** The newest rows of the ledger are all of it, or as many as are read. */
function recentOf(
	attempts: readonly LedgerRow[],
	at: { readonly nowMs: number; readonly fromMs: number; readonly committedMs: number },
): number {
	const readFromMs =
		attempts.length < LEDGER_ROWS ? at.fromMs : Math.min(...attempts.map(({ createdAtMs }) => createdAtMs));
	const weekFromMs = recentFrom(at.nowMs, at.fromMs);
	const readMs = attempts
		.filter(({ createdAtMs }) => createdAtMs >= weekFromMs)
		.reduce((sum, row) => sum + heldMs(row), 0);
	return recentUse({ ...at, readMs, readFromMs });
}

async function findBudgets(
	{ store, viewer, limits, warnShare }: ReportOptions,
	months: readonly string[],
): Promise<readonly Budget[]> {
	const all = await store.list("months", { where: { id: months }, limit: months.length });
	const ownIds =
		viewer.kind === "all" ? [] : await Promise.all(months.map((each) => userMonthId(each, viewer.userId)));
	const own = await store.list("userMonths", { where: { id: ownIds }, limit: months.length });
	const find = (rows: readonly (Usage & { readonly id: string })[], id: string | undefined) =>
		rows.find((row) => row.id === id) ?? null;
	return months.map((month, index) =>
		computeBudget({
			...{ month, limits, warnShare },
			all: usageOf(find(all, month)),
			own: viewer.kind === "all" ? null : usageOf(find(own, ownIds[index])),
		}),
	);
}

function monthsBefore(month: string): readonly string[] {
	let present = month;
	return Array.from({ length: EARLIER_MONTHS }, () => (present = monthBefore(present)));
}

/**
 * What the month had used at the end of each of its days, and now. The rows are the newest; what the counter has beyond
 * them was used before them, and is spread evenly over that time.
 */
function curveOf(
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
