import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shiftClock } from "../../scripts/local-appwrite/runtime/clock-shift.ts";
import { renderBatchToFiles } from "../../shared/app/batch-to-files.ts";
import { renderToFile } from "../../shared/app/render-to-file.ts";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { readEnv } from "../../shared/platform/node/env.ts";
import { reserve } from "../../shared/service/quota/ledger.ts";
import { toMonth } from "../../shared/service/quota/months.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { parseConversationText } from "../../shared/video/conversation/parse.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { SHORT } from "../helpers/client-calls.ts";
import { nextMidMonthMs } from "../helpers/mid-month.ts";

const env = readEnv({ MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0", QUOTA_HOURS: "0.1" });
const dir = mkdtempSync(join(tmpdir(), "batch-library-"));
let server: BundleServer;
beforeAll(async () => {
	shiftClock(nextMidMonthMs() - Date.now());
	server = await startBundleServer();
});
afterAll(async () => {
	await server.end();
	shiftClock(0);
	rmSync(dir, { recursive: true });
});

const conversation = parseConversationText(JSON.stringify(SHORT), { maxMessages: 50 });
const to = (name: string) => ({ conversation, outputPath: join(dir, name), picturesDir: dir });

describe("a batch of the library", () => {
	test("that is stopped names the job of each item that has one", async () => {
		const stop = new AbortController();
		const run = await renderBatchToFiles(
			[to("no/such/place.mp4"), to("made.mp4"), to("cut.mp4"), to("late.mp4")],
			env,
			{
				...{
					store: createAppwriteRowStore(createClient(server), TABLES),
					workers: 1,
					timeoutMs: 60_000,
					signal: stop.signal,
				},
				onFrames: (index, { stage }) => {
					if (index === 2 && stage === "render") stop.abort();
				},
			},
		);
		expect(run).toMatchObject({ failed: 1, completed: 1, cancelled: 2 });
		const ended = run.details.map(({ status, jobId }) => [status, jobId === null ? null : "a job"]);
		expect(ended).toEqual([
			["failed", null],
			["completed", "a job"],
			["cancelled", "a job"],
			["cancelled", null],
		]);
		const jobs = await server.rowsOf("renders");
		expect(jobs.find(({ $id }) => $id === run.details[2]?.jobId)).toMatchObject({ status: "cancelled" });
	});

	test("whose budget others use up on the way says of the rest that they were not begun, and not that nothing was", async () => {
		const store = createAppwriteRowStore(createClient(server), TABLES);
		const month = toMonth(Date.now());
		const limits = { monthMs: 360_000, userMs: 360_000 };
		const run = await renderBatchToFiles([to("first.mp4"), to("second.mp4"), to("third.mp4")], env, {
			...{ store, workers: 1, timeoutMs: 60_000, signal: new AbortController().signal },
			render: async ({ conversation: chat, outputPath, jobId }, { signal, onProgress }) => {
				const options = {
					...{ store, picturesDir: dir, timeoutMs: 60_000 },
					signal,
					onProgress,
					jobId,
				};
				const result = await renderToFile(chat, outputPath, env, options);
				const committed = (await store.find("months", month))?.committedMs ?? 0;
				const held = {
					attemptId: "other.1",
					month,
					userId: null,
					reservedMs: limits.monthMs - committed - 1,
				};
				const later = Date.now() + 3_600_000;
				const times = { leaseUntilMs: later, expiresAtMs: later, heartbeatAtMs: later };
				await reserve(store, { ...held, ...times, limits, executionId: "another", costUnits: {} });
				return result;
			},
		});
		expect(run).toMatchObject({ completed: 1, skipped: 2 });
		for (const { error } of run.details.slice(1)) {
			expect(error).toMatchObject({ code: "ERR_004", message: expect.stringContaining("were not started") });
			expect(error?.["message"]).not.toContain("Nothing was started");
		}
	});
});
