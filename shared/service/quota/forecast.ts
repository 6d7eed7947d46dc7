import { type CpuMs, DAY_MS, type EpochMs, toIso } from "../../core/time.ts";

/** The forecast continues the use of these days. */
const RECENT_DAYS = 7;

export type Forecast = {
	/** As in the last week. */
	readonly perDayMs: CpuMs;
	/** Committed at the end of the month; may be above the limit. */
	readonly endMs: CpuMs;
	/** ISO 8601: when nothing will be left; null when the month ends before. */
	readonly exhaustedAt: string | null;
};

type ForecastInput = {
	readonly nowMs: EpochMs;
	/** Start of the month. */
	readonly fromMs: EpochMs;
	/** End of the month. */
	readonly toMs: EpochMs;
	readonly committedMs: CpuMs;
	readonly limitMs: CpuMs;
	/** Committed within the last week: {@link estimateRecentUse}. */
	readonly recentMs: CpuMs;
};

type RecentUseInput = {
	readonly nowMs: EpochMs;
	/** Start of the month. */
	readonly fromMs: EpochMs;
	/** By the counter of the month. */
	readonly committedMs: CpuMs;
	/** Sum of the ledger rows that were read and that the last week created. */
	readonly readMs: CpuMs;
	/** Every row from then on was read; for a list that was cut off, the creation of its oldest row. */
	readonly readFromMs: EpochMs;
};

/**
 * The CPU committed within the last week of this month. When the rows do not go back that far, assumes their pace for the time
 * before them, but never more than the counter has.
 */
export function estimateRecentUse({
	nowMs,
	fromMs,
	committedMs,
	readMs,
	readFromMs,
}: RecentUseInput): number {
	const weekFromMs = findRecentStart(nowMs, fromMs);
	if (readFromMs <= weekFromMs) return readMs;
	const readSpanMs = Math.max(1, nowMs - readFromMs);
	return Math.min(committedMs, (readMs * (nowMs - weekFromMs)) / readSpanMs);
}

/** A week ago, or the start of the month. */
export function findRecentStart(nowMs: EpochMs, fromMs: EpochMs): EpochMs {
	return Math.max(fromMs, nowMs - RECENT_DAYS * DAY_MS);
}

/**
 * Continues the use of the last week to the end of the month. On the first day it divides by a whole day, so that the first job
 * of a month does not forecast seven hundred.
 */
export function computeForecast(input: ForecastInput): Forecast {
	const { nowMs, fromMs, toMs, committedMs, limitMs, recentMs } = input;
	const elapsedDays = (nowMs - fromMs) / DAY_MS;
	const perDayMs = recentMs / Math.max(1, Math.min(RECENT_DAYS, elapsedDays));
	const leftDays = Math.max(0, (toMs - nowMs) / DAY_MS);
	const endMs = Math.round(committedMs + perDayMs * leftDays);
	const untilMs = perDayMs === 0 ? Infinity : ((limitMs - committedMs) / perDayMs) * DAY_MS;
	const isReached = untilMs >= 0 && nowMs + untilMs < toMs;
	return {
		perDayMs: Math.round(perDayMs),
		endMs,
		exhaustedAt: isReached ? toIso(nowMs + untilMs) : null,
	};
}
