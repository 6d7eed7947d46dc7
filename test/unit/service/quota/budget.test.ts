import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findShortfall } from "../../../../shared/service/batch/find-shortfall.ts";
import {
	type Budget,
	computeBudget,
	createQuotaError,
	fits,
	toCanRenderBody,
} from "../../../../shared/service/quota/budget.ts";
import { formatHours, toHours } from "../../../../shared/service/quota/cpu-time.ts";
import { userMonthId } from "../../../../shared/service/quota/months.ts";
import { createMemoryRowStore } from "../../../helpers/memory-row-store.ts";

const HOUR = 3_600_000;
const limits = { monthMs: 200 * HOUR, userMs: 50 * HOUR };
const used = (hours: number, spent = hours) => ({
	committedMs: hours * HOUR,
	spentMs: spent * HOUR,
	jobsCount: 3,
});
const ofMonth = (hours: number) =>
	computeBudget({ month: "2026-12", monthUsage: used(hours), userUsage: null, limits, warnShare: 0.8 });

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
		expect([toHours(1), toHours(180), formatHours(180), formatHours(HOUR)]).toEqual([
			0,
			0.0001,
			"0.0001",
			"1.0000",
		]);
	});
});

describe("a user", () => {
	const ofUser = (all: number, own: number) =>
		computeBudget({ month: "2026-12", monthUsage: used(all), userUsage: used(own), limits, warnShare: 0.8 });

	test("has a share of their own", () => {
		expect(ofUser(100, 20)).toMatchObject({ scope: "user", status: "OK", remainingMs: 30 * HOUR });
		expect(ofUser(100, 40).status).toBe("WARNING");
		expect(ofUser(100, 50)).toMatchObject({ status: "EXHAUSTED", remainingMs: 0 });
	});

	test("has no more than the month has left", () => {
		const budget = ofUser(190, 20);
		expect(budget).toMatchObject({ remainingMs: 10 * HOUR, status: "OK" });
		expect(budget.message).toContain("because others have used the rest");
		expect(ofUser(200, 20).status).toBe("EXHAUSTED");
	});
});

describe("room for a render", () => {
	test("is there to the last millisecond, and is told with what is needed and what is left", () => {
		const budget = ofMonth(199.9);
		const left = budget.remainingMs;
		expect(toCanRenderBody(budget, left)).toMatchObject({ canRender: true, status: "WARNING" });
		const refused = toCanRenderBody(budget, left + 1);
		expect(refused).toMatchObject({ canRender: false, status: "EXHAUSTED" });
		expect(refused.message).toBe(
			"0.1000 CPU hours are needed, and 0.1000 of 200.0000 are left. The next month begins at 2027-01-01T00:00:00.000Z.",
		);
	});
});

describe("a refusal", () => {
	const refusalOf = (all: number, own: number, neededHours: number) =>
		createQuotaError(
			computeBudget({ month: "2026-12", monthUsage: used(all), userUsage: used(own), limits }),
			neededHours * HOUR,
		);

	test("says in one sentence each what is needed, what is left of which budget, and when there is more", () => {
		const { kind, message, details } = refusalOf(100, 49, 2);
		expect([kind, message]).toEqual([
			"QUOTA_EXCEEDED",
			"This needs up to 2.0000 CPU hours, but only 1.0000 of the 50.0000 hours of your share of this month's budget are left. The next month begins at 2027-01-01T00:00:00.000Z.",
		]);
		expect(details).toEqual({
			status: "EXHAUSTED",
			scope: "user",
			neededHours: 2,
			remainingHours: 1,
			neededSeconds: 7200,
			leftSeconds: 3600,
			limitSeconds: 180_000,
			resetsAt: "2027-01-01T00:00:00.000Z",
		});
	});

	test("names the month where that leaves less, or no more", () => {
		expect(refusalOf(199, 0, 2).details).toMatchObject({ scope: "month", leftSeconds: 3600 });
		expect(refusalOf(199, 49, 2).details).toMatchObject({ scope: "month", limitSeconds: 720_000 });
		expect(refusalOf(300, 60, 2).details).toMatchObject({ scope: "month", leftSeconds: 0 });
	});
});

