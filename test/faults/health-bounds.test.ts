import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../helpers/command.ts";
import { type HealthServer, startHealthServer } from "../helpers/health-server.ts";
import { type SeededRow, seedRows } from "../helpers/seed-jobs.ts";

const JOBS = 10_000;
const HOUR_MS = 3_600_000;
const SCRIPT = join(import.meta.dirname, "../fixtures/scripts/cycle.ts");

let on: HealthServer;
beforeAll(async () => {
	on = await startHealthServer();
});
afterAll(() => on.end());

function* rows(count: number, of: (index: number) => Omit<SeededRow, "id">): Generator<SeededRow> {
	for (let index = 0; index < count; index++) yield { id: `job${index}`, ...of(index) };
}

/** A month of jobs; of every twenty, one is queued, one lost its worker, and the others are old videos. */
function seed(): void {
	const { dataDir } = on.server;
	const nowMs = on.nowMs();
	const month = new Date(nowMs).toISOString().slice(0, 7);
	const statusOf = (index: number) => ["queued", "rendering"][index % 20] ?? "completed";
	const createdMs = nowMs - 20 * HOUR_MS;
	const iso = new Date(nowMs - HOUR_MS).toISOString().replace("Z", "+00:00");
	const video = (index: number) => ({ fileId: `v${index}`, posterFileId: `p${index}`, videoDeletedAt: null });
	seedRows(
		dataDir,
		"renders",
		rows(JOBS, (index) => {
			const status = statusOf(index);
			const request = JSON.stringify({ conversation: {}, options: {} });
			const files = status === "completed" ? video(index) : { fileId: null };
			return { createdMs, data: { status, target: "bucket", attempt: 1, request, userId: null, ...files } };
		}),
	);
	seedRows(
		dataDir,
		"quota_jobs",
		rows(JOBS, (index) => {
			const isLost = statusOf(index) === "rendering";
			const times = { leaseUntil: iso, expiresAt: iso, heartbeatAt: iso };
			const state = isLost ? "reserved" : "settled";
			return {
				createdMs,
				data: { month, userId: null, state, reservedMs: 3000, chargedMs: 2000, cpuMs: 9, ...times },
			};
		}),
	);
	seedRows(
		dataDir,
		"render_requests",
		rows(JOBS, () => ({ createdMs, data: { conversation: "{}" } })),
	);
	seedRows(dataDir, "quota_months", [
		{ id: month, createdMs, data: { committedMs: 5, spentMs: 5, jobsCount: 0, seq: 1, corrections: 0 } },
	]);
	const due = {
		state: "due",
		target: "http://127.0.0.1:9/",
		event: "job.completed",
		payload: "{}",
		attempt: 0,
	};
	seedRows(
		dataDir,
		"webhook_deliveries",
		rows(300, () => ({ createdMs, data: { ...due, nextAt: iso } })),
	);
}

describe("over ten thousand jobs with much to do", () => {
	test("a cycle makes at most 200 calls of Appwrite, and its heap grows by less than 32 MiB", async () => {
		seed();
		on.wait(5);
		on.proxy.setRule(() => "pass");
		const env = {
			APPWRITE_FUNCTION_API_ENDPOINT: on.proxy.endpoint,
			APPWRITE_FUNCTION_PROJECT_ID: on.server.projectId,
			TEST_API_KEY: on.server.apiKey,
			...{
				RETENTION_DAYS: "0.5",
				WEBHOOK_SECRET: "a webhook secret of this test",
				ALLOW_PRIVATE_WEBHOOKS: "1",
			},
		};
		const args = ["--expose-gc", "--disable-warning=ExperimentalWarning", SCRIPT];
		const { stdout, stderr, code } = await runCommand(process.execPath, args, { env });
		expect([stderr, code]).toEqual(["", 0]);
		const { report, grownMiB, errors } = JSON.parse(stdout);
		// There was more to do of everything, and the next cycle goes on with it.
		expect(report.notes).toEqual([
			"1 counters reconciled",
			expect.stringMatching(/^0 webhooks delivered, and there are more/),
			expect.stringMatching(/^\d+ videos deleted, and there are more/),
			expect.stringMatching(/^\d+ jobs, attempts and files swept, and there are more/),
		]);
		expect(errors.filter((text: string) => text.includes("repair failed"))).toEqual([]);
		expect(on.proxy.calls().length).toBeLessThanOrEqual(200);
		expect(grownMiB).toBeLessThan(32);
	});
});
