import { DAY_MS, isoOf } from "../../core/time.ts";

/** The days whose use is taken to go on. */
const RECENT_DAYS = 7;

export type Forecast = {
	/** CPU ms a day, as in the last week. */
	readonly perDayMs: number;
	/** What will be committed when the month ends, if it goes on so; it may be above the limit. */
	readonly endMs: number;
	/** ISO 8601: when nothing would be left; null where the month ends before. */
	readonly exhaustedAt: string | null;
};

export type ForecastInput = {
	readonly nowMs: number;
	/** Milliseconds since 1970 between which the month lies. */
	readonly fromMs: number;
	readonly toMs: number;
	readonly committedMs: number;
	readonly limitMs: number;
	/** What was committed within the last week of this month: {@link recentUse}. */
	readonly recentMs: number;
};

export type RecentUseInput = {
	readonly nowMs: number;
	/** When the month began, in milliseconds since 1970. */
	readonly fromMs: number;
	/** CPU ms that the month's counter has. */
	readonly committedMs: number;
	/** CPU ms of the ledger's rows that were read and were made within the last week. */
	readonly readMs: number;
	/** The moment from which on every row was read: of a list that was cut off, when its oldest was made. */
	readonly readFromMs: number;
};

/**
 * What was committed within the last week of this month, in CPU ms. Where the rows that were read do not go back so far, the time
 * before them is taken to have had their pace; but the week cannot have used more than the counter has.
 */
export function recentUse({ nowMs, fromMs, committedMs, readMs, readFromMs }: RecentUseInput): number {
	const weekFromMs = recentFrom(nowMs, fromMs);
	if (readFromMs <= weekFromMs) return readMs;
	const readSpanMs = Math.max(1, nowMs - readFromMs);
	return Math.min(committedMs, (readMs * (nowMs - weekFromMs)) / readSpanMs);
}

/** When the last week of this month began: a week ago, or with the month. */
export function recentFrom(nowMs: number, fromMs: number): number {
	return Math.max(fromMs, nowMs - RECENT_DAYS * DAY_MS);
}

/**
 * The last week's use, going on to the month's end. In the month's first day it is divided by a whole day, so that the first
 * job of the month is no forecast of seven hundred like it.
 */
export function forecastOf(input: ForecastInput): Forecast {
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
		exhaustedAt: isReached ? isoOf(nowMs + untilMs) : null,
	};
}
