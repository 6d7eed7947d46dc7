import { ID, Storage } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { repairs } from "../../shared/health/checks/repairs.ts";
import { listHealthChecks } from "../../shared/health/health-checks.ts";
import { type HealthServer, startHealthServer } from "../helpers/health-server.ts";
import { nextMidMonthMs } from "../helpers/mid-month.ts";

const HOUR_MS = 3_600_000;
const isoOf = (ms: number) => new Date(ms).toISOString();

let on: HealthServer;
beforeAll(async () => {
	on = await startHealthServer({ STORAGE_LIMIT_GIB: "0.000001", RETENTION_DAYS: "30" });
	on.wait((nextMidMonthMs() - Date.now()) / 60_000);
});
afterAll(() => on.end());
beforeEach(() => {
	on.proxy.setRule(() => "pass");
	on.receiver.answerWith(204);
});

const month = () => isoOf(on.nowMs()).slice(0, 7);
const failing = (method: string, part: string) =>
	on.proxy.setRule((call) =>
		call.method === method && call.path.includes(part)
			? { status: 500, body: { message: "broken" } }
			: "pass",
	);

describe("a cycle", () => {
	test("where all is well says so in one line, and keeps its report", async () => {
		const { status, body, checks, logs, errors } = await on.runCycle();
		expect([status, body.status]).toEqual([200, "pass"]);
		expect([logs, errors]).toEqual(["INFO All systems operational", ""]);
		const names = [...listHealthChecks(["webhook"]), repairs].map(({ name }) => name);
		expect(checks.map(({ componentId }) => componentId)).toEqual(names);
		for (const check of checks) {
			expect(check).not.toHaveProperty("output");
			expect(Date.parse(check.time)).toBeGreaterThan(0);
		}
		const reports = await on.server.rowsOf("health_reports");
		expect(reports.map((row) => [row["status"], JSON.parse(String(row["report"])).status])).toEqual([
			["pass", "pass"],
		]);
		expect(on.receiver.taken).toEqual([]);
	});
});

