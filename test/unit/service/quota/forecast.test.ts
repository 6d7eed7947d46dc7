import { describe, expect, test } from "vitest";
import { computeForecast, estimateRecentUse } from "../../../../shared/service/quota/forecast.ts";

const DAY = 86_400_000;
const fromMs = Date.UTC(2026, 10);
const month = { fromMs, toMs: Date.UTC(2026, 11) };
const day = (days: number) => fromMs + days * DAY;

describe("a forecast", () => {
	test("goes on as in the last week", () => {
		const input = { ...month, nowMs: day(20), committedMs: 3000, recentMs: 700, limitMs: 10_000 };
		expect(computeForecast(input)).toEqual({ perDayMs: 100, endMs: 4000, exhaustedAt: null });
	});

	test("tells when nothing will be left", () => {
		const input = { ...month, nowMs: day(20), committedMs: 3000, recentMs: 700, limitMs: 3500 };
		expect(computeForecast(input).exhaustedAt).toBe(new Date(day(25)).toISOString());
	});

	test("makes no seven hundred jobs out of the month's first", () => {
		const input = { ...month, nowMs: day(1 / 24), committedMs: 10, recentMs: 10, limitMs: 10_000 };
		expect(computeForecast(input)).toMatchObject({ perDayMs: 10, endMs: 310 });
	});

	test("of a month in which nothing was used is nothing", () => {
		const input = { ...month, nowMs: day(3), committedMs: 0, recentMs: 0, limitMs: 10_000 };
		expect(computeForecast(input)).toEqual({ perDayMs: 0, endMs: 0, exhaustedAt: null });
	});
});

describe("what the last week used", () => {
	const at = { fromMs, nowMs: day(20), committedMs: 9000 };

	test("is what its rows say, where they were all read", () => {
		expect(estimateRecentUse({ ...at, readMs: 700, readFromMs: fromMs })).toBe(700);
		expect(estimateRecentUse({ ...at, readMs: 700, readFromMs: day(13) })).toBe(700);
	});

	test("goes on at their pace before those that were read", () => {
		expect(estimateRecentUse({ ...at, readMs: 700, readFromMs: day(18) })).toBe(700 * 3.5);
		// The month is three days old, and not a week.
		expect(estimateRecentUse({ ...at, nowMs: day(3), readMs: 700, readFromMs: day(2) })).toBe(2100);
	});

	test("is never more than the counter has, however short the time that the rows cover", () => {
		expect(estimateRecentUse({ ...at, readMs: 8000, readFromMs: day(19.9) })).toBe(9000);
		expect(estimateRecentUse({ ...at, readMs: 8000, readFromMs: day(20) })).toBe(9000);
	});
});
