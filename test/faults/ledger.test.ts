import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { extend, reserve, settle } from "../../shared/service/quota/ledger.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { type BundleServer, countersOf, ledgerSum, startBundleServer } from "../helpers/bundle-server.ts";
import { runCommand } from "../helpers/command.ts";
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
	server.weaken({ repeatedCommits: false, lostCommitAnswers: false, wrongTransactionStatus: false });
});
afterAll(async () => {
	await proxy.close();
	await server.end();
});

const store = () => createAppwriteRowStore(createClient({ ...server, endpoint: proxy.endpoint }), TABLES);
/** A month of this test's own, so that its counters are too. */
let months = 0;
const newMonth = () => `2${String(++months).padStart(3, "0")}-01`;

const far = Date.now() + 3_600_000;
const limits = { monthMs: 500, userMs: 500 };
const requestOf = (attemptId: string, month: string, reservedMs = 75) => ({
	...{ attemptId, month, userId: "maya", reservedMs, executionId: attemptId, limits, costUnits: {} },
	...{ leaseUntilMs: far, expiresAtMs: far, heartbeatAtMs: far },
});

/** The counter, the sum of the ledger, and what is counted as spent: the first two must be one. */
async function books(month: string) {
	const counters = await countersOf(server, month);
	return {
		committed: counters["committedMs"],
		ledger: await ledgerSum(server, month),
		spent: counters["spentMs"],
	};
}

describe("the ledger", () => {
	test("holds what is reserved, charges what was used, and gives back the rest", async () => {
		const month = newMonth();
		const request = requestOf("plain.1", month);
		expect(await reserve(store(), request)).toBe(true);
		expect(await books(month)).toEqual({ committed: 75, ledger: 75, spent: 0 });
		await settle(store(), request, 40, "worker");
		expect(await books(month)).toEqual({ committed: 40, ledger: 40, spent: 40 });
		const users = await server.rowsOf("quota_users");
		expect(users.filter((row) => row["month"] === month)).toMatchObject([
			{ userId: "maya", committedMs: 40, spentMs: 40 },
		]);
	});

	test("grants 6 of 20 parallel reservations of 75 against 500", async () => {
		const month = newMonth();
		const all = Array.from({ length: 20 }, (_, index) =>
			reserve(store(), requestOf(`race${index}.1`, month)),
		);
		const outcomes = await Promise.allSettled(all);
		expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
		for (const outcome of outcomes) {
			if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ kind: "QUOTA_EXCEEDED" });
		}
		expect(await books(month)).toEqual({ committed: 450, ledger: 450, spent: 0 });
	});

	test("grants as many from four processes at once", async () => {
		const month = newMonth();
		const { endpoint, projectId, apiKey } = server;
		const args = ["test/fixtures/scripts/reserve.ts", endpoint, projectId, apiKey, month];
		const processes = ["a", "b", "c", "d"].map((name) =>
			runCommand(process.execPath, [...args, name, "5", "75", "500"]),
		);
		const results = await Promise.all(processes);
		expect(results.map(({ stderr }) => stderr)).toEqual(["", "", "", ""]);
		expect(results.reduce((sum, { stdout }) => sum + Number(stdout), 0)).toBe(6);
		expect(await books(month)).toEqual({ committed: 450, ledger: 450, spent: 0 });
	});

	test("lets one of ten claim an attempt", async () => {
		const month = newMonth();
		const claims = Array.from({ length: 10 }, (_, index) =>
			reserve(store(), { ...requestOf("claimed.1", month, 10), executionId: `worker ${index}` }),
		);
		expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
		expect(await books(month)).toEqual({ committed: 10, ledger: 10, spent: 0 });
	});

	test("is right when worker and sweep settle at once", async () => {
		const month = newMonth();
		const requests = Array.from({ length: 8 }, (_, index) => requestOf(`both${index}.1`, month, 50));
		for (const request of requests) await reserve(store(), request);
		await Promise.all(
			requests.flatMap((request) => [
				settle(store(), request, 20, "worker"),
				settle(store(), request, 50, "sweeper"),
			]),
		);
		expect(await books(month)).toEqual({ committed: 160, ledger: 160, spent: 160 });
	});
});

describe("a lost answer", () => {
	/** Every call of the three steps, each by its place, with nothing lost: how many there are to lose. */
	async function run(jobId: string, month: string) {
		const request = requestOf(`${jobId}.1`, month, 100);
		const isMine = await reserve(store(), request);
		await extend(store(), request, { n: 1, moreMs: 50, limits });
		await settle(store(), request, 120, "worker");
		return isMine;
	}

	test.each(["lose answer", "never arrive"] as const)(
		"(%s) to any one call of reserve, extend and settle changes nothing",
		async (fate) => {
			proxy.setRule(() => "pass");
			await run(`none-${fate.length}`, newMonth());
			const count = proxy.calls().length;
			expect(count).toBeGreaterThan(12);
			for (let lost = 0; lost < count; lost++) {
				const month = newMonth();
				proxy.setRule(({ index }) => (index === lost ? fate : "pass"));
				expect(await run(`lost${lost}-${fate.length}`, month), `call ${lost}`).toBe(true);
				expect(await books(month), `call ${lost}`).toEqual({ committed: 120, ledger: 120, spent: 120 });
			}
		},
	);

	test("is no reason to commit twice, where a second commit would be applied once more", async () => {
		const month = newMonth();
		server.weaken({ repeatedCommits: true, wrongTransactionStatus: true });
		proxy.setRule(({ method, path }) =>
			method === "PATCH" && path.includes("/transactions/") ? "lose answer" : "pass",
		);
		expect(await run("twice", month)).toBe(true);
		expect(await books(month)).toEqual({ committed: 120, ledger: 120, spent: 120 });
	});
});
