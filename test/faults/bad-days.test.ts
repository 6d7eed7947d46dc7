import { join } from "node:path";
import { Functions, Storage, TablesDB } from "node-appwrite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Asked, ask, guestOf, HEAVY, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { type Fate, type FaultyProxy, type ProxiedCall, startFaultyProxy } from "../helpers/faulty-proxy.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { type RenderServer, SERVICE_KEY, startRenderServer } from "../helpers/render-server.ts";

const ROOT = join(import.meta.dirname, "../..");

let server: RenderServer;
let proxy: FaultyProxy;
let maya: User;
beforeAll(async () => {
	proxy = await startFaultyProxy();
	server = await startRenderServer({ functionEndpoint: proxy.endpoint });
	proxy.setTarget(server.endpoint);
	maya = await signUp(server);
});
/** Whatever happened: the books agree, nothing stays reserved, and no temporary file is left. */
afterEach(async () => {
	proxy.setRule(() => "pass");
	await expectInvariants(server);
});
afterAll(async () => {
	await server.end();
	await proxy.close();
});

let jobs = 0;
const newId = () => `bad-day-${++jobs}`;
const render = (jobId = newId()) => ask(maya.client, { body: { conversation: SHORT, jobId } });
const rowOf = async (jobId: string) => (await server.rowsOf("renders")).find(({ $id }) => $id === jobId);
/** Nothing of the inside is told: no path, no stack, no key. */
function expectDiscreet(body: unknown): void {
	const text = JSON.stringify(body);
	for (const inside of [ROOT, server.dataDir, "node_modules", ".ts:", ".js:", "ephemeral_", SERVICE_KEY]) {
		expect(text).not.toContain(inside);
	}
}

describe("bad input", () => {
	const cases: readonly (readonly [string, Asked, number, string])[] = [
		["a body that is too large", { body: { ...SHORT, filler: "x".repeat(530_000) } }, 413, "ERR_001"],
		["what is no JSON", { body: '{"messages": [' }, 400, "ERR_001"],
		["nothing", { body: "" }, 400, "ERR_001"],
		["a list", { body: [] }, 400, "ERR_001"],
		["a field that there is not", { body: { conversation: SHORT, colour: "red" } }, 400, "ERR_001"],
		["a job id that is none", { body: { conversation: SHORT, jobId: "../x" } }, 400, "ERR_001"],
		[
			"a form",
			{ body: "messages=Hi", headers: { "content-type": "application/x-www-form-urlencoded" } },
			400,
			"ERR_001",
		],
		["a picture", { body: "…", headers: { "Content-Type": "image/png" } }, 415, "ERR_001"],
		["more than it may cost", { body: { conversation: SHORT, maxCpuSeconds: 0.001 } }, 400, "ERR_001"],
	];
	test.each(cases)("(%s) gets a clear error, and nothing is stored", async (_name, asked, status, code) => {
		const before = (await server.rowsOf("renders")).length;
		const answer = await ask(maya.client, asked);
		expect([answer.status, answer.body.code]).toEqual([status, code]);
		expect(answer.body.message.length).toBeGreaterThan(20);
		expectDiscreet(answer.body);
		expect((await server.rowsOf("renders")).length).toBe(before);
	});

	test("a video whose file the storage cannot take is refused with how long it may be", async () => {
		const conversation = { ...HEAVY, video: { width: 3840, height: 3840, fps: 60, crf: 10 } };
		const { status, body } = await ask(maya.client, { body: conversation });
		expect([status, body.details.limitBytes]).toEqual([400, 30_000_000]);
		expect(body.message).toMatch(
			/^The file would have \d+ to \d+ bytes, .+ Split it into videos of at most \d+ s/,
		);
	});

	test("one that is long, large and still is made", async () => {
		const conversation = { ...SHORT, video: { width: 2160, height: 3840, fps: 60, durationSeconds: 300 } };
		expect((await ask(maya.client, { body: conversation })).status).toBe(200);
	});

	test("a document by a guest is refused by the database itself", async () => {
		const data = { conversation: JSON.stringify(SHORT) };
		const row = { databaseId: "chatreel", tableId: "render_requests", rowId: "guests", data };
		await expect(new TablesDB(guestOf(server)).createRow(row)).rejects.toMatchObject({ code: 401 });
	});

	test.each([
		["X-Appwrite-Trigger", "event"],
		["X-Appwrite-User-Id", "someone"],
		["X-Appwrite-User-Jwt", "a.b.c"],
		["X-Appwrite-Event", "databases.chatreel.collections.render_requests.documents.x.create"],
		["X-Appwrite-Key", "standard_key"],
		["X-Chatreel-Key", "guessed"],
		["X-Chatreel-Jwt", "a.b.c"],
	])("a guest who sends %s stays a guest", async (name, value) => {
		const body = { $id: "spoofed", conversation: JSON.stringify(SHORT), $permissions: [] };
		const { status } = await ask(guestOf(server), { body, headers: { [name]: value } });
		expect(status).toBe(401);
		const domain = await fetch(server.domains["render"] ?? "", {
			method: "POST",
			body: JSON.stringify(body),
			headers: { [name]: value, "content-type": "application/json" },
		});
		expect(domain.status).toBe(401);
		expect(await rowOf("spoofed")).toBeUndefined();
	});

	test("a scheduled execution proves nobody", async () => {
		const scheduledAt = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 120_000).toISOString();
		const { $id: executionId } = await new Functions(maya.client).createExecution({
			...{ functionId: "render", async: true, scheduledAt },
			body: JSON.stringify({ conversation: SHORT, jobId: "scheduled" }),
		});
		server.shiftClock(240_000);
		const functions = new Functions(server.admin);
		const statusOf = async () => {
			const execution = await functions.getExecution({ functionId: "render", executionId });
			return execution.responseStatusCode;
		};
		await expect.poll(statusOf).toBe(401);
		server.shiftClock(0);
		expect(await rowOf("scheduled")).toBeUndefined();
	});
});

