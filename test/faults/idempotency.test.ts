import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { postJob } from "../../shared/service/api/post-job.ts";
import { calibrate } from "../../shared/service/quota/calibration.ts";
import type { EngineName } from "../../shared/video/encode/engine.ts";
import { ask, jobEnd, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { jsonText } from "../helpers/json-text.ts";
import { type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { inSecondWorker } from "../helpers/second-worker.ts";

let server: RenderServer;
let maya: User;
beforeAll(async () => {
	server = await startRenderServer({ variables: { RENDER_SLOTS: "3" } });
	maya = await signUp(server);
});
afterEach(() => expectInvariants(server));
afterAll(() => server.end());

describe("the same request", () => {
	test("posted ten times at once is one job: each answer is its result or 202", async () => {
		const asked = { body: { conversation: SHORT, jobId: "ten" } };
		const answers = await Promise.all(Array.from({ length: 10 }, () => ask(maya.client, asked)));
		expect(answers.map(({ status }) => status).filter((status) => status !== 202)).toContain(200);
		expect(answers.every(({ status }) => status === 200 || status === 202)).toBe(true);
		await jobEnd(server, "ten");
		expect(await server.attemptsOf("ten")).toHaveLength(1);
	});
});

describe("a request that another worker would refuse", () => {
	const asked = (jobId: string) => JSON.stringify({ conversation: SHORT, jobId });
	const mayaIs = () => ({ kind: "user" as const, userId: maya.id });

	test("has its first result all the same, where it was made before", async () => {
		const first = await ask(maya.client, { body: asked("moved") });
		expect(first.status).toBe(200);
		// Where a video has come to cost so much that none can be made in time.
		const find = async (engine: EngineName) => ({ ...calibrate(engine, []), high: 1e6 });
		const dear = { process: { calibrations: { find } } };
		const post = (jobId: string) =>
			inSecondWorker(server, (context) => postJob(jsonText(asked(jobId)), mayaIs(), context), dear);
		await expect(post("hasty")).rejects.toMatchObject({ kind: "INVALID_INPUT" });
		expect(await post("moved")).toEqual({ status: 200, body: first.body });
	});

	test("is told the same each time, with the same status", async () => {
		const variables = { MIN_FREE_DISK_GIB: "1000000" };
		const post = () =>
			inSecondWorker(server, (context) => postJob(jsonText(asked("full")), mayaIs(), context), { variables });
		for (const _ of [1, 2]) {
			await expect(post()).rejects.toMatchObject({ kind: "RESOURCE_EXHAUSTED", status: 507 });
		}
	});

	test("waits for a slot no longer than its caller waits for the answer", async () => {
		const waits: number[] = [];
		const slots = {
			take: async (waitMs: number) => {
				waits.push(waitMs);
				return null;
			},
		};
		const patient = { variables: { SLOT_WAIT_SECONDS: "900" }, process: { slots } };
		const { status } = await inSecondWorker(
			server,
			(context) => postJob(jsonText(asked("waited")), mayaIs(), context),
			patient,
		);
		expect(status).toBe(202);
		// What is left of the 27 s when it comes to wait, and not the 900.
		expect(waits).toHaveLength(1);
		expect(waits[0]).toBeGreaterThan(0);
		expect(waits[0]).toBeLessThanOrEqual(27_000);
		await jobEnd(server, "waited");
	});
});
