import { ID } from "node-appwrite";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import {
	ask,
	createRequest,
	guestOf,
	HEAVY,
	jobEnd,
	jobWhen,
	SHORT,
	signUp,
	type User,
} from "../helpers/client-calls.ts";
import { createGatedFfmpeg } from "../helpers/gated-ffmpeg.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import {
	asService,
	type RenderServer,
	type RenderServerOptions,
	startRenderServer,
} from "../helpers/render-server.ts";

let server: RenderServer;
let maya: User;
afterEach(async () => {
	await expectInvariants(server);
	await server.end();
});

const start = async (options: RenderServerOptions = {}) => {
	server = await startRenderServer(options);
	maya = await signUp(server);
};

describe("fifty documents at once, one slot and a short timeout", () => {
	test("are all completed, each by one attempt, while the sweep goes over them", async () => {
		// So short a wait that most of them get no slot of their own, and so short a timeout that no execution does many.
		await start({ timeoutSeconds: 12, variables: { SLOT_WAIT_SECONDS: "0.2" } });
		const ids = Array.from({ length: 50 }, () => ID.unique());
		await Promise.all(ids.map((rowId) => createRequest(maya.client, rowId)));
		const started: string[] = [];
		const oneSweep = async () => {
			const { failures, requeued, ended, settled, ...report } = await server.sweep({ runCount: 3 });
			expect([failures, requeued, ended, settled]).toEqual([[], [], [], []]);
			started.push(...report.started);
			const rows = await server.rowsOf("renders");
			return rows.filter((row) => row["status"] === "completed").length;
		};
		await expect.poll(oneSweep, { timeout: 200_000, interval: 2000 }).toBe(50);
		expect((await server.rowsOf("quota_jobs")).map(({ $id }) => $id).toSorted()).toEqual(
			ids.map((id) => `${id}.1`).toSorted(),
		);
		expect(started.length).toBeGreaterThan(0);
	});
});

describe("a job", () => {
	test("whose event was never delivered is run, by hand or by the sweep, for the owner its row names", async () => {
		await start();
		server.weaken({ lostEvents: true });
		await createRequest(maya.client, "unheard");
		await createRequest(maya.client, "swept");
		await createRequest(maya.client, "a-row-whose-id-is-longer-than-a-job");
		server.weaken({ lostEvents: false });
		const waiting = await ask(maya.client, { method: "GET", path: "/jobs/unheard" });
		expect([waiting.status, waiting.body.status]).toEqual([200, "queued"]);
		const run = { path: "/jobs/unheard/run" };
		expect((await ask(maya.client, run)).status).toBe(403);
		expect((await ask(guestOf(server), run)).status).toBe(401);
		expect((await ask(guestOf(server), { ...run, headers: { "x-chatreel-key": "wrong" } })).status).toBe(401);
		const { status, body } = await ask(guestOf(server), { ...run, headers: asService });
		expect([status, body]).toMatchObject([200, { success: true, jobId: "unheard" }]);
		const early = await server.sweep({ undeliveredMs: 120_000 });
		expect(early.undelivered).toEqual([]);
		server.goOn(121_000);
		const late = await server.sweep({ undeliveredMs: 120_000 });
		expect(late.undelivered).toEqual(["swept", "a-row-whose-id-is-longer-than-a-job"]);
		expect(await jobEnd(server, "swept")).toMatchObject({ status: "completed", userId: maya.id });
		const long = { method: "GET", path: "/jobs/a-row-whose-id-is-longer-than-a-job" };
		await expect.poll(async () => (await ask(maya.client, long)).body.status).toBe("completed");
		expect((await server.sweep()).undelivered).toEqual([]);
		const nothing = await ask(guestOf(server), { path: "/jobs/nothing/run", headers: asService });
		expect(nothing.status).toBe(404);
	});

	test("that does not fit a synchronous execution answers 202, and is made by the event of its row", async () => {
		await start();
		const { status, body } = await ask(maya.client, { body: { conversation: HEAVY, jobId: "long" } });
		expect([status, body]).toMatchObject([
			202,
			{ jobId: "long", status: "queued", statusPath: "/jobs/long" },
		]);
		const [request] = await server.rowsOf("render_requests");
		expect(request?.["$permissions"]).toEqual([`read("user:${maya.id}")`]);
		await jobWhen(server, "long", (row) => Number(row["framesDone"]) > 0 && row["etaSeconds"] !== null);
		const state = await ask(maya.client, { method: "GET", path: "/jobs/long" });
		expect(state.body).toMatchObject({ status: "rendering", stage: "render", attempt: 1 });
		expect(state.body.etaSeconds).toBeGreaterThan(0);
		// All of it would cost this test half a minute and show nothing new.
		expect((await ask(maya.client, { method: "DELETE", path: "/jobs/long" })).status).toBe(202);
		expect(await jobEnd(server, "long")).toMatchObject({ status: "cancelled", userId: maya.id });
	});

	test("that finds no slot answers 202, and no work goes on in the execution that was answered", async () => {
		const ffmpeg = await createGatedFfmpeg();
		onTestFinished(ffmpeg.remove);
		await start({ variables: { SLOT_WAIT_SECONDS: "0.1", FFMPEG_PATH: ffmpeg.path } });
		// The one that has the slot keeps it until the others are answered.
		ffmpeg.hold("render");
		let answered = 0;
		const asked = async (jobId: string) => {
			const answer = await ask(maya.client, { body: { conversation: SHORT, jobId } });
			answered += 1;
			if (answered === 2) ffmpeg.release("render");
			return answer;
		};
		const answers = await Promise.all([asked("one"), asked("two"), asked("three")]);
		const rendered = answers.filter(({ status }) => status === 200).map(({ body }) => body.jobId);
		expect(rendered).toHaveLength(1);
		expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 202, 202]);
		// Those that were queued are made in executions of their own: by the events of their rows, or the sweep.
		const others = ["one", "two", "three"].filter((id) => !rendered.includes(id));
		await expect
			.poll(
				async () => {
					await server.sweep({ runCount: 1 });
					const rows = await server.rowsOf("renders");
					return rows.filter((row) => row["status"] === "completed").length;
				},
				{ interval: 200 },
			)
			.toBe(3);
		const posts = new Set(answers.map(({ execution }) => execution.$id));
		for (const attempt of await server.rowsOf("quota_jobs")) {
			const isOthers = others.some((id) => attempt.$id.startsWith(`${id}.`));
			expect(posts.has(String(attempt["owner"])), attempt.$id).toBe(!isOthers);
		}
	});
});
