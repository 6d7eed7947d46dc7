import { hoursText } from "./hours.ts";
import { monthEnd } from "./months.ts";
import type { Limits } from "./operations.ts";

/** OK; WARNING from the share of QUOTA_WARN on; EXHAUSTED where nothing is left. */
export type QuotaStatus = "OK" | "WARNING" | "EXHAUSTED";

/** What a row of counters says, in CPU ms. Committed is spent and reserved. */
export type Usage = { readonly committedMs: number; readonly spentMs: number; readonly jobsCount: number };

/** How a month stands for somebody: for all, or for one user with the own share. */
export type Standing = Usage & {
	readonly month: string;
	readonly scope: "month" | "user";
	readonly status: QuotaStatus;
	readonly limitMs: number;
	/** Never negative. For a user what the own share and the month leave, whichever is less. */
	readonly remainingMs: number;
	/** Whether a user has less left than of the own share, because others have used the rest of the month. */
	readonly isShortByOthers: boolean;
	/** ISO 8601: when the next month begins, in UTC. */
	readonly resetsAt: string;
	readonly message: string;
};

/** Why a user has less left than of the own share. */
export const SHORT_BY_OTHERS = "others have used the rest of the month's budget";

export type StandingOptions = {
	readonly month: string;
	/** The whole month's counters. */
	readonly all: Usage;
	/** The counters of the one who asks; null for whoever sees all. */
	readonly own: Usage | null;
	readonly limits: Limits;
	/** The share at which status is WARNING. */
	readonly warnShare: number;
};

export function standingOf({ month, all, own, limits, warnShare }: StandingOptions): Standing {
	const usage = own ?? all;
	const limitMs = own === null ? limits.monthMs : limits.userMs;
	const leftOfMonth = limits.monthMs - all.committedMs;
	const remainingMs = Math.max(
		0,
		own === null ? leftOfMonth : Math.min(limitMs - own.committedMs, leftOfMonth),
	);
	const status = statusOf(usage.committedMs, limitMs, remainingMs, warnShare);
	const resetsAt = monthEnd(month);
	const left = `${hoursText(remainingMs)} of ${hoursText(limitMs)} CPU hours are left`;
	const isShortByOthers = own !== null && leftOfMonth < limitMs - own.committedMs;
	const why = isShortByOthers ? `, because ${SHORT_BY_OTHERS}` : "";
	const whose = own === null ? "this month's budget" : "your share of this month";
	const percent = limitMs === 0 ? 100 : (usage.committedMs / limitMs) * 100;
	const used = status === "WARNING" ? ` ${percent.toFixed(1)} % are used.` : "";
	const message = `Of ${whose}, ${left}${why}.${used} The next month begins at ${resetsAt}.`;
	return {
		...{ committedMs: usage.committedMs, spentMs: usage.spentMs, jobsCount: usage.jobsCount },
		...{ month, scope: own === null ? "month" : "user", status, limitMs, remainingMs, isShortByOthers },
		...{ resetsAt, message },
	};
}

export type Room = {
	readonly canRender: boolean;
	readonly status: QuotaStatus;
	readonly message: string;
};

/** Whether so much CPU fits into what is left, with the words for a caller. */
export function roomFor(standing: Standing, neededMs: number): Room {
	const { remainingMs, limitMs, resetsAt } = standing;
	const canRender = neededMs <= remainingMs;
	const words = `${hoursText(neededMs)} CPU hours are needed, and ${hoursText(remainingMs)} of ${hoursText(limitMs)} are left`;
	const message = canRender ? `${words}.` : `${words}. The next month begins at ${resetsAt}.`;
	return { canRender, status: canRender ? standing.status : "EXHAUSTED", message };
}

/** What a row of counters says; zeros where there is none yet. */
export function usageOf(row: Readonly<Record<string, unknown>> | null): Usage {
	const count = (column: string) => Number(row?.[column] ?? 0);
	return {
		committedMs: count("committedMs"),
		spentMs: count("spentMs"),
		jobsCount: count("jobsCount"),
	};
}

function statusOf(usedMs: number, limitMs: number, remainingMs: number, warnShare: number): QuotaStatus {
	if (remainingMs === 0) return "EXHAUSTED";
	return usedMs >= limitMs * warnShare ? "WARNING" : "OK";
}
