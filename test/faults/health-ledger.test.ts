import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { monthEnd, toMonth, userMonthId } from "../../shared/service/quota/months.ts";
import { type HealthServer, startHealthServer } from "../helpers/health-server.ts";
import { type SeededRow, seedRows } from "../helpers/seed-jobs.ts";

const DAY_MINUTES = 24 * 60;
const HOUR_MS = 3_600_000;
/** More than a cycle's looks read. */
const MANY = 26_000;

let on: HealthServer;
beforeAll(async () => {
	on = await startHealthServer();
});
afterAll(() => on.end());
/** Each test has a month of its own: it begins on the third day of the next. */
const nextMonth = (intoMinutes = 2 * DAY_MINUTES) => {
	on.wait((Date.parse(monthEnd(toMonth(on.nowMs()))) - on.nowMs()) / 60_000 + intoMinutes);
	on.proxy.setRule(() => "pass");
	return toMonth(on.nowMs());
};
afterEach(() => on.proxy.setRule(() => "pass"));

const counters = (committedMs: number) => ({
	...{ committedMs, spentMs: committedMs, jobsCount: 0, seq: 1, corrections: 0 },
});
function* attempts(
	month: string,
	count: number,
	of: (index: number) => { readonly createdMs: number; readonly userId?: string; readonly chargedMs: number },
): Generator<SeededRow> {
	for (let index = 0; index < count; index++) {
		const { createdMs, userId = null, chargedMs } = of(index);
		const data = { month, userId, state: "settled", reservedMs: 0, chargedMs };
		yield { id: `${month}-${index}.1`, createdMs, data };
	}
}
const ledgerOf = ({ checks }: Awaited<ReturnType<HealthServer["runCycle"]>>) =>
	checks.find(({ componentId }) => componentId === "ledger");

describe("a month with more jobs than a cycle adds up", () => {
	test("is not judged for drift, its pace is that of its newest jobs, and the cycle has calls left for the rest", async () => {
		const month = nextMonth();
		const now = on.nowMs();
		// As many as are read were made evenly within the last half day; those before cost a thousand times as much.
		const createdMs = (index: number) =>
			index < 25_000 ? now - (index / 25_000) * 12 * HOUR_MS : now - 30 * HOUR_MS;
		const jobs = attempts(month, MANY, (index) => ({
			...{ createdMs: createdMs(index), chargedMs: index < 25_000 ? 288 : 288_000 },
		}));
		seedRows(on.server.dataDir, "quota_jobs", jobs);
		const committedMs = 10 * HOUR_MS;
		seedRows(on.server.dataDir, "quota_months", [{ id: month, createdMs: now, data: counters(committedMs) }]);
		const cycle = await on.runCycle();
		expect([cycle.status, cycle.bad]).toEqual([200, {}]);
		expect(ledgerOf(cycle)).toEqual(expect.not.objectContaining({ observedValue: expect.anything() }));
		// 25,000 jobs of 288 ms are two hours, in half a day: four a day, for the rest of the month, beside the ten that are used.
		const leftDays = (Date.parse(monthEnd(month)) - now) / (24 * HOUR_MS);
		const forecast = cycle.checks.find(({ componentId }) => componentId === "quota-forecast");
		expect(forecast?.observedValue).toBeCloseTo(((10 + 4 * leftDays) / 200) * 100, 0);
		const calls = on.proxy.calls();
		expect(calls.filter(({ path }) => path.endsWith("/quota_jobs/rows")).length).toBeLessThan(40);
		// The sweep comes last: it still had calls.
		expect(calls.filter(({ path }) => path.endsWith("/render_requests/rows")).length).toBeGreaterThan(0);
		expect(calls.length).toBeLessThan(200);
		expect(cycle.logs).toBe("INFO All systems operational");
	});
});

describe("many users whose counters have drifted", () => {
	test("are mended over several cycles, none of which makes more than 200 calls", async () => {
		const month = nextMonth();
		const createdMs = on.nowMs() - HOUR_MS;
		const users = Array.from({ length: 60 }, (_, index) => `user${index}`);
		const jobs = attempts(month, users.length, (index) => ({
			...{ createdMs, userId: users[index] ?? "", chargedMs: 10 },
		}));
		seedRows(on.server.dataDir, "quota_jobs", jobs);
		seedRows(on.server.dataDir, "quota_months", [{ id: month, createdMs, data: counters(600) }]);
		const rows = users.map(async (userId, index) => {
			const data = { month, userId, ...counters(index % 2 === 0 ? 7 : 13) };
			return { id: await userMonthId(month, userId), createdMs, data };
		});
		seedRows(on.server.dataDir, "quota_users", await Promise.all(rows));
		const drifted = async () =>
			(await on.server.rowsOf("quota_users")).filter(
				(row) => row["month"] === month && row["committedMs"] !== 10,
			);
		let left = users.length;
		let cycleCount = 0;
		while (left > 0) {
			on.proxy.setRule(() => "pass");
			const cycle = await on.runCycle();
			cycleCount += 1;
			expect(cycle.bad["ledger"]).toBe("warn");
			expect(on.proxy.calls().length).toBeLessThanOrEqual(200);
			const before = left;
			left = (await drifted()).length;
			expect(left).toBeLessThan(before);
			const more = left > 0 ? ", and there are more for the next tick" : "";
			expect(cycle.body.notes).toEqual([`${before - left} counters reconciled${more}`]);
			on.wait(5);
		}
		expect(cycleCount).toBeGreaterThan(1);
		expect(ledgerOf(await on.runCycle())).toMatchObject({ status: "pass", observedValue: 0 });
	});
});

describe("the last month's counters", () => {
	test("are mended on the first day of the next, into which a job may have lasted, and left alone later", async () => {
		const month = nextMonth();
		const drift = () => on.put("quota_months", month, counters(5));
		const committedMs = async () =>
			(await on.server.rowsOf("quota_months")).find(({ $id }) => $id === month)?.["committedMs"];
		nextMonth(60);
		await drift();
		expect((await on.runCycle()).bad).toEqual({ ledger: "warn" });
		expect(await committedMs()).toBe(0);
		await drift();
		on.wait(DAY_MINUTES);
		expect((await on.runCycle()).bad).toEqual({});
		expect(await committedMs()).toBe(5);
	});
});
