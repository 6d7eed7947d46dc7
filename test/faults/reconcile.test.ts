import { TablesDB } from "node-appwrite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sweepPorts } from "../../shared/app/sweep.ts";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { sweep } from "../../shared/service/jobs/sweep/sweep.ts";
import { extend, reserve, settle } from "../../shared/service/quota/ledger.ts";
import { userMonthId } from "../../shared/service/quota/months.ts";
import { reconcile } from "../../shared/service/quota/reconcile.ts";
import type { RowStore } from "../../shared/service/row-store.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { type BundleServer, countersOf, startBundleServer } from "../helpers/bundle-server.ts";
import { type FaultyProxy, startFaultyProxy } from "../helpers/faulty-proxy.ts";

let server: BundleServer;
let proxy: FaultyProxy;
beforeAll(async () => {
	server = await startBundleServer();
	proxy = await startFaultyProxy();
	proxy.setTarget(server.endpoint);
});
afterEach(() => {
	proxy.setRule(() => "pass");
});
afterAll(async () => {
	await proxy.close();
	await server.end();
});

const straight = () => createAppwriteRowStore(createClient(server), TABLES);
const proxied = () => createAppwriteRowStore(createClient({ ...server, endpoint: proxy.endpoint }), TABLES);
let months = 0;
const newMonth = () => `3${String(++months).padStart(3, "0")}-01`;
const far = Date.now() + 3_600_000;
const limits = { monthMs: 1_000_000, userMs: 1_000_000 };
const requestOf = (attemptId: string, month: string, reservedMs = 100, userId: string | null = "maya") => ({
	...{ attemptId, month, userId, reservedMs, executionId: attemptId, limits, costUnits: {} },
	...{ leaseUntilMs: far, expiresAtMs: far, heartbeatAtMs: far },
});

/** By how much the month's counter, and maya's, differ from the ledger. */
async function drifts(month: string) {
	const ledger = (await server.rowsOf("quota_jobs")).filter((row) => row["month"] === month);
	const sumOf = (rows: typeof ledger) =>
		rows.reduce(
			(sum, row) => sum + Number(row["state"] === "reserved" ? row["reservedMs"] : row["chargedMs"]),
			0,
		);
	const spentOf = (rows: typeof ledger) =>
		rows.reduce((sum, row) => sum + (row["state"] === "reserved" ? 0 : Number(row["chargedMs"])), 0);
	const counters = await countersOf(server, month);
	const userRow = await straight().find("userMonths", await userMonthId(month, "maya"));
	const own = ledger.filter(({ userId }) => userId === "maya");
	return [
		Number(counters["committedMs"]) - sumOf(ledger),
		Number(counters["spentMs"]) - spentOf(ledger),
		(userRow?.committedMs ?? 0) - sumOf(own),
		(userRow?.spentMs ?? 0) - spentOf(own),
	];
}

/** As a half applied transaction leaves them. */
async function bend(month: string, table: string, rowId: string, column: string, value: number) {
	const place = { databaseId: "chatreel", tableId: table, rowId, column, value: Math.abs(value) };
	const tables = new TablesDB(server.admin);
	await (value > 0 ? tables.incrementRowColumn(place) : tables.decrementRowColumn(place));
	expect(await drifts(month)).not.toEqual([0, 0, 0, 0]);
}

async function someJobs(month: string): Promise<void> {
	await reserve(straight(), requestOf(`${month}a.1`, month));
	await settle(straight(), requestOf(`${month}a.1`, month), 40, "worker");
	await reserve(straight(), requestOf(`${month}b.1`, month, 70));
	await reserve(straight(), requestOf(`${month}c.1`, month, 30, null));
}

describe("a reconcile", () => {
	test("brings the month and its users to what the ledger says, and then finds nothing to do", async () => {
		const month = newMonth();
		await someJobs(month);
		const userRow = await userMonthId(month, "maya");
		await bend(month, "quota_months", month, "committedMs", 500);
		await bend(month, "quota_months", month, "spentMs", -15);
		await bend(month, "quota_users", userRow, "committedMs", -60);
		const { corrections, right, busy } = await reconcile(straight(), month);
		expect(corrections).toEqual([
			{ table: "months", rowId: month, committedMs: 500, spentMs: -15 },
			{ table: "userMonths", rowId: userRow, committedMs: -60, spentMs: 0 },
		]);
		expect([right, busy]).toEqual([0, 0]);
		expect(await drifts(month)).toEqual([0, 0, 0, 0]);
		expect(await reconcile(straight(), month)).toMatchObject({
			corrections: [],
			right: 2,
			busy: 0,
		});
	});

	test("twice at once, under load, leaves no drift", async () => {
		const month = newMonth();
		await someJobs(month);
		await bend(month, "quota_months", month, "committedMs", 333);
		await bend(month, "quota_users", await userMonthId(month, "maya"), "spentMs", 44);
		let isLoaded = true;
		const load = async (worker: number) => {
			for (let job = 0; job < 5; job++) {
				const request = requestOf(`${month}w${worker}j${job}.1`, month, 50);
				await reserve(straight(), request);
				if (job % 2 === 0) await extend(straight(), request, { n: 1, moreMs: 20, limits });
				await settle(straight(), request, 30 + job, "worker");
			}
		};
		const repeated = async () => {
			const found = [];
			// As long as there is load, and once more after it.
			for (let isLast = false; !isLast; ) {
				isLast = !isLoaded;
				found.push(...(await reconcile(straight(), month)).corrections);
			}
			return found;
		};
		const loaded = Promise.all([1, 2, 3].map(load)).finally(() => {
			isLoaded = false;
		});
		const [first, second] = await Promise.all([repeated(), repeated(), loaded]);
		const sum = [...first, ...second].reduce(
			(total, each) => [(total[0] ?? 0) + each.committedMs, (total[1] ?? 0) + each.spentMs],
			[0, 0],
		);
		expect(sum).toEqual([333, 44]);
		expect(await drifts(month)).toEqual([0, 0, 0, 0]);
	});
});

describe("a worker that dies between any two calls of reserve, extend and settle", () => {
	const work = async (month: string, store: RowStore) => {
		const request = requestOf(`${month}dies.1`, month);
		await reserve(store, request);
		await extend(store, request, { n: 1, moreMs: 50, limits });
		await settle(store, { ...request, reservedMs: 150 }, 120, "worker");
	};

	const afterLeases = { serviceKey: undefined, nowMs: () => far + 1000 };

	test("leaves a ledger that sweep and reconcile bring in order", async () => {
		proxy.setRule(() => "pass");
		await work(newMonth(), proxied());
		const count = proxy.calls().length;
		expect(count).toBeGreaterThan(12);
		for (let last = 0; last < count; last++) {
			const month = newMonth();
			// From then on nothing of it reaches the server.
			const gone = { status: 401, body: { message: "", code: 401, type: "general_unauthorized_scope" } };
			proxy.setRule(({ index }) => (index <= last ? "pass" : gone));
			await work(month, proxied()).catch((error) => expect(error.kind).toBe("DEPENDENCY_ERROR"));
			const { failures } = await sweep(sweepPorts(createClient(server), afterLeases), `after call ${last}`);
			expect(failures).toEqual([]);
			await reconcile(straight(), month);
			expect(await drifts(month), `call ${last}`).toEqual([0, 0, 0, 0]);
			const counters = await countersOf(server, month);
			expect(counters["committedMs"], `call ${last}`).toBe(counters["spentMs"]);
		}
	});
});