describe("the storage", () => {
	const refuses: Fate = {
		status: 400,
		body: { message: "File size not allowed", code: 400, type: "storage_invalid_file_size" },
	};
	const isUpload = ({ method, path }: ProxiedCall) => method === "POST" && path.endsWith("/files");
	const isLook = ({ method, path }: ProxiedCall) => method === "GET" && path.includes("/files/");
	const files = async () => (await new Storage(server.admin).listFiles({ bucketId: "videos" })).total;

	test("that refuses the file fails the job, which is charged, and leaves nothing behind", async () => {
		proxy.setRule((call) => (isUpload(call) ? refuses : "pass"));
		const jobId = newId();
		const { status, body } = await render(jobId);
		expect([status, body.code]).toEqual([502, "ERR_003"]);
		expectDiscreet(body);
		expect(await rowOf(jobId)).toMatchObject({ status: "failed", fileId: null });
		const [attempt] = await server.attemptsOf(jobId);
		expect(attempt?.["chargedMs"]).toBeGreaterThan(0);
		const again = await render(jobId);
		expect([again.status, again.body.code]).toEqual([502, "ERR_003"]);
		expect(await server.attemptsOf(jobId)).toHaveLength(1);
	});

	test("that refuses the poster keeps no video without one", async () => {
		const before = await files();
		let uploads = 0;
		proxy.setRule((call) => (isUpload(call) && ++uploads > 1 ? refuses : "pass"));
		expect((await render()).status).toBe(502);
		expect(await files()).toBe(before);
	});

	test("that stored something else is sent the file again", async () => {
		let looks = 0;
		const mixed: Fate = {
			status: 200,
			body: { signature: "0".repeat(32), chunksUploaded: 1, chunksTotal: 1 },
		};
		proxy.setRule((call) => (isLook(call) && ++looks === 1 ? mixed : "pass"));
		const { status, body } = await render();
		expect([status, looks]).toEqual([200, 3]);
		expect(body.fileId).toMatch(/^[0-9a-f]{32}$/);
	});
});

describe("the database", () => {
	test.each([
		["as the request comes", () => true],
		["as the job is reserved", ({ path }: ProxiedCall) => path.endsWith("/transactions")],
		["as the video is stored", ({ path }: ProxiedCall) => path.endsWith("/files")],
		["as the job ends", ({ path }: ProxiedCall) => path.includes("/files/")],
	])("away for 5 s (%s) is waited for, and the job is done once", async (_name, begins) => {
		let awayUntil = 0;
		proxy.setRule((call) => {
			if (awayUntil === 0 && begins(call)) awayUntil = Date.now() + 5000;
			return Date.now() < awayUntil ? "never arrive" : "pass";
		});
		const jobId = newId();
		const { status, body } = await render(jobId);
		expect([status, body.success]).toEqual([200, true]);
		expect(await server.attemptsOf(jobId)).toHaveLength(1);
	});

	test("that no longer takes the key is told as a failure of ours, discreetly", async () => {
		const expired = { message: "ephemeral_secret is expired", code: 401, type: "general_unauthorized_scope" };
		proxy.setRule(({ path }) => (path.endsWith("/account") ? "pass" : { status: 401, body: expired }));
		const { status, body } = await render();
		expect([status, body.code]).toEqual([503, "ERR_006"]);
		expectDiscreet(body);
	});

	test("whose answer to any one call of a render is lost changes nothing", async () => {
		proxy.setRule(() => "pass");
		await render();
		const count = proxy.calls().length;
		expect(count).toBeGreaterThan(15);
		for (let lost = 0; lost < count; lost++) {
			const jobId = newId();
			let fateful = "";
			proxy.setRule(({ index, method, path }) => {
				if (index !== lost) return "pass";
				fateful = `${method} ${path}`;
				return "lose answer";
			});
			const { status } = await render(jobId);
			expect(status, `call ${lost}, ${fateful}`).toBe(200);
			expect(await server.attemptsOf(jobId), fateful).toHaveLength(1);
			expect((await server.rowsOf("job_ends")).filter(({ $id }) => $id === jobId)).toHaveLength(1);
		}
	});
});
