import { ID, TablesDB } from "node-appwrite";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type BundleServer, countersOf, ledgerSum, startBundleServer } from "../helpers/bundle-server.ts";
import { ask, guestOf, jobEnd, SHORT, signUp } from "../helpers/client-calls.ts";

const SERVICE_KEY = "a service key of this test";
const asService = { "x-chatreel-key": SERVICE_KEY };
const month = () => new Date().toISOString().slice(0, 7);

let server: BundleServer;
afterEach(() => server.end());

const start = async (variables: Record<string, string> = {}) => {
	const roomy = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
	server = await startBundleServer({ variables: { SERVICE_KEY, ...roomy, ...variables } });
};

const byId = async (table: string) => new Map((await server.rowsOf(table)).map((row) => [row.$id, row]));

async function expectBooksInOrder(): Promise<void> {
	const counters = await countersOf(server, month());
	expect(counters["committedMs"]).toBe(await ledgerSum(server, month()));
	const reserved = (await server.rowsOf("quota_jobs")).filter((row) => row["state"] === "reserved");
	expect(reserved).toEqual([]);
	expect(counters["spentMs"]).toBe(counters["committedMs"]);
	expect(counters["jobsCount"]).toBe((await server.rowsOf("job_ends")).length);
}

describe("fifty documents at once, and one slot", () => {
	test("lose none: each is completed, or queued until POST /jobs/:id/run ends it", async () => {
		// So short a wait that most of them get no slot of their own.
		await start({ SLOT_WAIT_SECONDS: "0.2" });
		const maya = await signUp(server);
		const tables = new TablesDB(maya.client);
		const data = { conversation: JSON.stringify(SHORT) };
		const ids = Array.from({ length: 50 }, () => ID.unique());
		const place = { databaseId: "chatreel", tableId: "render_requests" };
		await Promise.all(ids.map((rowId) => tables.createRow({ ...place, rowId, data })));
		await vi.waitUntil(
			async () => {
				const rows = await server.rowsOf("renders");
				const isQuiet = rows.every((row) => ["completed", "queued"].includes(String(row["status"])));
				return rows.length === 50 && isQuiet;
			},
			{ timeout: 100_000, interval: 200 },
		);
		for (const [id, row] of await byId("renders")) {
			if (row["status"] === "completed") continue;
			const { status } = await ask(guestOf(server), { path: `/jobs/${id}/run`, headers: asService });
			expect([200, 202]).toContain(status);
		}
		await Promise.all(ids.map((id) => jobEnd(server, id)));
		const renders = await byId("renders");
		expect(ids.map((id) => renders.get(id)?.["status"])).toEqual(ids.map(() => "completed"));
		expect((await server.rowsOf("quota_jobs")).length).toBe(50);
		await expectBooksInOrder();
	});
});

describe("a job", () => {
	test("whose event was never delivered is run by POST /jobs/:id/run, for the owner its row names", async () => {
		await start();
		const maya = await signUp(server);
		server.weaken({ lostEvents: true });
		const data = { conversation: JSON.stringify(SHORT) };
		await new TablesDB(maya.client).createRow({
			...{ databaseId: "chatreel", tableId: "render_requests", rowId: "unheard" },
			data,
		});
		const waiting = await ask(maya.client, { method: "GET", path: "/jobs/unheard" });
		expect([waiting.status, waiting.body.status]).toEqual([200, "queued"]);
		const run = { path: "/jobs/unheard/run" };
		expect((await ask(maya.client, run)).status).toBe(403);
		expect((await ask(guestOf(server), run)).status).toBe(401);
		expect((await ask(guestOf(server), { ...run, headers: { "x-chatreel-key": "wrong" } })).status).toBe(401);
		const { status, body } = await ask(guestOf(server), { ...run, headers: asService });
		expect([status, body]).toMatchObject([200, { success: true, jobId: "unheard" }]);
		expect((await ask(maya.client, { method: "GET", path: "/jobs/unheard" })).body.status).toBe("completed");
		const nothing = await ask(guestOf(server), { path: "/jobs/nothing/run", headers: asService });
		expect(nothing.status).toBe(404);
	});

	test("that is delivered three times is rendered and charged once", async () => {
		await start({ RENDER_SLOTS: "3" });
		const maya = await signUp(server);
		const ids = Array.from({ length: 6 }, () => ID.unique());
		const data = { conversation: JSON.stringify(SHORT) };
		const again: Promise<unknown>[] = [];
		server.events.subscribe(({ name }) => {
			const id = /render_requests\.documents\.(\w+)\.create$/.exec(name)?.[1];
			if (id === undefined) return;
			for (const _ of [2, 3]) {
				again.push(ask(guestOf(server), { path: `/jobs/${id}/run`, headers: asService }));
			}
		});
		const place = { databaseId: "chatreel", tableId: "render_requests" };
		const tables = new TablesDB(maya.client);
		await Promise.all(ids.map((rowId) => tables.createRow({ ...place, rowId, data })));
		await Promise.all(ids.map((id) => jobEnd(server, id)));
		await Promise.all(again);
		expect((await server.rowsOf("quota_jobs")).length).toBe(6);
		await expectBooksInOrder();
	});

	test("that does not fit a synchronous execution answers 202, and is begun by the event of its row", async () => {
		await start();
		const maya = await signUp(server);
		// Little is too much for half a minute: the largest pictures, the slowest preset, and much to see.
		const video = { width: 2160, height: 3840, fps: 60, preset: "slow", crf: 40 };
		const text = "A line of words that goes on and on, as if it had no end at all. ".repeat(4);
		const messages = Array.from({ length: 50 }, (_, index) => ({
			sender: index % 2 === 0 ? "you" : "them",
			text: `${index} ${text}`,
		}));
		const conversation = { video, messages };
		const { status, body } = await ask(maya.client, { body: { conversation, jobId: "long" } });
		expect([status, body]).toMatchObject([
			202,
			{ jobId: "long", status: "queued", statusPath: "/jobs/long" },
		]);
		expect((await byId("render_requests")).get("long")?.["$permissions"]).toEqual([
			`read("user:${maya.id}")`,
		]);
		await vi.waitUntil(async () => Number((await byId("renders")).get("long")?.["framesDone"]) > 0, {
			timeout: 30_000,
			interval: 100,
		});
		const state = await ask(maya.client, { method: "GET", path: "/jobs/long" });
		expect(state.body).toMatchObject({ status: "rendering", stage: "render", attempt: 1 });
		expect(state.body.etaSeconds).toBeGreaterThan(0);
	});

	test("that the quota does not hold is skipped, and says so; nothing is reserved", async () => {
		await start({ QUOTA_HOURS: "0.0001" });
		const maya = await signUp(server);
		const { status, body } = await ask(maya.client, { body: { conversation: SHORT, jobId: "toomuch" } });
		expect([status, body.code, body.details.scope]).toEqual([429, "ERR_004", "month"]);
		expect((await byId("renders")).get("toomuch")).toMatchObject({ status: "skipped" });
		await expectBooksInOrder();
	});
});
