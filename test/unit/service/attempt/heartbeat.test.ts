import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { startHeartbeat } from "../../../../shared/service/attempt/heartbeat.ts";
import type { RowStore } from "../../../../shared/service/row-store.ts";
import { createNotingStore } from "../../../helpers/noting-store.ts";
import { until } from "../../../helpers/until.ts";

const START_MS = Date.parse("2026-11-01T00:00:00Z");

beforeEach(() => {
	vi.useFakeTimers({ now: START_MS });
});
afterEach(() => {
	vi.useRealTimers();
});

/** The attempt's row, which is not settled. */
const held = () => ({ id: "job.1", state: "reserved" });

/** A store that notes what is written to it; `fail` decides whether a write fails. */
function notingStore(fail: (what: "update" | "transact") => Error | null = () => null, row = held) {
	const find = (table: string) => (table === "attempts" ? row() : null);
	const { store, updates: beats, transactions } = createNotingStore(find, fail);
	return { store, beats, transactions };
}

const reservation = { attemptId: "job.1", month: "2026-11", userId: null, reservedMs: 10_000 };
const limits = { monthMs: 1e9, userMs: 1e9 };
const start = (store: RowStore, usedMs: () => number, maxMs = Infinity) =>
	startHeartbeat(store, { reservation, limits, maxMs, usedMs, nowMs: () => Date.now() });

describe("the heartbeat", () => {
	test("tells every 5 s what was used, and renews the lease by half a minute", async () => {
		const { store, beats } = notingStore();
		let used = 0;
		const heartbeat = start(store, () => (used += 100));
		await vi.advanceTimersByTimeAsync(10_000);
		await heartbeat.stop();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(beats).toEqual([
			{ cpuMs: 100, heartbeatAtMs: START_MS + 5000, leaseUntilMs: START_MS + 35_000 },
			{ cpuMs: 200, heartbeatAtMs: START_MS + 10_000, leaseUntilMs: START_MS + 40_000 },
		]);
		expect(heartbeat.signal.aborted).toBe(false);
	});

	test("holds more before what is held is used up: at most one interval may lie beyond it", async () => {
		const { store, transactions } = notingStore();
		let used = 0;
		const heartbeat = start(store, () => (used += 4000));
		await vi.advanceTimersByTimeAsync(10_000);
		await heartbeat.stop();
		// 8 s used, 4 s an interval: the next would pass the 10 s that are held.
		expect(transactions).toHaveLength(1);
		const [first, ...rest] = transactions[0] ?? [];
		expect(first).toMatchObject({
			action: "increment",
			field: "committedMs",
			value: 8000,
			max: limits.monthMs,
		});
		expect(rest.at(-1)).toEqual({
			action: "update",
			table: "attempts",
			id: "job.1",
			values: { reservedMs: 18_000 },
		});
	});

	test("stops the render where the budget does not hold more", async () => {
		const refusal = new ChatreelError("QUOTA_EXCEEDED", "No more.");
		const { store } = notingStore((what) => (what === "transact" ? refusal : null));
		const heartbeat = start(store, () => 20_000);
		await vi.advanceTimersByTimeAsync(5000);
		await heartbeat.stop();
		expect(heartbeat.signal.reason).toMatchObject({ kind: "QUOTA_EXCEEDED" });
	});

	test("stops the render at what its maker allows", async () => {
		const { store, beats, transactions } = notingStore();
		let used = 11_000;
		const heartbeat = start(store, () => (used += 1000), 12_000);
		await vi.advanceTimersByTimeAsync(5000);
		// The guard's id is a hash, which is made outside the faked time.
		await until(() => beats.length === 1);
		expect(heartbeat.signal.aborted).toBe(false);
		await vi.advanceTimersByTimeAsync(5000);
		await until(() => heartbeat.signal.aborted);
		await heartbeat.stop();
		expect(transactions).toHaveLength(1);
		expect(heartbeat.signal.reason).toMatchObject({ details: { scope: "maxCpuSeconds" } });
	});

	test("stops the render before a lease ends that it could not renew", async () => {
		const away = new ChatreelError("DEPENDENCY_ERROR", "Away.");
		const { store } = notingStore(() => away);
		const heartbeat = start(store, () => 0);
		await vi.advanceTimersByTimeAsync(20_000);
		expect(heartbeat.signal.aborted).toBe(false);
		await vi.advanceTimersByTimeAsync(5000);
		expect(heartbeat.signal.aborted).toBe(true);
		await heartbeat.stop();
	});

	test("renews no lease that is over: after a pause the job may be in other hands", async () => {
		const { store, beats } = notingStore();
		const heartbeat = start(store, () => 0);
		await vi.advanceTimersByTimeAsync(5000);
		expect(heartbeat.isHeld()).toBe(true);
		vi.setSystemTime(Date.now() + 60_000);
		expect(heartbeat.isHeld()).toBe(false);
		await vi.advanceTimersByTimeAsync(5000);
		await heartbeat.stop();
		expect(beats).toHaveLength(1);
		expect(heartbeat.signal.reason).toMatchObject({ kind: "DEPENDENCY_ERROR" });
	});

	test("asks for the same more again where it does not know whether it was given", async () => {
		let isAway = true;
		const conflict = new ChatreelError("UNKNOWN", "Who knows.");
		const asked: unknown[] = [];
		const { store, transactions } = notingStore((what) => (what === "transact" && isAway ? conflict : null));
		const noting = {
			...store,
			transact: async (operations: Parameters<RowStore["transact"]>[0]) => {
				asked.push(operations);
				await store.transact(operations);
			},
		};
		let used = 9000;
		const heartbeat = start(noting, () => (used += 1000));
		await vi.advanceTimersByTimeAsync(5000);
		await until(() => asked.length === 1);
		isAway = false;
		await vi.advanceTimersByTimeAsync(5000);
		await until(() => transactions.length === 1);
		await heartbeat.stop();
		expect(asked[1]).toEqual(asked[0]);
	});

	test("stops the render where its attempt was settled by the sweep", async () => {
		const { store, transactions } = notingStore(undefined, () => ({ id: "job.1", state: "settled" }));
		const heartbeat = start(store, () => 20_000);
		await vi.advanceTimersByTimeAsync(5000);
		await heartbeat.stop();
		expect([heartbeat.signal.reason.kind, transactions]).toEqual(["CONFLICT", []]);
	});
});
