import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { ask } from "../helpers/client-calls.ts";

const SERVICE_KEY = "a service key of this test";

let server: BundleServer;
beforeAll(async () => {
	const roomy = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
	server = await startBundleServer({ variables: { SERVICE_KEY, ...roomy } });
});
afterAll(() => server.end());

const tick = () => ask(server.admin, { functionId: "health-cron" });

describe("a tick", () => {
	test("where all is well says so in one line, and keeps its report", async () => {
		const { status, body, execution } = await tick();
		expect([status, body.status]).toEqual([200, "pass"]);
		expect(execution.logs).toBe("INFO All systems operational");
	});
});
