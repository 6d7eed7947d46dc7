import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { claimAttempt } from "../../../../shared/service/jobs/claim-attempt.ts";
import { endJob } from "../../../../shared/service/jobs/end-job.ts";
import { compareCounters } from "../../../../shared/service/quota/drift.ts";
import { extend, reserve, settle } from "../../../../shared/service/quota/ledger.ts";
import { userMonthId } from "../../../../shared/service/quota/months.ts";
import { type CounterTable, changeBy } from "../../../../shared/service/quota/operations.ts";
import { correctDrifts, reconcile } from "../../../../shared/service/quota/reconcile.ts";
import { recordSpent } from "../../../../shared/service/quota/record.ts";
import type { RowStore } from "../../../../shared/service/row-store.ts";
import { expectLedger } from "../../../helpers/invariants.ts";
import { createMemoryRowStore } from "../../../helpers/memory-row-store.ts";

let store: RowStore;
beforeEach(() => {
	store = createMemoryRowStore();
});
let months = 0;
const newMonth = () => `3${String(++months).padStart(3, "0")}-01`;
const far = Date.parse("2099-01-01T00:00:00Z");
const limits = { monthMs: 1_000_000, userMs: 1_000_000 };
const requestOf = (attemptId: string, month: string, reservedMs = 100, userId: string | null = "maya") => ({
	...{ attemptId, month, userId, reservedMs, executionId: attemptId, limits, costUnits: {} },
	...{ leaseUntilMs: far, expiresAtMs: far, heartbeatAtMs: far },
});
const look = async (month: string) => (await compareCounters(store, month)).drifts;

/** As a half applied transaction leaves them. */
async function bend(
	table: CounterTable,
	rowId: string,
	field: "committedMs" | "spentMs",
	ms: number,
): Promise<void> {
	await store.transact(changeBy(table, rowId, field, ms));
}

async function someJobs(month: string): Promise<void> {
	await reserve(store, requestOf(`${month}a.1`, month));
	await settle(store, requestOf(`${month}a.1`, month), 40, "worker");
	await reserve(store, requestOf(`${month}b.1`, month, 70));
	await reserve(store, requestOf(`${month}c.1`, month, 30, null));
}

/** Some jobs, and counters as half applied transactions leave them. */
async function bent(month: string) {
	await reserve(store, requestOf(`${month}a.1`, month));
	await settle(store, requestOf(`${month}a.1`, month), 40, "worker");
	await reserve(store, requestOf(`${month}b.1`, month));
	expect(await look(month)).toEqual([]);
	const userRow = await userMonthId(month, "maya");
	await store.transact([
		...changeBy("months", month, "committedMs", 500),
		...changeBy("userMonths", userRow, "spentMs", -15),
	]);
	const drifts = await look(month);
	expect(drifts?.map(({ correction }) => correction)).toEqual([
		{ table: "months", rowId: month, committedMs: 500, spentMs: 0 },
		{ table: "userMonths", rowId: userRow, committedMs: 0, spentMs: -15 },
	]);
	return drifts ?? [];
}

describe("a reconcile", () => {
	test("makes the counter of a user whose rows are counted nowhere", async () => {
		const month = newMonth();
		await someJobs(month);
		await store.remove("userMonths", await userMonthId(month, "maya"));
		await reconcile(store, month);
		expect(await look(month)).toEqual([]);
	});

	test("of a month without a job leaves it at nothing", async () => {
		const month = newMonth();
		expect(await reconcile(store, month)).toMatchObject({ corrections: [], right: 1 });
	});

	test("is applied once where another with the same drift comes between, also when jobs moved the counter on", async () => {
		const month = newMonth();
		await someJobs(month);
		await bend("months", month, "committedMs", 500);
		let isFirst = true;
		const interrupted: RowStore = {
			...store,
			transact: async (operations) => {
				if (isFirst) {
					isFirst = false;
					// All of this happens after it has read, and before it commits.
					await reserve(store, requestOf(`${month}between.1`, month, 25));
					const other = await reconcile(store, month);
					expect(other.corrections).toHaveLength(1);
					await reserve(store, requestOf(`${month}later.1`, month, 35));
				}
				return store.transact(operations);
			},
		};
		expect((await reconcile(interrupted, month)).corrections).toEqual([]);
		expect(await look(month)).toEqual([]);
	});
});