describe("of any usage and limits", () => {
	const ms = fc.nat(1000);
	const states = fc.record({
		all: ms,
		own: fc.option(ms),
		monthMs: ms,
		userMs: ms,
		warn: fc.double({ min: 0, max: 1, noNaN: true }),
	});
	type State = { all: number; own: number | null; monthMs: number; userMs: number; warn: number };
	const usage = (committedMs: number) => ({ committedMs, spentMs: committedMs, jobsCount: 1 });
	const budgetAt = ({ all, own, monthMs, userMs, warn }: State) =>
		computeBudget({
			month: "2026-12",
			monthUsage: usage(all),
			userUsage: own === null ? null : usage(own),
			limits: { monthMs, userMs },
			warnShare: warn,
		});
	const always = (check: (state: State) => void) => fc.assert(fc.property(states, check), { numRuns: 500 });
	const rank = ({ status }: Budget) => ["OK", "WARNING", "EXHAUSTED"].indexOf(status);

	test("what is used and what is left are the tightest limit, as long as it is not passed", () => {
		always((state) => {
			const { remainingMs, tightest } = budgetAt(state);
			const usedMs = tightest.scope === "user" ? (state.own ?? 0) : state.all;
			const limitMs = tightest.scope === "user" ? state.userMs : state.monthMs;
			expect(tightest.limitMs).toBe(limitMs);
			expect(remainingMs).toBe(tightest.remainingMs);
			expect(remainingMs).toBe(usedMs <= limitMs ? limitMs - usedMs : 0);
		});
	});

	test("no more is left than any limit leaves, and nothing exactly when it is EXHAUSTED", () => {
		always((state) => {
			const { remainingMs, status } = budgetAt(state);
			expect(remainingMs).toBeLessThanOrEqual(Math.max(0, state.monthMs - state.all));
			if (state.own !== null) expect(remainingMs).toBeLessThanOrEqual(Math.max(0, state.userMs - state.own));
			expect(status === "EXHAUSTED").toBe(remainingMs === 0);
		});
	});

	test("the percentage is from 0 to 100 while the limit is kept, and above when it was passed", () => {
		always((state) => {
			const { percent, committedMs, limitMs } = budgetAt(state);
			expect(percent).toBeGreaterThanOrEqual(0);
			if (limitMs > 0) expect(percent > 100).toBe(committedMs > limitMs);
			else expect(percent).toBe(100);
		});
	});

	test("more usage, by oneself or by others, never makes the status better or more left", () => {
		fc.assert(
			fc.property(states, ms, ms, (state, moreOfAll, moreOfOwn) => {
				const own = state.own === null ? null : state.own + moreOfOwn;
				const [before, after] = [budgetAt(state), budgetAt({ ...state, all: state.all + moreOfAll, own })];
				expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
				expect(after.remainingMs).toBeLessThanOrEqual(before.remainingMs);
			}),
			{ numRuns: 500 },
		);
	});

	test("a render is refused exactly when some limit does not hold it, by all who ask", async () => {
		await fc.assert(
			fc.asyncProperty(states, ms, async (state, neededMs) => {
				const holds = (usedMs: number, limitMs: number) => neededMs === 0 || usedMs + neededMs <= limitMs;
				const holdsIt =
					holds(state.all, state.monthMs) && (state.own === null || holds(state.own, state.userMs));
				const budget = budgetAt(state);
				expect(fits(budget, neededMs)).toBe(holdsIt);
				expect(toCanRenderBody(budget, neededMs).canRender).toBe(holdsIt);
				const store = createMemoryRowStore();
				await store.create("months", [{ id: "1970-01", committedMs: state.all }]);
				const userMonth = { id: await userMonthId("1970-01", "maya"), committedMs: state.own ?? 0 };
				await store.create("userMonths", [userMonth]);
				const budgetOptions = { limits: state, nowMs: () => 0 };
				const userId = state.own === null ? null : "maya";
				const shortfall = await findShortfall(store, userId, neededMs, budgetOptions);
				expect(shortfall === null).toBe(holdsIt);
			}),
			{ numRuns: 500 },
		);
	});
});
