import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hoursOf, hoursText } from "../../../../shared/service/quota/hours.ts";
import { roomFor, standingOf } from "../../../../shared/service/quota/quota-status.ts";

const HOUR = 3_600_000;
const limits = { monthMs: 200 * HOUR, userMs: 50 * HOUR };
const used = (hours: number, spent = hours) => ({
	committedMs: hours * HOUR,
	spentMs: spent * HOUR,
	jobsCount: 3,
});
const ofMonth = (hours: number) =>
	standingOf({ month: "2026-12", all: used(hours), own: null, limits, warnShare: 0.8 });

describe("a month", () => {
	test.each([
		[0, "OK"],
		[159.9999, "OK"],
		[160, "WARNING"],
		[199.9999, "WARNING"],
		[200, "EXHAUSTED"],
		[201, "EXHAUSTED"],
	] as const)("of which %d of 200 hours are used is %s", (hours, status) => {
		expect(ofMonth(hours).status).toBe(status);
	});

	test("says in hours with four decimals what is left, and when the next one begins", () => {
		expect(ofMonth(0.5).message).toBe(
			"Of this month's budget, 199.5000 of 200.0000 CPU hours are left. The next month begins at 2027-01-01T00:00:00.000Z.",
		);
		expect(ofMonth(170).message).toContain("30.0000 of 200.0000 CPU hours are left. 85.0 % are used.");
		expect([hoursOf(1), hoursOf(180), hoursText(180), hoursText(HOUR)]).toEqual([
			0,
			0.0001,
			"0.0001",
			"1.0000",
		]);
	});
});

describe("a user", () => {
	const ofUser = (all: number, own: number) =>
		standingOf({ month: "2026-12", all: used(all), own: used(own), limits, warnShare: 0.8 });

	test("has a share of their own", () => {
		expect(ofUser(100, 20)).toMatchObject({ scope: "user", status: "OK", remainingMs: 30 * HOUR });
		expect(ofUser(100, 40).status).toBe("WARNING");
		expect(ofUser(100, 50)).toMatchObject({ status: "EXHAUSTED", remainingMs: 0 });
	});

	test("has no more than the month has left", () => {
		const standing = ofUser(190, 20);
		expect(standing).toMatchObject({ remainingMs: 10 * HOUR, status: "OK" });
		expect(standing.message).toContain("because others have used the rest");
		expect(ofUser(200, 20).status).toBe("EXHAUSTED");
	});
});

describe("room for a render", () => {
	test("is there to the last millisecond, and is told with what is needed and what is left", () => {
		const standing = ofMonth(199.9);
		const left = standing.remainingMs;
		expect(roomFor(standing, left)).toMatchObject({ canRender: true, status: "WARNING" });
		const refused = roomFor(standing, left + 1);
		expect(refused).toMatchObject({ canRender: false, status: "EXHAUSTED" });
		expect(refused.message).toBe(
			"0.1000 CPU hours are needed, and 0.1000 of 200.0000 are left. The next month begins at 2027-01-01T00:00:00.000Z.",
		);
	});

	test("is never more than either limit leaves", () => {
		const hours = fc.double({ min: 0, max: 300, noNaN: true });
		fc.assert(
			fc.property(hours, hours, (all, own) => {
				const standing = standingOf({
					month: "2026-12",
					all: used(all),
					own: used(own),
					limits,
					warnShare: 0.8,
				});
				const { remainingMs, status } = standing;
				expect(remainingMs).toBeGreaterThanOrEqual(0);
				expect(remainingMs).toBeLessThanOrEqual(Math.max(0, limits.monthMs - all * HOUR));
				expect(remainingMs).toBeLessThanOrEqual(Math.max(0, limits.userMs - own * HOUR));
				expect(status === "EXHAUSTED").toBe(remainingMs === 0);
			}),
		);
	});
});