describe("a drift that was seen, and is mended later", () => {
	test("is gone, also where a job moved the counters on meanwhile", async () => {
		const month = newMonth();
		const seen = await bent(month);
		await reserve(store, requestOf(`${month}between.1`, month));
		expect(await correctDrifts(store, seen, () => true)).toEqual({ done: 2, isMore: false });
		expect(await look(month)).toEqual([]);
	});

	test("is not mended again where another has done so", async () => {
		const month = newMonth();
		const seen = await bent(month);
		expect((await reconcile(store, month)).corrections).toHaveLength(2);
		await reserve(store, requestOf(`${month}between.1`, month));
		expect(await correctDrifts(store, seen, () => true)).toEqual({ done: 0, isMore: false });
		expect(await look(month)).toEqual([]);
	});

	test("is not seen where the month's counter moves while it is looked at", async () => {
		const month = newMonth();
		await bent(month);
		let isFirst = true;
		const busy: RowStore = {
			...store,
			list: async (table, query) => {
				const rows = await store.list(table, query);
				if (isFirst) await reserve(store, requestOf(`${month}meanwhile.1`, month));
				isFirst = false;
				return rows;
			},
		};
		const { drifts, moved } = await compareCounters(busy, month);
		expect(drifts).toEqual([]);
		expect(moved).toContain(month);
	});
});

test("whatever happens in whatever order, with counters that drift, a reconcile leaves no drift", async () => {
	const step = fc.record({
		kind: fc.constantFrom("reserve", "settle", "record", "bend", "reconcile"),
		job: fc.constantFrom("a", "b", "c"),
		ms: fc.integer({ min: 1, max: 300 }),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
			const month = newMonth();
			for (const { kind, job, ms } of steps) {
				const request = requestOf(`${month}${job}.1`, month, ms);
				if (kind === "reserve") await reserve(store, request);
				if (kind === "settle") await settle(store, request, ms, "worker");
				if (kind === "record") {
					await recordSpent(store, { jobId: `${month}${job}${ms}`, ms, month });
				}
				if (kind === "bend") {
					await reconcile(store, month);
					await bend("months", month, "committedMs", ms % 2 === 0 ? ms : -ms);
				}
				if (kind === "reconcile") await reconcile(store, month);
			}
			await reconcile(store, month);
			expect(await look(month)).toEqual([]);
		}),
		{ numRuns: 100 },
	);
});

test("a job that is reserved before midnight and ends after it is charged to the month in which it was reserved", async () => {
	const jobId = "across-midnight";
	const job = { id: jobId, userId: "maya" };
	await store.create("jobs", [{ ...job, status: "queued", request: "{}" }]);
	const midnight = Date.UTC(2041, 0);
	const options = { executionId: "one", limits, reservedMs: 500, costUnits: {}, timeoutMs: 900_000 };
	const claim = await claimAttempt(store, job, { ...options, nowMs: () => midnight - 1 });
	if (claim.kind !== "claimed") throw new Error(`It was ${claim.kind}`);
	expect(claim.reservation.month).toBe("2040-12");
	await extend(store, claim.reservation, { n: 1, moreMs: 100, limits });
	const attempt = { reservation: { ...claim.reservation, reservedMs: 600 }, chargedMs: 550 };
	await endJob(store, job, {
		...{ executionId: "one", status: "completed", changes: {}, attempt, month: "2041-01" },
	});
	const next = requestOf("after-midnight.1", "2041-01", 70);
	await reserve(store, next);
	const [before, after] = [await store.find("months", "2040-12"), await store.find("months", "2041-01")];
	expect(before).toMatchObject({ committedMs: 550, spentMs: 550, jobsCount: 1 });
	expect(after).toMatchObject({ committedMs: 70, spentMs: 0, jobsCount: 0 });
	await expectLedger(store);
});
