import { Functions } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postJob } from "../../shared/service/api/post-job.ts";
import { ask, jobEnd, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { jsonText } from "../helpers/json-text.ts";
import { asService, type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { inSecondWorker, type SecondWorker } from "../helpers/second-worker.ts";

let server: RenderServer;
let maya: User;
let other: User;
beforeAll(async () => {
	server = await startRenderServer({ variables: { RENDER_SLOTS: "3" } });
	[maya, other] = [await signUp(server), await signUp(server)];
});
afterAll(async () => {
	await expectInvariants(server);
	await server.end();
});

const body = JSON.stringify({ conversation: SHORT });
const stateOf = (jobId: string, { client }: User) => ask(client, { method: "GET", path: `/jobs/${jobId}` });

describe("a job that its caller does not name", () => {
	test.each(["session", "JWT"] as const)(
		"is found by the id that an asynchronous call by %s was answered with",
		async (way) => {
			const client = way === "session" ? maya.client : maya.byJwt;
			const asked = { functionId: "render", body, async: true };
			const { $id, responseBody } = await new Functions(client).createExecution(asked);
			expect(responseBody).toBe("");
			expect(await jobEnd(server, $id)).toMatchObject({ status: "completed", userId: maya.id });
			const { status, body: state } = await stateOf($id, maya);
			expect([status, state]).toMatchObject([200, { jobId: $id, status: "completed", percent: 100 }]);
			expect((await stateOf($id, other)).status).toBe(404);
		},
	);

	test("has the id of a synchronous execution, by JWT and by the service key too", async () => {
		const ways = [
			await ask(maya.client, { body }),
			await ask(maya.byJwt, { body, headers: { "x-chatreel-jwt": maya.jwt } }),
			await ask(server.admin, { body, headers: asService }),
		];
		for (const { status, body: result, execution } of ways) {
			expect([status, result.jobId]).toEqual([200, execution.$id]);
		}
	});

	test.each(["nothing", "an id of the caller's"])(
		"has the server's id on the domain, with %s",
		async (own) => {
			const spoofed = own === "nothing" ? {} : { "x-appwrite-execution-id": "mine" };
			const headers = { "x-chatreel-jwt": maya.jwt, ...spoofed };
			const answer = await fetch(`${server.domains["render"]}/`, { method: "POST", headers, body });
			const { jobId } = (await answer.json()) as { jobId: string };
			expect(jobId).not.toBe("mine");
			expect(jobId).toBe(answer.headers.get("x-appwrite-execution-id"));
		},
	);

	test("has an id of its own where its caller sends one for the execution", async () => {
		const headers = { "X-Appwrite-Execution-Id": "mine" };
		const { status, body: result, execution } = await ask(maya.client, { body, headers });
		expect([status, result.jobId]).toEqual([200, expect.stringMatching(/^[0-9a-f]{20}$/)]);
		expect(["mine", execution.$id]).not.toContain(result.jobId);
	});
});

describe("an execution of the id", () => {
	const mayaIs = () => ({ kind: "user" as const, userId: maya.id });
	const otherIs = () => ({ kind: "user" as const, userId: other.id });
	const post = (executionId: string, caller = mayaIs(), text = body, worker: SecondWorker = {}) =>
		inSecondWorker(server, (context) => postJob(jsonText(text), caller, context), { ...worker, executionId });

	test("that was delivered twice is one job, and of another request or owner it is a conflict", async () => {
		const first = await post("twice");
		expect(first).toMatchObject({ status: 200, body: { jobId: "twice" } });
		expect(await post("twice")).toEqual(first);
		const changed = JSON.stringify({ conversation: { ...SHORT, sound: false } });
		for (const again of [post("twice", mayaIs(), changed), post("twice", otherIs())]) {
			await expect(again).rejects.toMatchObject({ kind: "CONFLICT", status: 409 });
		}
		expect(await server.attemptsOf("twice")).toHaveLength(1);
	});

	test.each(["a, b", "a b", "-first", "x".repeat(33), "../renders", ""])(
		"%j gives its job an id of its own",
		async (executionId) => {
			const { status, body: result } = await post(executionId);
			expect([status, result["jobId"]]).toEqual([200, expect.stringMatching(/^[0-9a-f]{20}$/)]);
		},
	);

	test("gives way to the job that is named", async () => {
		const named = JSON.stringify({ conversation: SHORT, jobId: "named" });
		expect(await post("unnamed", mayaIs(), named)).toMatchObject({ status: 200, body: { jobId: "named" } });
	});

	test("is told by the answer of a job that is queued", async () => {
		const slots = { take: async () => null };
		const answer = await post("queued", mayaIs(), body, { process: { slots } });
		expect(answer).toMatchObject({ status: 202, body: { jobId: "queued", statusPath: "/jobs/queued" } });
		expect(await jobEnd(server, "queued")).toMatchObject({ status: "completed" });
	});

	test("is told by the error of a job that cannot be made, which has ended", async () => {
		const full = { variables: { MIN_FREE_DISK_GIB: "1000000" } };
		for (const _ of ["first", "again"]) {
			const failed = post("full", mayaIs(), body, full);
			await expect(failed).rejects.toMatchObject({ status: 507, details: { jobId: "full" } });
		}
		const { body: state } = await stateOf("full", maya);
		expect(state).toMatchObject({ jobId: "full", status: "failed", error: { code: "ERR_004" } });
	});

	test("of a request that is not valid leaves no job behind", async () => {
		await expect(post("empty", mayaIs(), "{}")).rejects.toMatchObject({ kind: "INVALID_INPUT" });
		expect((await stateOf("empty", maya)).status).toBe(404);
	});
});
