import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliverDueWebhooks } from "../../shared/app/webhooks.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { readEnv } from "../../shared/platform/node/env.ts";
import { signPayload } from "../../shared/service/webhooks/sign.ts";
import { ask, createRequest, jobEnd, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { blockOf, differencesOf } from "../helpers/documents.ts";
import { type Receiver, startReceiver } from "../helpers/receiver.ts";
import { type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { until } from "../helpers/until.ts";

const WEBHOOK_SECRET = "a secret of these tests";
const variables = { WEBHOOK_SECRET, ALLOW_PRIVATE_WEBHOOKS: "1" };
const MINUTE_MS = 60_000;

let server: RenderServer;
let receiver: Receiver;
let maya: User;
beforeAll(async () => {
	receiver = await startReceiver();
	server = await startRenderServer({ variables });
	maya = await signUp(server);
});
beforeEach(() => {
	receiver.hooks.splice(0);
	receiver.answers.splice(0);
});
afterAll(async () => {
	await server.end();
	await receiver.close();
});

/** The sweep's part, so long after now. */
const later = (ms: number) =>
	deliverDueWebhooks(createClient(server), readEnv(variables), { nowMs: () => Date.now() + ms });
const stateOf = async (jobId: string) =>
	(await ask(maya.client, { method: "GET", path: `/jobs/${jobId}` })).body;
const settled = async (jobId: string, attempts: number) => {
	await until(async () => (await stateOf(jobId)).webhooks[0]?.failure !== undefined);
	await until(async () => {
		const [webhook] = (await stateOf(jobId)).webhooks;
		return webhook?.attempts === attempts && (webhook.state !== "due" || webhook.failure !== null);
	});
	return (await stateOf(jobId)).webhooks;
};

/** The check as a receiver copies it from the page. */
async function documentedCheck(): Promise<(...args: unknown[]) => boolean> {
	const code = blockOf("docs/webhooks.md", "js webhook");
	const module = await import(`data:text/javascript,${encodeURIComponent(code)}`);
	return module.isFromChatreel;
}

describe("a webhook of a job", () => {
	test("that fails twice is delivered the third time, signed, and listed in the job", async () => {
		receiver.answers.push(500, 503);
		const { status } = await ask(maya.client, {
			body: { conversation: SHORT, jobId: "told", webhook: receiver.url },
		});
		expect(status).toBe(200);
		expect(await settled("told", 1)).toMatchObject([
			{ event: "job.completed", state: "due", attempts: 1, failure: "It answered 500." },
		]);
		expect((await later(0.5 * MINUTE_MS)).failed).toEqual([]);
		expect((await later(1.1 * MINUTE_MS)).failed).toHaveLength(1);
		expect((await later(10 * MINUTE_MS)).delivered).toHaveLength(1);
		expect((await later(600 * MINUTE_MS)).delivered).toEqual([]);
		expect((await stateOf("told")).webhooks).toEqual([
			{ event: "job.completed", state: "delivered", attempts: 3, nextAt: null, failure: null },
		]);
		const documented = JSON.parse(blockOf("docs/webhooks.md", "json deliveries"));
		expect((await stateOf("told")).webhooks).toMatchObject([{ ...documented.webhooks[0], attempts: 3 }]);
		expect(receiver.hooks).toHaveLength(3);
		const [first, , third] = receiver.hooks;
		expect(third?.body).toBe(first?.body);
		expect(third?.headers["x-chatreel-delivery"]).toBe(first?.headers["x-chatreel-delivery"]);
		expect(JSON.parse(third?.body ?? "")).toMatchObject({
			...{ event: "job.completed", jobId: "told", status: "completed", error: null },
			result: { success: true, jobId: "told", frames: 45 },
		});
		const isFromChatreel = await documentedCheck();
		const header = third?.headers["x-chatreel-signature"];
		const thenSeconds = (Date.now() + 10 * MINUTE_MS) / 1000;
		expect(isFromChatreel(third?.body, header, WEBHOOK_SECRET, thenSeconds)).toBe(true);
		expect(isFromChatreel(third?.body, header, WEBHOOK_SECRET)).toBe(false);
	});

	test("is told of a created row's failure too, and of a cancel", async () => {
		const options = { webhook: receiver.url, maxCpuSeconds: 0.001 };
		await createRequest(maya.client, "hopeless", SHORT, options);
		await jobEnd(server, "hopeless");
		await settled("hopeless", 1);
		expect(JSON.parse(receiver.hooks[0]?.body ?? "{}")).toMatchObject({
			...{ event: "job.failed", jobId: "hopeless", result: null },
			error: { code: "ERR_001" },
		});
		server.weaken({ lostEvents: true });
		await createRequest(maya.client, "unwanted", SHORT, { webhook: receiver.url });
		await ask(maya.client, { method: "DELETE", path: "/jobs/unwanted" });
		server.weaken({ lostEvents: false });
		await settled("unwanted", 1);
		expect(JSON.parse(receiver.hooks[1]?.body ?? "{}")).toMatchObject({ event: "job.cancelled" });
	});

	test("whose function dies before it sends is told by the sweep", async () => {
		const end = server.events.subscribe(({ name }) => {
			if (/\.job_ends\.(documents|rows)\.dying\.create/.test(name)) void server.runtime("render").kill();
		});
		await ask(maya.client, { body: { conversation: SHORT, jobId: "dying", webhook: receiver.url } }).catch(
			() => null,
		);
		end();
		await jobEnd(server, "dying");
		await later(2 * MINUTE_MS);
		expect(receiver.hooks.map(({ body }) => JSON.parse(body).jobId)).toContain("dying");
	});

	test("that is none is a fault of the request", async () => {
		const refused = await ask(maya.client, { body: { conversation: SHORT, webhook: "ftp://example.com/" } });
		const [fault] = refused.body.details.faults;
		expect([refused.status, fault.pointer, fault.allowed]).toEqual([
			400,
			"/webhook",
			"a URL that begins with https://",
		]);
	});
});

describe("a webhook of a batch", () => {
	test("is told once, when its last job has ended, with what became of each", async () => {
		const body = {
			batchId: "both",
			conversations: [SHORT, { messages: [] }, { ...SHORT, sound: false }],
			options: { webhook: receiver.url },
			webhook: receiver.url,
		};
		expect((await ask(maya.client, { path: "/batch", body })).status).toBe(202);
		await until(() => receiver.hooks.length === 3);
		const told = receiver.hooks.map((hook) => JSON.parse(hook.body));
		expect(told.map(({ event }) => event).toSorted()).toEqual([
			"batch.ended",
			"job.completed",
			"job.completed",
		]);
		expect(told.find(({ event }) => event === "batch.ended")).toMatchObject({
			...{ batchId: "both", statusPath: "/batches/both" },
			...{ total: 3, refused: 1, completed: 2, succeeded: 2, queued: 0 },
			details: [{ status: "completed" }, { status: "refused", jobId: null }, { status: "completed" }],
		});
		const [ofJob, ofBatch] = ["job.completed", "batch.ended"].map((event) =>
			told.find((each) => each.event === event),
		);
		expect(differencesOf(ofJob, JSON.parse(blockOf("docs/webhooks.md", "json job-webhook")))).toEqual([]);
		expect(differencesOf(ofBatch, JSON.parse(blockOf("docs/webhooks.md", "json batch-webhook")))).toEqual([]);
		// What was taken is noted a moment later.
		const isNoted = async () => {
			const deliveries = await server.rowsOf("webhook_deliveries");
			const batches = await server.rowsOf("batches");
			return (
				deliveries.every((row) => row["state"] !== "due") && batches.every((row) => row["state"] === "closed")
			);
		};
		await until(isNoted);
		expect(await later(600 * MINUTE_MS)).toEqual({ delivered: [], failed: [], closedBatches: [] });
		expect(receiver.hooks).toHaveLength(3);
	});
});

describe("the documented check", () => {
	test("accepts ours, and refuses a changed body, a changed time, an old one and nonsense", async () => {
		const isFromChatreel = await documentedCheck();
		const now = 1_800_000_000;
		const body = '{"event":"job.completed","text":"👋"}';
		const header = await signPayload(WEBHOOK_SECRET, body, now);
		expect(isFromChatreel(body, header, WEBHOOK_SECRET, now)).toBe(true);
		expect(isFromChatreel(body, header, WEBHOOK_SECRET, now + 299)).toBe(true);
		expect(isFromChatreel(`${body} `, header, WEBHOOK_SECRET, now)).toBe(false);
		expect(isFromChatreel(body, header.replace(String(now), String(now + 1)), WEBHOOK_SECRET, now)).toBe(
			false,
		);
		expect(isFromChatreel(body, header, WEBHOOK_SECRET, now + 301)).toBe(false);
		expect(isFromChatreel(body, header, "another secret of 16", now)).toBe(false);
		for (const nonsense of [undefined, "", "t=,v1=", `${header},v1=00`]) {
			expect(isFromChatreel(body, nonsense, WEBHOOK_SECRET, now)).toBe(false);
		}
	});
});
