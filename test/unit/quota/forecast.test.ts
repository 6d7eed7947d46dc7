import { describe, expect, test } from "vitest";
import { forecastOf } from "../../../shared/quota/forecast.ts";

const DAY = 86_400_000;
const fromMs = Date.UTC(2026, 10);
const month = { fromMs, toMs: Date.UTC(2026, 11) };
const day = (days: number) => fromMs + days * DAY;

describe("a forecast", () => {
	test("goes on as in the last week", () => {
		const input = { ...month, nowMs: day(20), committedMs: 3000, recentMs: 700, limitMs: 10_000 };
		expect(forecastOf(input)).toEqual({ perDayMs: 100, endMs: 4000, exhaustedAt: null });
	});

	test("tells when nothing will be left", () => {
		const input = { ...month, nowMs: day(20), committedMs: 3000, recentMs: 700, limitMs: 3500 };
		expect(forecastOf(input).exhaustedAt).toBe(new Date(day(25)).toISOString());
	});

	test("makes no seven hundred jobs out of the month's first", () => {
		const input = { ...month, nowMs: day(1 / 24), committedMs: 10, recentMs: 10, limitMs: 10_000 };
		expect(forecastOf(input)).toMatchObject({ perDayMs: 10, endMs: 310 });
	});

	test("of a month in which nothing was used is nothing", () => {
		const input = { ...month, nowMs: day(3), committedMs: 0, recentMs: 0, limitMs: 10_000 };
		expect(forecastOf(input)).toEqual({ perDayMs: 0, endMs: 0, exhaustedAt: null });
	});
});
