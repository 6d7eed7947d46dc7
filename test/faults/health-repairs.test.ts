import { Storage, TablesDB } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AlertReceiver, startAlertReceiver } from "../helpers/alert-receiver.ts";
import { createRequest, jobEnd, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { type HealthServer, startHealthServer } from "../helpers/health-server.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { until } from "../helpers/until.ts";

let on: HealthServer;
let maya: User;
let target: AlertReceiver;
beforeAll(async () => {
	on = await startHealthServer({ RETENTION_DAYS: "30" });
	target = await startAlertReceiver();
	maya = await signUp(on.server);
});
afterAll(async () => {
	await on.end();
	await target.close();
});

/** Asks for a video, and kills the function as soon as something happens. */
async function stuckAt(jobId: string, happens: RegExp): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	let isDone = false;
	const end = on.server.events.subscribe(({ name }) => {
		if (isDone || !happens.test(name)) return;
		isDone = true;
		void on.server.runtime("render").kill().then(resolve);
	});
	await createRequest(maya.client, jobId, SHORT);
	await promise;
	end();
}

describe("a job that is stuck", () => {
	test("in whichever stage is finished within two cycles", async () => {
		await stuckAt("queued", /\.renders\.(documents|rows)\.queued\.create$/);
		await stuckAt("rendering", /\.quota_jobs\.(documents|rows)\.rendering\.1\.create$/);
		await stuckAt("uploading", /^buckets\.videos\.files\.[^.]+\.create$/);
		on.server.weaken({ lostEvents: true });
		await createRequest(maya.client, "unheard", SHORT);
		on.server.weaken({ lostEvents: false });
		const statuses = async () =>
			Object.fromEntries((await on.server.rowsOf("renders")).map(({ $id, status }) => [$id, status]));
		expect(await statuses()).toEqual({
			queued: "queued",
			rendering: "rendering",
			// Its progress is written beside the upload, and may be later than the file.
			uploading: expect.stringMatching(/^(rendering|uploading)$/),
		});
		on.wait(5);
		const first = await on.runCycle();
		expect(first.bad).toMatchObject({ "stuck-jobs": "warn" });
		on.wait(5);
		await on.runCycle();
		const ids = ["queued", "rendering", "uploading", "unheard"];
		const ends = await Promise.all(ids.map((jobId) => jobEnd(on.server, jobId)));
		expect(ends.map((row) => row["status"])).toEqual(ids.map(() => "completed"));
		await until(async () =>
			(await on.server.rowsOf("quota_jobs")).every((row) => row["state"] !== "reserved"),
		);
		on.wait(5);
		await on.runCycle();
		await expectInvariants(on.server, { wasKilled: true });
	});
});

describe("a cycle", () => {
	test("reconciles a counter that has drifted", async () => {
		const month = new Date(on.nowMs()).toISOString().slice(0, 7);
		const counter = (await on.server.rowsOf("quota_months")).find(({ $id }) => $id === month);
		const right = Number(counter?.["committedMs"]);
		await on.put("quota_months", month, { committedMs: right + 777 });
		const { bad, body } = await on.runCycle();
		expect(bad).toEqual({ ledger: "warn" });
		expect(body.notes).toEqual(["1 counters reconciled"]);
		expect((await on.runCycle()).bad).toEqual({});
		await expectInvariants(on.server, { wasKilled: true });
	});

	test("delivers webhooks that are due", async () => {
		const due = { state: "due", target: target.address, event: "job.completed", payload: '{"jobId":"a"}' };
		await on.put("webhook_deliveries", "w", { ...due, nextAt: new Date(on.nowMs() - 1000).toISOString() });
		expect((await on.runCycle()).body.notes).toEqual(["1 webhooks delivered"]);
		expect(target.taken.map(({ text }) => text)).toEqual([due.payload]);
		await on.runCycle();
		expect(target.taken).toHaveLength(1);
	});

	test("deletes videos past RETENTION_DAYS, and marks their jobs", async () => {
		const files = async () => (await new Storage(on.server.admin).listFiles({ bucketId: "videos" })).total;
		on.wait(29 * 24 * 60);
		await on.runCycle();
		expect(await files()).toBe(8);
		on.wait(2 * 24 * 60);
		expect((await on.runCycle()).body.notes).toEqual(["4 videos deleted"]);
		expect(await files()).toBe(0);
		for (const row of await on.server.rowsOf("renders")) {
			expect(Date.parse(String(row["videoDeletedAt"]))).toBeGreaterThan(
				Date.parse(String(row["$createdAt"])),
			);
		}
		expect((await on.runCycle()).logs).toBe("INFO All systems operational");
		await expectInvariants(on.server, { wasKilled: true });
	});

	test("keeps a day of reports", async () => {
		const text = '{"status":"pass"}';
		const rows = Array.from({ length: 300 }, (_, index) => ({
			$id: `r${index}`,
			status: "pass",
			report: text,
		}));
		await new TablesDB(on.server.admin).createRows({
			databaseId: "chatreel",
			tableId: "health_reports",
			rows,
		});
		for (let cycle = 0; cycle < 4; cycle++) await on.runCycle();
		const reports = await on.server.rowsOf("health_reports");
		expect(reports.length).toBeLessThanOrEqual(289);
		expect(reports.some(({ $id }) => $id === "r299")).toBe(true);
	});
});