describe("what is wrong is seen, and hides nothing else:", () => {
	test("a database that does not write", async () => {
		failing("POST", "/tables/health_reports/rows");
		const { status, bad, body } = await on.runCycle();
		expect([status, body.status]).toEqual([503, "fail"]);
		expect(bad).toEqual({ database: "fail" });
	});

	test("a probe that cannot be deleted, which is swept when it can", async () => {
		failing("DELETE", "/storage/buckets/videos/files/probe-");
		expect((await on.runCycle()).bad).toEqual({ storage: "fail" });
		const files = async () => (await new Storage(on.server.admin).listFiles({ bucketId: "videos" })).total;
		expect(await files()).toBe(1);
		on.wait(11);
		// Also where this look's own probe can be deleted, the old one is trouble while it stays.
		const [old] = (await new Storage(on.server.admin).listFiles({ bucketId: "videos" })).files;
		failing("DELETE", `/files/${old?.$id}`);
		expect((await on.runCycle()).bad).toEqual({ storage: "fail" });
		on.proxy.setRule(() => "pass");
		expect((await on.runCycle()).bad).toEqual({});
		expect(await files()).toBe(0);
	});

	test("a render function that answers that it cannot render, and one that does not answer", async () => {
		const responseBody = JSON.stringify({ checks: [{ name: "fonts", ok: false, message: "are missing." }] });
		on.proxy.setRule(({ path }) =>
			path.endsWith("/functions/render/executions")
				? { status: 201, body: { responseStatusCode: 503, responseBody } }
				: "pass",
		);
		const { bad, checks } = await on.runCycle();
		expect(bad).toEqual({ render: "fail" });
		expect(checks.find(({ componentId }) => componentId === "render")?.output).toContain(
			"fonts: are missing.",
		);
		failing("POST", "/functions/render/executions");
		expect((await on.runCycle()).bad).toEqual({ render: "fail" });
	});

	test("a timeout that is not RENDER_TIMEOUT_SECONDS", async () => {
		const events = ["databases.chatreel.collections.render_requests.documents.*.create"];
		on.proxy.setRule(({ path }) =>
			path.endsWith("/functions/render")
				? { status: 200, body: { timeout: 15, enabled: true, events } }
				: "pass",
		);
		const { bad, checks } = await on.runCycle();
		expect(bad).toEqual({ configuration: "fail" });
		expect(checks.find(({ componentId }) => componentId === "configuration")?.output).toContain("15 s");
	});

	test("a deployment that is built and was not activated, by the function's name", async () => {
		on.proxy.setRule(({ path }) =>
			path.endsWith("/functions/quota-report")
				? {
						status: 200,
						body: { deploymentId: "old", latestDeploymentId: "new", latestDeploymentStatus: "ready" },
					}
				: "pass",
		);
		const { bad, checks } = await on.runCycle();
		expect(bad).toEqual({ appwrite: "warn" });
		const check = checks.find(({ componentId }) => componentId === "appwrite");
		expect(check?.observedValue).toBe("1.9.6");
		expect(check?.output).toContain("deployment of quota-report is ready and not active");
	});

	test("a server that is too old, but not one that tells no version", async () => {
		const answer = (body: object) =>
			on.proxy.setRule(({ path }) => (path.endsWith("/health/version") ? { status: 401, body } : "pass"));
		answer({ message: "missing scopes", code: 401, version: "1.7.4" });
		expect((await on.runCycle()).bad).toEqual({ appwrite: "fail" });
		answer({ error: "forbidden" });
		expect((await on.runCycle()).bad).toEqual({});
	});

	test("a month that is nearly used up, and one that is", async () => {
		for (const [share, status] of [
			[0.9, "warn"],
			[1, "fail"],
		] as const) {
			const ms = 200 * HOUR_MS * share;
			await on.put("quota_months", month(), { committedMs: ms, spentMs: ms });
			await on.put("quota_jobs", "used.1", {
				month: month(),
				state: "settled",
				reservedMs: ms,
				chargedMs: ms,
			});
			const { "quota-forecast": _forecast, ...bad } = (await on.runCycle()).bad;
			expect(bad).toEqual({ quota: status });
		}
		await on.put("quota_months", month(), { committedMs: 0, spentMs: 0 });
		await on.remove("quota_jobs", "used.1");
	});

	test("six failures of the last ten, but not those of their makers", async () => {
		const rows = Array.from({ length: 10 }, (_, index) => [`f${index}`, index < 6] as const);
		for (const [id, hasFailed] of rows) {
			const error = JSON.stringify({ code: "ERR_002" });
			await on.put("renders", id, {
				status: hasFailed ? "failed" : "completed",
				error: hasFailed ? error : null,
			});
		}
		expect((await on.runCycle()).bad).toEqual({ failures: "warn", "failures-hour": "warn" });
		await on.put("renders", "f0", { error: JSON.stringify({ code: "ERR_001" }) });
		expect((await on.runCycle()).bad).toEqual({});
		for (const [id] of rows) await on.remove("renders", id);
	});

	test("a ledger that is not what the counter says", async () => {
		await on.put("quota_months", month(), { committedMs: 1234, spentMs: 1234 });
		const { bad, checks } = await on.runCycle();
		expect(bad).toEqual({ ledger: "warn" });
		expect(checks.find(({ componentId }) => componentId === "ledger")?.observedValue).toBe(1234);
		await on.put("quota_months", month(), { committedMs: 0, spentMs: 0 });
	});

	test("a user's counter that is not what the ledger says, and one that is missing", async () => {
		const drift = { month: month(), userId: "maya", committedMs: 12, spentMs: 12 };
		await on.put("quota_users", "maya", drift);
		const attempt = { month: month(), userId: "noor", state: "reserved", reservedMs: 30 };
		const expiresAt = isoOf(on.nowMs() + HOUR_MS);
		await on.put("quota_jobs", "held.1", { ...attempt, leaseUntil: expiresAt, expiresAt });
		await on.put("quota_months", month(), { committedMs: 30, spentMs: 0 });
		const { bad, checks, body } = await on.runCycle();
		expect(bad).toEqual({ ledger: "warn" });
		expect(checks.find(({ componentId }) => componentId === "ledger")?.output).toContain(
			"2 counters are 42 ms",
		);
		expect(body.notes).toEqual(["2 counters reconciled"]);
		const users = await on.server.rowsOf("quota_users");
		expect(users.map((row) => [row["userId"], row["committedMs"], row["spentMs"]])).toEqual([
			["maya", 0, 0],
			["noor", 30, 0],
		]);
		await on.remove("quota_jobs", "held.1");
		for (const { $id } of users) await on.remove("quota_users", $id);
		await on.put("quota_months", month(), { committedMs: 0, spentMs: 0 });
		expect((await on.runCycle()).bad).toEqual({});
	});

	test("a bucket that is nearly full", async () => {
		const fileId = ID.unique();
		const file = InputFile.fromBuffer(Buffer.alloc(1050), "a.mp4");
		const storage = new Storage(on.server.admin);
		await storage.createFile({ bucketId: "videos", fileId, file });
		expect((await on.runCycle()).bad).toEqual({ bucket: "fail" });
		await storage.deleteFile({ bucketId: "videos", fileId });
	});

	test("deliveries that are overdue", async () => {
		const target = "https://example.invalid/";
		await on.put("webhook_deliveries", "w", { state: "due", nextAt: isoOf(on.nowMs() - HOUR_MS), target });
		expect((await on.runCycle()).bad).toEqual({ webhooks: "warn" });
		await on.remove("webhook_deliveries", "w");
	});

	test("a queue that stands still, and an attempt without a worker", async () => {
		await on.put("renders", "q", { status: "queued", target: "bucket" });
		const leaseUntil = isoOf(on.nowMs());
		const expiresAt = isoOf(on.nowMs() + 48 * HOUR_MS);
		await on.put("quota_jobs", "lost.1", { month: month(), state: "reserved", leaseUntil, expiresAt });
		on.wait(25);
		expect((await on.runCycle()).bad).toEqual({ queue: "warn", "stuck-jobs": "warn" });
		await on.remove("renders", "q");
		await on.remove("quota_jobs", "lost.1");
	});

	test("but not a job of long ago that was queued again just now", async () => {
		await on.put("renders", "again", { status: "rendering", target: "bucket" });
		on.wait(90);
		await on.put("renders", "again", { status: "queued", target: "bucket" });
		expect((await on.runCycle()).bad).toEqual({});
		await on.remove("renders", "again");
	});
});
