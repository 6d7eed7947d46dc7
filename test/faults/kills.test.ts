import { readdirSync } from "node:fs";
import { join } from "node:path";
import { TablesDB } from "node-appwrite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type BundleServer, countersOf, ledgerSum, startBundleServer } from "../helpers/bundle-server.ts";
import { ask, guestOf, jobEnd, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { childrenIn } from "../helpers/processes.ts";

const SERVICE_KEY = "a service key of this test";
const asService = { "x-chatreel-key": SERVICE_KEY };
const month = () => new Date().toISOString().slice(0, 7);
/** Longer than a lease. */
const LEASE_IS_OVER_MS = 31_000;
/** Longer than the function's timeout and the margin after it. */
const RESERVATION_IS_OVER_MS = 1_100_000;

let server: BundleServer;
let maya: User;
beforeEach(async () => {
	const roomy = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
	server = await startBundleServer({ variables: { SERVICE_KEY, ...roomy } });
	maya = await signUp(server);
});
afterEach(() => server.end());

/** Kills the function's process, and what it started, at the first thing in the database or the bucket that is `due`. */
async function killWhen(
	due: (name: string, count: number) => boolean,
): Promise<{ readonly happened: readonly string[]; readonly wasKilled: boolean }> {
	const happened: string[] = [];
	const killed = Promise.withResolvers<void>();
	let isDone = false;
	const end = server.events.subscribe(({ name }) => {
		if (!name.startsWith("databases.") && !name.startsWith("buckets.")) return;
		happened.push(name);
		if (isDone || !due(name, happened.length)) return;
		isDone = true;
		void server.runtime("render").kill().then(killed.resolve);
	});
	const data = { conversation: JSON.stringify(SHORT) };
	const place = { databaseId: "chatreel", tableId: "render_requests", rowId: "killed" };
	await new TablesDB(maya.client).createRow({ ...place, data });
	const wasKilled = await Promise.race([
		killed.promise.then(() => true),
		jobEnd(server, "killed").then(() => false),
	]);
	end();
	return { happened, wasKilled };
}

const run = () => ask(guestOf(server), { path: "/jobs/killed/run", headers: asService });
const shortOf = (name: string) =>
	name
		.split(".")
		.filter((_, index) => [3, 6].includes(index))
		.join(" ");

describe("kill -9 of the function's process", () => {
	test("at each thing it does leaves the data whole, and the job is run again and ends once", async () => {
		const stages: string[] = [];
		for (let n = 1; ; n++) {
			const { happened, wasKilled } = await killWhen((_name, count) => count === n);
			if (!wasKilled) break;
			stages.push(shortOf(happened[n - 1] ?? ""));
			const counters = (await server.rowsOf("quota_months"))[0];
			expect(counters?.["committedMs"] ?? 0, `killed at ${happened[n - 1]}`).toBe(
				await ledgerSum(server, month()),
			);
			server.shiftClock(LEASE_IS_OVER_MS);
			const { status, body } = await run();
			expect([status, body.success], `killed at ${happened[n - 1]}`).toEqual([200, true]);
			expect(await server.rowsOf("job_ends")).toHaveLength(1);
			const attempts = await server.rowsOf("quota_jobs");
			expect(attempts.length).toBeLessThanOrEqual(2);
			expect((await countersOf(server, month()))["committedMs"]).toBe(await ledgerSum(server, month()));
			expect((await run()).body).toEqual(body);
			expect(await server.rowsOf("quota_jobs")).toHaveLength(attempts.length);
			await server.end();
			server = await startBundleServer({
				variables: { SERVICE_KEY, MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" },
			});
			maya = await signUp(server);
		}
		expect(stages.length).toBeGreaterThan(5);
		expect(await server.rowsOf("job_ends")).toHaveLength(1);
	}, 240_000);

	test("is not answered by a second render while the first may still live", async () => {
		const conversation = { ...SHORT, video: { width: 1080, height: 1920, durationSeconds: 20 } };
		const data = { conversation: JSON.stringify(conversation) };
		const place = { databaseId: "chatreel", tableId: "render_requests", rowId: "killed" };
		await new TablesDB(maya.client).createRow({ ...place, data });
		await vi.waitUntil(async () => (await server.rowsOf("renders"))[0]?.["stage"] === "render", {
			timeout: 30_000,
			interval: 50,
		});
		const folder = join(server.dataDir, "functions/render");
		expect(childrenIn(folder).length).toBeGreaterThan(0);
		await server.runtime("render").kill();
		await vi.waitUntil(() => childrenIn(folder).length === 0);
		const early = await run();
		expect([early.status, early.body.status]).toEqual([202, "rendering"]);
		expect(await server.rowsOf("quota_jobs")).toHaveLength(1);
	});

	test("costs what was last told and one interval, once its reservation is over", async () => {
		await killWhen((name) => /quota_jobs.*create$/.test(name));
		const [attempt] = await server.rowsOf("quota_jobs");
		expect(attempt).toMatchObject({ state: "reserved", cpuMs: null });
		server.shiftClock(RESERVATION_IS_OVER_MS);
		expect((await run()).status).toBe(200);
		const [first, second] = await server.rowsOf("quota_jobs");
		expect(first).toMatchObject({ state: "settled", chargedMs: attempt?.["reservedMs"] });
		expect(second).toMatchObject({ state: "settled" });
		const counters = await countersOf(server, month());
		expect(counters["committedMs"]).toBe(await ledgerSum(server, month()));
		expect(counters["spentMs"]).toBe(counters["committedMs"]);
	});
});

test("a render leaves no temporary file and no process", async () => {
	expect((await ask(maya.client, { body: SHORT })).status).toBe(200);
	expect(readdirSync(join(server.dataDir, "functions/render/tmp"))).toEqual([]);
	const others = childrenIn(join(server.dataDir, "functions/render"));
	expect(others).toEqual([String(server.runtime("render").pid())]);
});
