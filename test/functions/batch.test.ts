import { TablesDB } from "node-appwrite";
import { afterEach, describe, expect, test } from "vitest";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { reserve, settle } from "../../shared/service/quota/ledger.ts";
import { toMonth } from "../../shared/service/quota/months.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { ask, guestOf, jobEnd, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { type FaultyProxy, startFaultyProxy } from "../helpers/faulty-proxy.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { nextMidMonthMs } from "../helpers/mid-month.ts";
import { asService, type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { until } from "../helpers/until.ts";

let server: RenderServer;
let maya: User;
let proxy: FaultyProxy | null = null;
afterEach(async () => {
	await server.end();
	await proxy?.close();
	proxy = null;
});

const start = async (variables: Record<string, string> = {}) => {
	server = await startRenderServer({ variables });
	maya = await signUp(server);
};

/** The function reaches its Appwrite through a proxy that can fail. */
const startProxied = async (): Promise<FaultyProxy> => {
	const made = await startFaultyProxy();
	proxy = made;
	server = await startRenderServer({ functionEndpoint: made.endpoint });
	made.setTarget(server.endpoint);
	server.goOn(nextMidMonthMs() - Date.now());
	maya = await signUp(server);
	return made;
};

/** So short that it is made in a moment, and each another's. */
const item = (index: number) => ({
	...SHORT,
	video: { ...SHORT.video, durationSeconds: 1 },
	messages: [{ sender: "you", text: `Hi ${index}`, timestamp: 0.2 }],
});
const items = (count: number) => Array.from({ length: count }, (_, index) => item(index));

type Summary = Record<string, number> & { details: { index: number; jobId: string; status: string }[] };
const stateOf = async (batchId: string): Promise<Summary> =>
	(await ask(maya.client, { method: "GET", path: `/batches/${batchId}` })).body;
const numbers = ({ details: _, ...counts }: Summary) => counts;
const countOf = (
	counts: { readonly completed?: number; readonly [status: string]: number | undefined },
	total: number,
) => ({
	...{ refused: 0, queued: 0, running: 0, completed: 0, failed: 0, cancelled: 0, skipped: 0, total },
	...counts,
	// The old name of `completed`.
	succeeded: counts.completed ?? 0,
});
const named = (batchId: string) => ({ batchId, statusPath: `/batches/${batchId}` });

const run = (jobId: string) => ask(guestOf(server), { path: `/jobs/${jobId}/run`, headers: asService });

describe("a batch", () => {
	test("of 50 with 5 bad ones, a storage failure, and a quota that ends in the middle, is summed up exactly", async () => {
		const bad = await startProxied();
		server.weaken({ lostEvents: true });
		const faulty = [3, 13, 23, 33, 43];
		const conversations = items(50).map((good, index) => (faulty.includes(index) ? { messages: [] } : good));
		const accepted = await ask(maya.client, { path: "/batch", body: { batchId: "mixed", conversations } });
		expect([accepted.status, numbers(accepted.body)]).toEqual([
			202,
			{ ...named("mixed"), ...countOf({ refused: 5, queued: 45 }, 50) },
		]);
		const { details } = accepted.body as Summary;
		expect(details.filter(({ status }) => status === "refused")).toMatchObject(
			faulty.map((index) => ({
				...{ index, jobId: null },
				error: { code: "ERR_001", details: { faults: [{ pointer: "/messages" }] } },
			})),
		);
		const ids = details.flatMap(({ jobId }) => jobId ?? []);
		for (const id of ids.slice(0, 4)) expect((await run(id)).status).toBe(200);
		const refusal = { message: "File size not allowed", code: 400, type: "storage_invalid_file_size" };
		bad.setRule(({ path, method }) =>
			path.endsWith("/files") && method === "POST" ? { status: 400, body: refusal } : "pass",
		);
		expect((await run(ids[4] ?? "")).status).toBe(502);
		bad.setRule(() => "pass");
		// Another takes all that is left but a moment.
		const store = createAppwriteRowStore(createClient(server), TABLES);
		const limits = { monthMs: 200 * 3_600_000, userMs: 200 * 3_600_000 };
		const month = toMonth(server.nowMs());
		const committed = Number((await server.rowsOf("quota_months"))[0]?.["committedMs"]);
		const held = { attemptId: "other.1", month, userId: null, reservedMs: limits.monthMs - committed - 1 };
		const later = server.nowMs() + 3_600_000;
		const times = { leaseUntilMs: later, expiresAtMs: later, heartbeatAtMs: later };
		await reserve(store, { ...held, ...times, limits, executionId: "another", costUnits: {} });
		for (const id of ids.slice(5)) expect((await run(id)).status).toBe(429);
		const { details: after, ...counts } = await stateOf("mixed");
		expect(counts).toEqual({
			...named("mixed"),
			...countOf({ refused: 5, completed: 4, failed: 1, skipped: 40 }, 50),
		});
		expect(after.filter(({ status }) => status === "completed")).toMatchObject(
			[0, 1, 2, 4].map((index) => ({ index, result: { success: true } })),
		);
		expect(after.filter(({ status }) => status === "failed")).toMatchObject([
			{ index: 5, error: { code: "ERR_003" } },
		]);
		for (const { status, ...rest } of after) {
			if (status === "skipped") expect(rest).toMatchObject({ error: { code: "ERR_004" } });
		}
		await settle(store, held, 0, "worker");
		await expectInvariants(server);
	});

	test("whose function dies when half of its rows are made is gone on with by the same request, each job once", async () => {
		const bad = await startProxied();
		server.weaken({ lostEvents: true });
		let pages = 0;
		bad.setRule(({ path, method }) => {
			if (method !== "POST" || !path.endsWith("/tables/render_requests/rows")) return "pass";
			pages += 1;
			if (pages !== 2) return "pass";
			void server.runtime("render").kill();
			return "never arrive";
		});
		const body = { batchId: "cut", conversations: items(100) };
		await ask(maya.client, { path: "/batch", body }).catch(() => null);
		expect(await server.rowsOf("render_requests")).toHaveLength(50);
		const again = await ask(maya.client, { path: "/batch", body });
		expect([again.status, again.body]).toMatchObject([202, countOf({ queued: 100 }, 100)]);
		const requests = await server.rowsOf("render_requests");
		const jobs = await server.rowsOf("renders");
		expect([requests.length, jobs.length]).toEqual([100, 100]);
		expect(jobs.map((row) => row["batchIndex"]).toSorted((a, b) => Number(a) - Number(b))).toEqual(
			Array.from({ length: 100 }, (_, index) => index),
		);
		const other = await ask(maya.client, { path: "/batch", body: { ...body, conversations: items(99) } });
		expect([other.status, other.body.code]).toEqual([409, "ERR_010"]);
	});

	test("of 500 is accepted with one call a page of each table, as a synchronous execution has no time for more, also when it is sent again", async () => {
		const counted = await startProxied();
		server.weaken({ lostEvents: true });
		const body = { batchId: "large", conversations: items(500) };
		counted.setRule(() => "pass");
		const first = await ask(maya.client, { path: "/batch", body });
		const writes = counted.calls().filter(({ method }) => method !== "GET");
		const writesOf = (table: string) => writes.filter(({ path }) => path.includes(`/${table}/`)).length;
		// 50 rows a page; the batch's own row is made, marked as quoted every three seconds, and as whole.
		expect(["renders", "render_requests"].map(writesOf)).toEqual([10, 10]);
		expect(writesOf("batches")).toBeGreaterThanOrEqual(3);
		expect(writesOf("batches")).toBeLessThan(10);
		// Beside them planning is charged, once: none is made for each of the 500.
		const others = writes.filter(({ path }) => !/\/(batches|renders|render_requests)\//.test(path));
		expect(others.filter(({ path }) => !/\/(transactions|quota_\w+)(\/|$)/.test(path))).toEqual([]);
		expect(others.length).toBeLessThan(10);
		// Five a page with its looks, and some before and after: none is made for each of the 500.
		expect(counted.calls().length).toBeLessThan(100);
		expect([first.status, first.body]).toMatchObject([202, countOf({ queued: 500 }, 500)]);
		const again = await ask(maya.client, { path: "/batch", body });
		expect([again.status, again.body]).toMatchObject([202, countOf({ queued: 500 }, 500)]);
		expect(await server.rowsOf("renders")).toHaveLength(500);
		expect(await server.rowsOf("render_requests")).toHaveLength(500);
	});

	test("that the quota does not hold begins nothing, and says why", async () => {
		await start({ QUOTA_HOURS: "0.0001", QUOTA_USER_SHARE: "1" });
		const { status, body } = await ask(maya.client, { path: "/batch", body: { conversations: items(3) } });
		expect([status, body]).toMatchObject([
			200,
			{ ...countOf({ skipped: 3 }, 3), error: { code: "ERR_004", details: { scope: "month" } } },
		]);
		expect(await server.rowsOf("renders")).toEqual([]);
		expect((await stateOf(body.batchId))["skipped"]).toBe(3);
	});

	test("is rendered by the events of its rows, told to its owner alone, and its id is nobody else's", async () => {
		await start();
		const other = await signUp(server);
		const body = { batchId: "mine", conversations: items(3), options: { maxCpuSeconds: 60 } };
		expect((await ask(maya.client, { path: "/batch", body })).status).toBe(202);
		await until(async () => (await stateOf("mine"))["completed"] === 3, 250);
		const { details, ...counts } = await stateOf("mine");
		expect([counts, details.map(({ status }) => status)]).toEqual([
			{ ...named("mine"), ...countOf({ completed: 3 }, 3) },
			["completed", "completed", "completed"],
		]);
		const path = "/batches/mine";
		expect((await ask(other.client, { method: "GET", path })).status).toBe(404);
		expect((await ask(other.client, { method: "DELETE", path })).status).toBe(404);
		expect((await ask(guestOf(server), { method: "GET", path })).status).toBe(401);
		expect((await ask(guestOf(server), { method: "GET", path, headers: asService })).status).toBe(200);
		expect((await ask(other.client, { path: "/batch", body })).status).toBe(409);
		const renders = await server.rowsOf("renders");
		expect(new Set(renders.map((row) => row["userId"]))).toEqual(new Set([maya.id]));
		await until(async () => (await server.rowsOf("batches"))[0]?.["state"] === "closed");
		await expectInvariants(server);
	});

	test("cannot be claimed by a client's own row", async () => {
		await start();
		const data = {
			conversation: JSON.stringify(SHORT),
			options: JSON.stringify({ batchId: "mine", batchIndex: 0 }),
		};
		const place = { databaseId: "chatreel", tableId: "render_requests", rowId: "forged" };
		await new TablesDB(maya.client).createRow({ ...place, data });
		const row = await jobEnd(server, "forged");
		expect(row).toMatchObject({ status: "failed", batchId: null });
		expect(String(row["error"])).toContain("/batchId");
	});

	test("that is cancelled ends what has not ended, and the rest stays", async () => {
		await start();
		server.weaken({ lostEvents: true });
		const accepted = await ask(maya.client, {
			path: "/batch",
			body: { batchId: "unwanted", conversations: items(6) },
		});
		const [first] = (accepted.body as Summary).details;
		await run(first?.jobId ?? "");
		const { status, body } = await ask(maya.client, { method: "DELETE", path: "/batches/unwanted" });
		expect([status, body]).toMatchObject([
			200,
			{ ...named("unwanted"), ...countOf({ completed: 1, cancelled: 5 }, 6) },
		]);
		const again = await ask(maya.client, { method: "DELETE", path: "/batches/unwanted" });
		expect([again.status, again.body]).toEqual([200, body]);
		await expectInvariants(server);
	});

	test("that is none is refused whole, with every fault", async () => {
		await start();
		const body = { conversations: [], batchId: "no spaces", webhook: "https://example.com/" };
		const refused = await ask(maya.client, { path: "/batch", body });
		const faults: { pointer: string }[] = refused.body.details.faults;
		const pointers = faults.map(({ pointer }) => pointer);
		expect([refused.status, pointers]).toEqual([400, ["/batchId", "/conversations", "/webhook"]]);
	});
});
