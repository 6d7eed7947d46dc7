import { ID, TablesDB } from "node-appwrite";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Row } from "../../shared/core/rows.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { createRowStore } from "../../shared/platform/appwrite/row-store.ts";
import { reserve } from "../../shared/quota/ledger.ts";
import { ask, guestOf, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { asService, type RenderServer, startRenderServer } from "../helpers/render-server.ts";

let server: RenderServer;
let maya: User;
afterEach(() => server.end());

const start = async (options: Parameters<typeof startRenderServer>[0] = {}) => {
	server = await startRenderServer(options);
	maya = await signUp(server);
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
const countOf = (counts: object, total: number) => ({
	...{ refused: 0, queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, skipped: 0, total },
	...counts,
});
const end = async (batchId: string, timeout = 100_000) => {
	await vi.waitUntil(
		async () => {
			const { queued = 1, running = 1 } = await stateOf(batchId);
			return queued + running === 0;
		},
		{ timeout, interval: 250 },
	);
	return stateOf(batchId);
};

describe("a batch of 500", () => {
	test("is accepted within the limit of a synchronous execution, each item once, also when it is sent again", async () => {
		await start();
		server.weaken({ lostEvents: true });
		const body = { batchId: "large", conversations: items(500) };
		const startedMs = performance.now();
		const first = await ask(maya.client, { path: "/batch", body });
		console.log("500 accepted in", performance.now() - startedMs);
		expect([first.status, numbers(first.body)]).toMatchObject([202, { total: 500, queued: 500 }]);
		const again = await ask(maya.client, { path: "/batch", body });
		expect([again.status, numbers(again.body)]).toMatchObject([202, { total: 500, queued: 500 }]);
		expect(await server.rowsOf("renders")).toHaveLength(500);
		expect(await server.rowsOf("render_requests")).toHaveLength(500);
	});
});
