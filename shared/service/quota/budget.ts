// The rule of the CPU budget: limits, usage, what remains, and the words of answers and refusals. A job must fit into each limit
// that applies to it: the month's, and its user's share of the month. Every answer and every refusal comes from here.
// `operations.ts` changes the counters of the same limits, and the database rejects a change past one of them.

import { ChatreelError } from "../../core/errors.ts";
import { type CpuMs, HOUR_MS } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import { formatHours, toHours } from "./cpu-time.ts";
import { monthEnd, userMonthId } from "./months.ts";
import type { Limits } from "./operations.ts";

/** WARNING from the share QUOTA_WARN on; EXHAUSTED when nothing is left. */
type QuotaStatus = "OK" | "WARNING" | "EXHAUSTED";

export type Usage = {
	/** Spent and reserved. */
	readonly committedMs: CpuMs;
	readonly spentMs: CpuMs;
	/** Ended jobs. */
	readonly jobsCount: number;
};

/** One of the limits that apply. */
type Allowance = {
	readonly scope: "month" | "user";
	readonly whose: string;
	readonly limitMs: CpuMs;
	/** Never negative. */
	readonly remainingMs: CpuMs;
};

/** The budget of a month, or of one user in it. */
export type Budget = Usage & {
	readonly month: string;
	readonly scope: "month" | "user";
	readonly status: QuotaStatus;
	/** For a user, their share. */
	readonly limitMs: CpuMs;
	/** Never negative. For a user, what remains of their share or of the month, whichever is less. */
	readonly remainingMs: CpuMs;
	/** Committed of the limit. */
	readonly percent: number;
	/** The month leaves a user less than their share does, because others have used it. */
	readonly isLimitedByMonth: boolean;
	/** The limit that leaves the least; of equals the month's. Errors name it. */
	readonly tightest: Allowance;
	/** ISO 8601: the start of the next month, UTC. */
	readonly resetsAt: string;
	readonly message: string;
};

/** Why a budget {@link Budget.isLimitedByMonth}. */
export const MONTH_USED_UP_BY_OTHERS = "others have used the rest of the month's budget";

/** The limits that QUOTA_HOURS and QUOTA_USER_SHARE set. */
export function toLimits({
	hours,
	userShare,
}: {
	readonly hours: number;
	readonly userShare: number;
}): Limits {
	const monthMs = Math.round(hours * HOUR_MS);
	return { monthMs, userMs: Math.round(monthMs * userShare) };
}

type BudgetInput = {
	readonly month: string;
	readonly monthUsage: Usage;
	/** Null: the budget of the whole month. */
	readonly userUsage: Usage | null;
	readonly limits: Limits;
	/** The status is WARNING from this share on. Default 1: never. */
	readonly warnShare?: number | undefined;
};

export function computeBudget({ month, monthUsage, userUsage, limits, warnShare = 1 }: BudgetInput): Budget {
	const ofMonth = allowance("month", "this month's", limits.monthMs, monthUsage);
	const ofUser = userUsage && allowance("user", "your share of this month's", limits.userMs, userUsage);
	const tightest = ofUser !== null && ofUser.remainingMs < ofMonth.remainingMs ? ofUser : ofMonth;
	const isLimitedByMonth = ofUser !== null && ofMonth.remainingMs < ofUser.remainingMs;
	const { committedMs, spentMs, jobsCount } = userUsage ?? monthUsage;
	const { scope, limitMs } = ofUser ?? ofMonth;
	const { remainingMs } = tightest;
	const percent = computePercent(committedMs, limitMs);
	const status = remainingMs === 0 ? "EXHAUSTED" : computeStatus({ committedMs, limitMs, warnShare });
	const resetsAt = monthEnd(month);
	const whose = userUsage === null ? "this month's budget" : "your share of this month";
	const left = `${formatHours(remainingMs)} of ${formatHours(limitMs)} CPU hours are left`;
	const why = isLimitedByMonth ? `, because ${MONTH_USED_UP_BY_OTHERS}` : "";
	const used = status === "WARNING" ? ` ${percent.toFixed(1)} % are used.` : "";
	return {
		month,
		scope,
		status,
		committedMs,
		spentMs,
		jobsCount,
		limitMs,
		remainingMs,
		percent,
		isLimitedByMonth,
		tightest,
		resetsAt,
		message: `Of ${whose}, ${left}${why}.${used} The next month begins at ${resetsAt}.`,
	};
}

