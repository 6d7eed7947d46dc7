import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findShortfall, sumUpperMs } from "../../../../shared/service/batch/find-shortfall.ts";
import { runBatch } from "../../../../shared/service/batch/run-batch.ts";
import { createNotingStore } from "../../../helpers/noting-store.ts";

const never = new AbortController().signal;

/** A month of so many ms, of which so many are used or reserved. */
function monthOf(monthMs: number, committedMs = 0) {
	const row = { id: "month", committedMs };
	const budget = { limits: { monthMs, userMs: monthMs }, nowMs: () => 0 };
	return { row, budget, store: createNotingStore(() => ({ ...row })).store };
}

describe("the budget of a batch", () => {
	test("is the sum of the most that each may use", () => {
		expect(sumUpperMs([])).toBe(0);
		expect(sumUpperMs([{ upperMs: 15 }])).toBe(15);
		expect(sumUpperMs([{ upperMs: 15 }, { upperMs: 130 }])).toBe(145);
	});

	test("that is said to hold it makes all of it, however many are made at once", async () => {
		const videos = fc.array(fc.tuple(fc.nat(100), fc.nat(100), fc.nat(9)), { minLength: 1, maxLength: 25 });
		await fc.assert(
			fc.asyncProperty(videos, fc.integer({ min: 1, max: 6 }), async (parts, workers) => {
				const items = parts.map(([costMs, cautionMs, turns]) => ({
					costMs,
					turns,
					expectedMs: Math.floor(costMs / 2),
					upperMs: costMs + cautionMs,
				}));
				const { row, budget, store } = monthOf(sumUpperMs(items));
				expect(await findShortfall(store, null, sumUpperMs(items), budget)).toBeNull();
				const { completed, details } = await runBatch(items, {
					...{ workers, signal: never },
					findShortfall: ({ upperMs }) => findShortfall(store, null, upperMs, budget, "next"),
					work: async ({ costMs, upperMs, turns }, index) => {
						row.committedMs += upperMs;
						for (let turn = 0; turn < turns; turn++) await Promise.resolve();
						row.committedMs += costMs - upperMs;
						return { jobId: `job${index}`, result: {} };
					},
				});
				expect(details.filter(({ status }) => status !== "completed")).toEqual([]);
				expect(completed).toBe(items.length);
			}),
			{ numRuns: 200 },
		);
	});

	test("that does not hold it says so of the whole before anything is begun, and of the next one on the way", async () => {
		const { store, budget } = monthOf(10_000, 9000);
		const whole = await findShortfall(store, null, 4000, budget);
		expect(whole?.message).toBe(
			"The batch needs up to 0.0011 CPU hours, but only 0.0003 of the 0.0028 hours of this month's budget are left. The next month begins at 1970-02-01T00:00:00.000Z. Nothing was started.",
		);
		const next = await findShortfall(
			store,
			"maya",
			1500,
			{ ...budget, limits: { monthMs: 20_000, userMs: 10_000 } },
			"next",
		);
		expect(next?.message).toBe(
			"The next video of the batch needs up to 0.0004 CPU hours, but only 0.0003 of the 0.0028 hours of your share of this month's budget are left. The next month begins at 1970-02-01T00:00:00.000Z. It and the videos after it were not started.",
		);
		expect(next?.details).toMatchObject({ scope: "user", neededSeconds: 1.5, leftSeconds: 1 });
	});
});
