import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { mendDrifts } from "../../shared/service/quota/drift.ts";
import { reserve, settle } from "../../shared/service/quota/ledger.ts";
import { lookAtLedger } from "../../shared/service/quota/ledger-look.ts";
import { userMonthId } from "../../shared/service/quota/months.ts";
import { changeBy } from "../../shared/service/quota/operations.ts";
import { reconcile } from "../../shared/service/quota/reconcile.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";

let server: BundleServer;
beforeAll(async () => {
	server = await startBundleServer();
});
afterAll(() => server.end());

const store = () => createAppwriteRowStore(createClient(server), TABLES);
let months = 0;
const newMonth = () => `3${String(++months).padStart(3, "0")}-01`;
const far = Date.now() + 3_600_000;
const requestOf = (attemptId: string, month: string) => ({
	...{ attemptId, month, userId: "maya", reservedMs: 100, executionId: attemptId, costUnits: {} },
	...{ limits: { monthMs: 1_000_000, userMs: 1_000_000 } },
	...{ leaseUntilMs: far, expiresAtMs: far, heartbeatAtMs: far },
});
const OPTIONS = { nowMs: Date.now(), mayRead: () => true };
const look = async (month: string) => (await lookAtLedger(store(), month, OPTIONS)).drifts;

/** Some jobs, and counters as half applied transactions leave them. */
async function bent(month: string) {
	await reserve(store(), requestOf(`${month}a.1`, month));
	await settle(store(), requestOf(`${month}a.1`, month), 40, "worker");
	await reserve(store(), requestOf(`${month}b.1`, month));
	expect(await look(month)).toEqual([]);
	const userRow = await userMonthId(month, "maya");
	await store().transact([
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

describe("a drift that was seen, and is mended later", () => {
	test("is gone, also where a job moved the counters on meanwhile", async () => {
		const month = newMonth();
		const seen = await bent(month);
		await reserve(store(), requestOf(`${month}between.1`, month));
		expect(await mendDrifts(store(), seen, () => true)).toEqual({ done: 2, isMore: false });
		expect(await look(month)).toEqual([]);
	});

	test("is not mended again where another has done so", async () => {
		const month = newMonth();
		const seen = await bent(month);
		expect((await reconcile(store(), month)).corrections).toHaveLength(2);
		await reserve(store(), requestOf(`${month}between.1`, month));
		expect(await mendDrifts(store(), seen, () => true)).toEqual({ done: 0, isMore: false });
		expect(await look(month)).toEqual([]);
	});

	test("is not seen where the month's counter moves while it is looked at", async () => {
		const month = newMonth();
		await bent(month);
		const client = createClient(server);
		const call = client.call.bind(client);
		let isFirst = true;
		client.call = async (...args) => {
			const answer = await call(...args);
			if (isFirst) await reserve(store(), requestOf(`${month}meanwhile.1`, month));
			isFirst = false;
			return answer;
		};
		expect(await lookAtLedger(createAppwriteRowStore(client, TABLES), month, OPTIONS)).toMatchObject({
			drifts: null,
			isWhole: true,
		});
	});
});