/** More than 100 when the limit was passed; 100 for a limit of 0. */
export function computePercent(committedMs: CpuMs, limitMs: CpuMs): number {
	return limitMs === 0 ? 100 : (committedMs / limitMs) * 100;
}

/** The status of one limit alone. */
export function computeStatus({
	committedMs,
	limitMs,
	warnShare,
}: {
	readonly committedMs: CpuMs;
	readonly limitMs: CpuMs;
	readonly warnShare: number;
}): QuotaStatus {
	if (committedMs >= limitMs) return "EXHAUSTED";
	return committedMs >= limitMs * warnShare ? "WARNING" : "OK";
}

/** Reads the counters. `userId` null: the budget of the whole month. */
export async function findBudget(
	store: Pick<RowStore, "find">,
	{ month, userId }: { readonly month: string; readonly userId: string | null },
	limits: Limits,
	warnShare?: number,
): Promise<Budget> {
	const monthUsage = toUsage(await store.find("months", month));
	const userUsage =
		userId === null ? null : toUsage(await store.find("userMonths", await userMonthId(month, userId)));
	return computeBudget({ month, monthUsage, userUsage, limits, warnShare });
}

/** Zeros when the row is missing. */
export function toUsage(row: Usage | null): Usage {
	const { committedMs = 0, spentMs = 0, jobsCount = 0 } = row ?? {};
	return { committedMs, spentMs, jobsCount };
}

export function fits({ remainingMs }: Budget, neededMs: CpuMs): boolean {
	return neededMs <= remainingMs;
}

/** The answer to whether a render fits. */
export function toCanRenderBody(budget: Budget, neededMs: CpuMs) {
	const { remainingMs, limitMs, resetsAt } = budget;
	const canRender = fits(budget, neededMs);
	const words = `${formatHours(neededMs)} CPU hours are needed, and ${formatHours(remainingMs)} of ${formatHours(limitMs)} are left.`;
	return {
		canRender,
		status: canRender ? budget.status : ("EXHAUSTED" as const),
		message: canRender ? words : `${words} The next month begins at ${resetsAt}.`,
		neededHours: toHours(neededMs),
		remainingHours: toHours(remainingMs),
		resetsAt,
	};
}

/** Rejects with QUOTA_EXCEEDED when nothing is left of the month's budget, or of the user's share. */
export async function requireBudgetLeft(
	store: Pick<RowStore, "find">,
	account: { readonly month: string; readonly userId: string | null },
	limits: Limits,
): Promise<void> {
	const budget = await findBudget(store, account, limits);
	if (!fits(budget, 1)) throw createQuotaError(budget, 1);
}

type QuotaErrorOptions = {
	/** What does not fit. Default "This". */
	readonly subject?: string;
	/** A last sentence: what follows from it. Default: none. */
	readonly consequence?: string;
	readonly cause?: unknown;
};

/** QUOTA_EXCEEDED: says what is needed, what the tightest limit leaves, and when the next month begins. */
export function createQuotaError(
	{ tightest, resetsAt }: Budget,
	neededMs: number,
	{ subject = "This", consequence, cause }: QuotaErrorOptions = {},
): ChatreelError {
	const { scope, whose, limitMs, remainingMs } = tightest;
	const sentences = [
		`${subject} needs up to ${formatHours(neededMs)} CPU hours, but only ${formatHours(remainingMs)} of the ${formatHours(limitMs)} hours of ${whose} budget are left.`,
		`The next month begins at ${resetsAt}.`,
		...(consequence === undefined ? [] : [consequence]),
	];
	const details = {
		status: "EXHAUSTED",
		scope,
		neededHours: toHours(neededMs),
		remainingHours: toHours(remainingMs),
		neededSeconds: neededMs / 1000,
		leftSeconds: remainingMs / 1000,
		limitSeconds: limitMs / 1000,
		resetsAt,
	};
	return new ChatreelError("QUOTA_EXCEEDED", sentences.join(" "), { details, cause });
}

function allowance(
	scope: Allowance["scope"],
	whose: string,
	limitMs: number,
	{ committedMs }: Usage,
): Allowance {
	return { scope, whose, limitMs, remainingMs: Math.max(0, limitMs - committedMs) };
}
