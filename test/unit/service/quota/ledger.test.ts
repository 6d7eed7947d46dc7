// Steps of the ledger that cross each other, and random ones in random order.
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { extend, reserve, settle } from "../../../../shared/service/quota/ledger.ts";
import type { RowStore } from "../../../../shared/service/row-store.ts";
import { createFaults } from "../../../helpers/faulty-store.ts";
import { expectLedger } from "../../../helpers/invariants.ts";
import { createMemoryRowStore } from "../../../helpers/memory-row-store.ts";
import { holdTime, until } from "../../../helpers/service-world.ts";

holdTime();

let store: RowStore;
beforeEach(() => {
	store = createMemoryRowStore();
});

const MONTH = "2031-12";
const far = Date.parse("2032-01-01T00:00:00Z");
const limits = { monthMs: 500, userMs: 500 };
const requestOf = (attemptId: string, reservedMs = 75) => ({
	...{ attemptId, month: MONTH, userId: "maya", reservedMs, executionId: attemptId, limits, costUnits: {} },
	...{ leaseUntilMs: far, expiresAtMs: far, heartbeatAtMs: far },
});

/** What is counted as committed and as spent, and what the ledger holds. */
async function books() {
	const counters = await store.find("months", MONTH);
	const attempts = await store.list("attempts", { limit: 10 });
	const held = attempts.map((row) => (row.state === "reserved" ? row.reservedMs : (row.chargedMs ?? 0)));
	const ledger = held.reduce((sum, ms) => sum + ms, 0);
	return { committed: counters?.committedMs, ledger, spent: counters?.spentMs };
}

/** A store whose first transaction finds that the sweep has just settled the attempt; it may fail then. */
function sweptMeanwhile(request: ReturnType<typeof requestOf>, fails: boolean): RowStore {
	let isSwept = false;
	return {
		...store,
		transact: async (operations) => {
			if (isSwept) return store.transact(operations);
			isSwept = true;
			await settle(store, request, 75, "sweeper");
			if (fails) throw new ChatreelError("DEPENDENCY_ERROR", "The database is away.", { retryable: true });
			await store.transact(operations);
		},
	};
}

describe("the ledger", () => {
	test("tells a refused caller what it needs, what is left, and when there is more", async () => {
		await expect(reserve(store, requestOf("toomuch.1", 501))).rejects.toMatchObject({
			kind: "QUOTA_EXCEEDED",
			details: {
				scope: "month",
				neededSeconds: 0.501,
				leftSeconds: 0.5,
				limitSeconds: 0.5,
				resetsAt: "2032-01-01T00:00:00.000Z",
			},
		});
		const ofUser = { ...requestOf("toomuch.2", 200), limits: { monthMs: 500, userMs: 100 } };
		await expect(reserve(store, ofUser)).rejects.toMatchObject({ details: { scope: "user" } });
		expect(await books()).toEqual({ committed: 0, ledger: 0, spent: 0 });
	});

	test("holds more on the way, up to the limit, and settles all of it", async () => {
		const request = requestOf("longer.1");
		await reserve(store, request);
		await extend(store, request, { n: 1, moreMs: 100, limits });
		expect(await books()).toEqual({ committed: 175, ledger: 175, spent: 0 });
		const held = { ...request, reservedMs: 175 };
		const tooMuch = extend(store, held, { n: 2, moreMs: 400, limits });
		await expect(tooMuch).rejects.toMatchObject({ kind: "QUOTA_EXCEEDED" });
		await settle(store, held, 170, "worker");
		expect(await books()).toEqual({ committed: 170, ledger: 170, spent: 170 });
	});

	test("charges once, however often, and corrects what the sweep charged", async () => {
		const request = requestOf("swept.1");
		await reserve(store, request);
		await settle(store, request, 75, "sweeper");
		await settle(store, request, 60, "sweeper");
		expect(await books()).toEqual({ committed: 75, ledger: 75, spent: 75 });
		await settle(store, request, 90, "worker");
		await settle(store, request, 90, "worker");
		expect(await books()).toEqual({ committed: 90, ledger: 90, spent: 90 });
		await settle(store, request, 10, "sweeper");
		expect(await books()).toEqual({ committed: 90, ledger: 90, spent: 90 });
	});

	test("holds nothing more of an attempt that the sweep settles while the database is away", async () => {
		const request = requestOf("away.1");
		await reserve(store, request);
		const late = extend(sweptMeanwhile(request, true), request, { n: 1, moreMs: 50, limits });
		await expect(until(late)).rejects.toMatchObject({ kind: "CONFLICT" });
		expect(await books()).toEqual({ committed: 75, ledger: 75, spent: 75 });
	});

	test("gives back what was held more just as the sweep settled", async () => {
		const request = requestOf("torn.1");
		await reserve(store, request);
		await extend(sweptMeanwhile(request, false), request, { n: 1, moreMs: 50, limits });
		expect(await books()).toEqual({ committed: 125, ledger: 75, spent: 75 });
		await settle(store, { ...request, reservedMs: 125 }, 90, "worker");
		expect(await books()).toEqual({ committed: 90, ledger: 90, spent: 90 });
	});
});

test("whatever happens in whatever order, with calls that fail on the way, the counter is the sum of the ledger", async () => {
	const attempt = fc.constantFrom("a", "b", "c");
	const kind = fc.constantFrom("reserve", "extend", "worker", "sweeper");
	const step = fc.record({ kind, attempt, ms: fc.integer({ min: 1, max: 300 }) });
	const fault = fc.record({
		call: fc.integer({ min: 1, max: 80 }),
		when: fc.constantFrom("before", "after"),
		how: fc.constantFrom("retryable", "final"),
	});
	const course = fc.tuple(fc.array(step, { minLength: 3, maxLength: 12 }), fc.array(fault, { maxLength: 4 }));
	await fc.assert(
		fc.asyncProperty(course, async ([steps, failing]) => {
			store = createMemoryRowStore();
			const faults = createFaults();
			const faulty = faults.createProcess().wrap(store);
			faults.set(failing);
			let extensions = 0;
			for (const { kind, attempt, ms } of steps) {
				const request = requestOf(`${attempt}.1`, ms);
				const row = await store.find("attempts", request.attemptId);
				const held = { ...request, reservedMs: row?.reservedMs ?? 0 };
				const work = async () => {
					if (kind === "reserve") return reserve(faulty, request);
					if (row === null) return;
					// A lost worker has used at most what the sweep charged: its last heartbeat's CPU and one interval more.
					const usedMs = row.state === "reserved" ? ms : Math.min(ms, row.chargedMs ?? ms);
					if (kind !== "extend") return settle(faulty, held, usedMs, kind);
					if (row.state === "reserved") return extend(faulty, held, { n: ++extensions, moreMs: ms, limits });
				};
				await until(work()).catch((error) => expect(error.kind).toMatch(/QUOTA_EXCEEDED|DEPENDENCY_ERROR/));
				await expectLedger(store, limits);
			}
		}),
		{ numRuns: 200 },
	);
});
