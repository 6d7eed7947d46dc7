import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
	ask,
	createRequest,
	guestOf,
	jobEnd,
	jobWhen,
	SHORT,
	signUp,
	type User,
} from "../helpers/client-calls.ts";
import { type Fate, type FaultyProxy, startFaultyProxy } from "../helpers/faulty-proxy.ts";
import { createGatedFfmpeg, type GatedFfmpeg } from "../helpers/gated-ffmpeg.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { childrenIn } from "../helpers/processes.ts";
import { asService, type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { until } from "../helpers/until.ts";

let server: RenderServer;
let proxy: FaultyProxy;
let ffmpeg: GatedFfmpeg;
let maya: User;
let other: User;
let wasKilled = false;
beforeAll(async () => {
	proxy = await startFaultyProxy();
	ffmpeg = await createGatedFfmpeg();
	server = await startRenderServer({
		functionEndpoint: proxy.endpoint,
		variables: { FFMPEG_PATH: ffmpeg.path, SLOT_WAIT_SECONDS: "0.2" },
	});
	proxy.setTarget(server.endpoint);
	[maya, other] = [await signUp(server), await signUp(server)];
});
afterEach(async () => {
	ffmpeg.release("render");
	ffmpeg.release("probe");
	proxy.setRule(() => "pass");
	server.weaken({ lostEvents: false });
	await until(() => childrenIn(join(server.dataDir, "functions/render")).length <= 1);
	await server.sweep();
	await expectInvariants(server, { wasKilled });
});
afterAll(async () => {
	await server.end();
	await proxy.close();
	ffmpeg.remove();
});

const cancel = (jobId: string, by: User = maya) =>
	ask(by.client, { method: "DELETE", path: `/jobs/${jobId}` });
/** The looks of workers at their jobs' rows. */
const looks = () =>
	proxy.calls().filter(({ method, path }) => method === "GET" && path.endsWith("/renders/rows")).length;

describe("a job", () => {
	test("is cancelled by its owner while it waits, at no cost, and is not rendered in its turn", async () => {
		ffmpeg.hold("render");
		await createRequest(maya.client, "first");
		await jobWhen(server, "first", (row) => row["stage"] === "render");
		await createRequest(maya.client, "waits");
		await jobWhen(server, "waits", (row) => row["status"] === "queued");
		expect((await cancel("waits", other)).status).toBe(404);
		expect((await ask(guestOf(server), { method: "DELETE", path: "/jobs/waits" })).status).toBe(401);
		const { status, body } = await cancel("waits");
		expect([status, body]).toMatchObject([200, { jobId: "waits", status: "cancelled", cpuSeconds: null }]);
		expect((await cancel("waits")).status).toBe(200);
		ffmpeg.release("render");
		expect((await jobEnd(server, "first"))["status"]).toBe("completed");
		expect(await server.attemptsOf("waits")).toEqual([]);
		const done = await cancel("first");
		expect([done.status, done.body.code, done.body.details]).toEqual([
			409,
			"ERR_010",
			{ status: "completed" },
		]);
		expect((await cancel("nothing")).status).toBe(404);
	});

	test("is cancelled before anybody heard of its row, and its event comes to nothing", async () => {
		server.weaken({ lostEvents: true });
		await createRequest(maya.client, "unheard");
		await createRequest(maya.client, "a-row-whose-id-is-longer-than-a-job");
		expect((await cancel("unheard", other)).status).toBe(404);
		expect((await cancel("unheard")).body).toMatchObject({ status: "cancelled" });
		const long = await cancel("a-row-whose-id-is-longer-than-a-job");
		expect(long.body).toMatchObject({ status: "cancelled" });
		const path = "/jobs/a-row-whose-id-is-longer-than-a-job";
		expect((await ask(maya.client, { method: "GET", path })).body).toEqual({ ...long.body, webhooks: [] });
		const run = await ask(guestOf(server), { path: "/jobs/unheard/run", headers: asService });
		expect([run.status, run.body.code]).toEqual([409, "ERR_011"]);
		expect(await server.attemptsOf("unheard")).toEqual([]);
	});

	test.each(["probe", "render"] as const)(
		"is cancelled while ffmpeg is at its %s: nothing more is drawn, and the child is gone",
		async (what) => {
			const jobId = `at-${what}`;
			const before = ffmpeg.renders();
			ffmpeg.hold("render");
			ffmpeg.hold(what);
			await createRequest(maya.client, jobId);
			await jobWhen(server, jobId, (row) => row["stage"] === (what === "probe" ? "preflight" : "render"));
			const answer = await cancel(jobId);
			expect([answer.status, answer.body.cancelRequested]).toEqual([202, true]);
			const seen = looks();
			await until(() => looks() > seen, 20);
			ffmpeg.release("probe");
			const row = await jobEnd(server, jobId);
			expect(row).toMatchObject({ status: "cancelled", fileId: null });
			expect(JSON.parse(String(row["error"]))).toMatchObject({ code: "ERR_011" });
			const [attempt] = await server.attemptsOf(jobId);
			expect(attempt).toMatchObject({ state: "settled", chargedMs: row["cpuMs"] });
			await until(() => childrenIn(join(server.dataDir, "functions/render")).length === 1);
			expect(ffmpeg.renders()).toBe(before);
			const again = await ask(maya.client, { body: { conversation: SHORT, jobId } });
			expect([again.status, again.body.code]).toEqual([409, "ERR_011"]);
		},
	);

	test("is cancelled while its file is on the way, and what arrives is swept away", async () => {
		const sent = Promise.withResolvers<void>();
		const arrives = Promise.withResolvers<void>();
		proxy.setRule(async ({ method, path }): Promise<Fate> => {
			if (method !== "POST" || !path.endsWith("/files")) return "pass";
			sent.resolve();
			await arrives.promise;
			return "pass";
		});
		await createRequest(maya.client, "sending");
		await jobWhen(server, "sending", (row) => row["status"] === "uploading");
		// What is cancelled sooner is never sent.
		await sent.promise;
		expect((await cancel("sending")).status).toBe(202);
		expect((await jobEnd(server, "sending"))["status"]).toBe("cancelled");
		const came = Promise.withResolvers<void>();
		const end = server.events.subscribe(({ name }) => {
			if (/^buckets\..*\.create$/.test(name)) came.resolve();
		});
		arrives.resolve();
		await came.promise;
		end();
		expect((await server.sweep()).removedFiles).toHaveLength(1);
	});

	test("whose worker was lost as its owner cancelled it is not begun again", async () => {
		ffmpeg.hold("render");
		await createRequest(maya.client, "lost");
		await jobWhen(server, "lost", (row) => row["stage"] === "render");
		// Before the wish, which its worker would else see within a second.
		await server.runtime("render").kill();
		wasKilled = true;
		expect((await cancel("lost")).status).toBe(202);
		server.goOn(31_000);
		expect(await server.sweep()).toMatchObject({ ended: ["lost"], requeued: [], started: [] });
		expect((await jobEnd(server, "lost"))["status"]).toBe("cancelled");
		expect(await server.attemptsOf("lost")).toHaveLength(1);
	});
});
