// The rule of the CPU budget: what may be spent, what of it is left, and in which words that is told or refused. A job has to fit
// into each limit that applies to it: the month's, and its user's share of the month. Everything that tells or refuses asks here.
// `operations.ts` moves the counters of the same limits, and the database refuses what would pass one of them.
import { ChatreelError } from "../../core/errors.ts";
import { HOUR_MS } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import { hoursOf, hoursText } from "./hours.ts";
import { monthEnd, userMonthId } from "./months.ts";
import type { Limits } from "./operations.ts";

/** OK; WARNING from the share of QUOTA_WARN on; EXHAUSTED when nothing is left. */
type QuotaStatus = "OK" | "WARNING" | "EXHAUSTED";

/** What a row of counters says, in CPU ms. Committed is spent and reserved. */
export type Usage = { readonly committedMs: number; readonly spentMs: number; readonly jobsCount: number };

/** One of the limits that apply, and what it leaves, in CPU ms. */
type Allowance = {
	readonly scope: "month" | "user";
	readonly whose: string;
	readonly limitMs: number;
	/** Never negative. */
	readonly remainingMs: number;
};

/** A month's budget: the whole, or one user's. */
export type Budget = Usage & {
	readonly month: string;
	readonly scope: "month" | "user";
	readonly status: QuotaStatus;
	/** Of a user, their share. */
	readonly limitMs: number;
	/** Never negative. A user has what their share and the month leave, whichever is less. */
	readonly remainingMs: number;
	/** Of the limit, how much is spent or reserved: {@link percentUsed}. */
	readonly percent: number;
	/** Whether a user has less left than their share leaves, because others have used the rest of the month. */
	readonly isShortByOthers: boolean;
	/** The limit that leaves the least; of equals the month's. A refusal names it. */
	readonly tightest: Allowance;
	/** ISO 8601: when the next month begins, in UTC. */
	readonly resetsAt: string;
	readonly message: string;
};

/** Why a user has less left than their share leaves. */
export const SHORT_BY_OTHERS = "others have used the rest of the month's budget";

/** The limits that QUOTA_HOURS and QUOTA_USER_SHARE set, in whole CPU ms. */
export function limitsOf({
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
	/** The whole month's counters. */
	readonly all: Usage;
	/** A user's counters; null for the whole budget. */
	readonly own: Usage | null;
	readonly limits: Limits;
	/** The share from which on the status is WARNING. Default 1: it never is. */
	readonly warnShare?: number | undefined;
};

export function computeBudget({ month, all, own, limits, warnShare = 1 }: BudgetInput): Budget {
	const ofMonth = allowance("month", "this month's", limits.monthMs, all);
	const ofUser = own && allowance("user", "your share of this month's", limits.userMs, own);
	const tightest = ofUser !== null && ofUser.remainingMs < ofMonth.remainingMs ? ofUser : ofMonth;
	const isShortByOthers = ofUser !== null && ofMonth.remainingMs < ofUser.remainingMs;
	const { committedMs, spentMs, jobsCount } = own ?? all;
	const { scope, limitMs } = ofUser ?? ofMonth;
	const { remainingMs } = tightest;
	const percent = percentUsed(committedMs, limitMs);
	const status = remainingMs === 0 ? "EXHAUSTED" : usageStatus({ committedMs, limitMs, warnShare });
	const resetsAt = monthEnd(month);
	const whose = own === null ? "this month's budget" : "your share of this month";
	const left = `${hoursText(remainingMs)} of ${hoursText(limitMs)} CPU hours are left`;
	const why = isShortByOthers ? `, because ${SHORT_BY_OTHERS}` : "";
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
		isShortByOthers,
		tightest,
		resetsAt,
		message: `Of ${whose}, ${left}${why}.${used} The next month begins at ${resetsAt}.`,
	};
}

/** How much of a limit is spent or reserved, in percent: more than 100 where it was passed, 100 of a limit of 0. */
export function percentUsed(committedMs: number, limitMs: number): number {
	return limitMs === 0 ? 100 : (committedMs / limitMs) * 100;
}

/** How one limit stands by itself. */
export function usageStatus({
	committedMs,
	limitMs,
	warnShare,
}: {
	readonly committedMs: number;
	readonly limitMs: number;
	readonly warnShare: number;
}): QuotaStatus {
	if (committedMs >= limitMs) return "EXHAUSTED";
	return committedMs >= limitMs * warnShare ? "WARNING" : "OK";
}

/** The budget as the counters say now. `userId` null: the whole month's. */
export async function findBudget(
	store: Pick<RowStore, "find">,
	{ month, userId }: { readonly month: string; readonly userId: string | null },
	limits: Limits,
	warnShare?: number,
): Promise<Budget> {
	const all = usageOf(await store.find("months", month));
	const own =
		userId === null ? null : usageOf(await store.find("userMonths", await userMonthId(month, userId)));
	return computeBudget({ month, all, own, limits, warnShare });
}

/** What a row of counters says; zeros where there is none yet. */
export function usageOf(row: Usage | null): Usage {
	const { committedMs = 0, spentMs = 0, jobsCount = 0 } = row ?? {};
	return { committedMs, spentMs, jobsCount };
}

/** Whether so much CPU more fits into what is left. */
export function fits({ remainingMs }: Budget, neededMs: number): boolean {
	return neededMs <= remainingMs;
}

/** Whether a render fits, as callers are answered. */
export function canRenderAnswer(budget: Budget, neededMs: number) {
	const { remainingMs, limitMs, resetsAt } = budget;
	const canRender = fits(budget, neededMs);
	const words = `${hoursText(neededMs)} CPU hours are needed, and ${hoursText(remainingMs)} of ${hoursText(limitMs)} are left.`;
	return {
		canRender,
		status: canRender ? budget.status : ("EXHAUSTED" as const),
		message: canRender ? words : `${words} The next month begins at ${resetsAt}.`,
		neededHours: hoursOf(neededMs),
		remainingHours: hoursOf(remainingMs),
		resetsAt,
	};
}

/** Rejects with QUOTA_EXCEEDED when nothing is left of the month's budget, or of the user's share. */
export async function requireBudgetLeft(
	store: Pick<RowStore, "find">,
	of: { readonly month: string; readonly userId: string | null },
	limits: Limits,
): Promise<void> {
	const budget = await findBudget(store, of, limits);
	if (!fits(budget, 1)) throw quotaExceeded(budget, 1);
}

type RefusalOptions = {
	/** What does not fit. Default "This". */
	readonly subject?: string;
	/** What follows from it. Default: nothing is said. */
	readonly consequence?: string;
	readonly cause?: unknown;
};

/** QUOTA_EXCEEDED: what was needed, what the tightest limit leaves of it, and when there is more. */
export function quotaExceeded(
	{ tightest, resetsAt }: Budget,
	neededMs: number,
	{ subject = "This", consequence, cause }: RefusalOptions = {},
): ChatreelError {
	const { scope, whose, limitMs, remainingMs } = tightest;
	const sentences = [
		`${subject} needs up to ${hoursText(neededMs)} CPU hours, and of ${whose} budget of ${hoursText(limitMs)} hours ${hoursText(remainingMs)} are left.`,
		`The next month begins at ${resetsAt}.`,
		...(consequence === undefined ? [] : [consequence]),
	];
	const details = {
		status: "EXHAUSTED",
		scope,
		neededHours: hoursOf(neededMs),
		remainingHours: hoursOf(remainingMs),
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
