import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliverDueWebhooks } from "../../shared/app/webhooks.ts";
import { MINUTE_MS } from "../../shared/core/time.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { readEnv } from "../../shared/platform/node/env.ts";
import { ask, guestOf, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { type FaultyProxy, startFaultyProxy } from "../helpers/faulty-proxy.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { type Receiver, startReceiver } from "../helpers/receiver.ts";
import { asService, type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { until } from "../helpers/until.ts";

const variables = { WEBHOOK_SECRET: "a secret of these tests", ALLOW_PRIVATE_WEBHOOKS: "1" };

let server: RenderServer;
let proxy: FaultyProxy;
let receiver: Receiver;
let maya: User;
beforeEach(async () => {
	receiver = await startReceiver();
	proxy = await startFaultyProxy();
	server = await startRenderServer({ functionEndpoint: proxy.endpoint, variables });
	proxy.setTarget(server.endpoint);
	maya = await signUp(server);
	server.weaken({ lostEvents: true });
});
afterEach(async () => {
	await server.end();
	await proxy.close();
	await receiver.close();
});

const batchOf = (count: number) => ({
	batchId: "left",
	conversations: Array.from({ length: count }, (_, index) => ({
		...SHORT,
		messages: [{ sender: "you", text: `Hi ${index}`, timestamp: 0.2 }],
	})),
	webhook: receiver.url,
});
const send = (body: object) => ask(maya.client, { path: "/batch", body });
/** The function dies as it makes this page of jobs. */
const sendCutShort = async (body: object, lastPage: number) => {
	let pages = 0;
	proxy.setRule(({ path, method }) => {
		if (method !== "POST" || !path.endsWith("/tables/renders/rows")) return "pass";
		pages += 1;
		if (pages !== lastPage) return "pass";
		void server.runtime("render").kill();
		return "never arrive";
	});
	await send(body).catch(() => null);
	proxy.setRule(() => "pass");
};
const sweepWebhooks = () =>
	deliverDueWebhooks(createClient(server), readEnv(variables), { nowMs: server.nowMs });

type Summary = Record<string, number> & { details: { jobId: string; error?: object }[] };
const numbersOf = ({ details: _, batchId: __, statusPath: ___, ...counts }: Summary) =>
	Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
const state = async (): Promise<Summary> =>
	(await ask(maya.client, { method: "GET", path: "/batches/left" })).body;

describe("a batch whose function dies on the way, and that nobody sends again", () => {
	test("is told as it is after an hour, and is gone on with by the same request, each job once", async () => {
		const body = batchOf(51);
		await sendCutShort(body, 2);
		server.goOn(59 * MINUTE_MS);
		await sweepWebhooks();
		expect(numbersOf(await state())).toEqual({ total: 51, queued: 51 });
		server.goOn(2 * MINUTE_MS);
		await sweepWebhooks();
		const given = await state();
		expect(numbersOf(given)).toEqual({ total: 51, queued: 50, skipped: 1 });
		expect(given.details[50]).toMatchObject({
			error: { code: "ERR_005", message: expect.stringContaining("Send it again") },
		});
		for (const { jobId } of given.details.slice(0, 50)) {
			await ask(maya.client, { method: "DELETE", path: `/jobs/${jobId}` });
		}
		await until(() => receiver.hooks.length === 1);
		// Older than an hour, and being accepted anew.
		await sendCutShort(body, 1);
		await sweepWebhooks();
		expect(numbersOf(await state())).toEqual({ total: 51, cancelled: 50, queued: 1 });
		const again = await send(body);
		expect([again.status, numbersOf(again.body)]).toEqual([202, { total: 51, cancelled: 50, queued: 1 }]);
		const last = { path: `/jobs/${given.details[50]?.jobId}/run`, headers: asService };
		expect((await ask(guestOf(server), last)).status).toBe(200);
		await until(() => receiver.hooks.length === 2);
		const told = receiver.hooks.map((hook) => JSON.parse(hook.body));
		expect(told).toMatchObject([
			{ event: "batch.ended", batchId: "left", cancelled: 50, skipped: 1, error: { code: "ERR_005" } },
			{ event: "batch.ended", batchId: "left", cancelled: 50, completed: 1, skipped: 0 },
		]);
		expect(told[1].error).toBeUndefined();
		expect(await server.rowsOf("renders")).toHaveLength(51);
		await expectInvariants(server);
	});

	test("makes no more jobs where it is cancelled after that", async () => {
		const body = batchOf(2);
		await sendCutShort(body, 1);
		server.goOn(61 * MINUTE_MS);
		await sweepWebhooks();
		expect(numbersOf(await state())).toEqual({ total: 2, skipped: 2 });
		const cancelled = await ask(maya.client, { method: "DELETE", path: "/batches/left" });
		expect([cancelled.status, numbersOf(cancelled.body)]).toEqual([200, { total: 2, cancelled: 2 }]);
		expect((await send(body)).body).toMatchObject({ total: 2, cancelled: 2, queued: 0 });
		expect(await server.rowsOf("renders")).toEqual([]);
	});
});
