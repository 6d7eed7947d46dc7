import { Functions } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { guestOf } from "../helpers/client-calls.ts";
import { QUICK_CLOCK } from "../helpers/health-server.ts";
import { SERVICE_KEY } from "../helpers/render-server.ts";
import { until } from "../helpers/until.ts";

const FIVE_MINUTES_MS = 300_000;

let server: BundleServer;
beforeAll(async () => {
	const free = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
	const variables = { SERVICE_KEY, ...free, NODE_OPTIONS: QUICK_CLOCK };
	server = await startBundleServer({ hasCron: true, variables });
});
afterAll(() => server.end());

describe("the schedule of appwrite.json", () => {
	test("runs a cycle every five minutes", async () => {
		const reports = async () =>
			(await server.rowsOf("health_reports")).filter((row) => row["report"] !== null);
		// To the next time that cron is due, and one after it.
		const due = Math.ceil(Date.now() / FIVE_MINUTES_MS) * FIVE_MINUTES_MS;
		for (const [index, atMs] of [due, due + FIVE_MINUTES_MS].entries()) {
			server.shiftClock(atMs - Date.now() + 1000);
			await until(async () => (await reports()).length === index + 1, 200);
		}
		const told = async () => {
			const functions = new Functions(server.admin);
			const { executions } = await functions.listExecutions({ functionId: "health-cron" });
			return executions.map(({ trigger, logs }) => [String(trigger), logs]);
		};
		// A cycle keeps its report before its execution ends, and with it the log.
		await expect.poll(told).toEqual([
			["schedule", "INFO All systems operational"],
			["schedule", "INFO All systems operational"],
		]);
	});

	test("is the only way in: nobody but a server may execute it", async () => {
		const call = new Functions(guestOf(server)).createExecution({ functionId: "health-cron", body: "{}" });
		await expect(call).rejects.toMatchObject({ code: 401 });
	});
});
