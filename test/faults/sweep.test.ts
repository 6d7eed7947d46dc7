import { ID, Storage, TablesDB } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { acceptJob } from "../../shared/service/jobs/accept-job.ts";
import { claimAttempt } from "../../shared/service/jobs/claim-attempt.ts";
import { toFileId } from "../../shared/service/jobs/job-id.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { ask, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { runCommand } from "../helpers/command.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { type RenderServer, SERVICE_KEY, startRenderServer } from "../helpers/render-server.ts";

let server: RenderServer;
let maya: User;
beforeAll(async () => {
	server = await startRenderServer();
	maya = await signUp(server);
});
afterAll(() => server.end());

const NOTHING = {
	...{ settled: [], requeued: [], ended: [], repaired: [] },
	...{ undelivered: [], started: [], removedFiles: [], failures: [] },
};
const store = () => createAppwriteRowStore(createClient(server), TABLES);
const accept = (jobId: string) =>
	acceptJob(store(), {
		...{ jobId, target: "bucket", userId: null, request: "{}", requestHash: "none" },
		...{ engineVersion: "none", requestId: null },
	});
const claim = async (job: Awaited<ReturnType<typeof accept>>) =>
	claimAttempt(store(), job, {
		...{ executionId: "nobody", limits: { monthMs: 1e9, userMs: 1e9 }, reservedMs: 100, costUnits: {} },
		...{ timeoutMs: 60_000, nowMs: server.nowMs },
	});
const upload = (fileId: string, name: string) => {
	const file = InputFile.fromBuffer(Buffer.from("…"), name);
	return new Storage(server.admin).createFile({ bucketId: "videos", fileId, file });
};
const fileIds = async () => {
	const { files } = await new Storage(server.admin).listFiles({ bucketId: "videos" });
	return files.map(({ $id }) => $id);
};

describe("a sweep", () => {
	test("that finds nothing to do changes nothing, however often", async () => {
		expect((await ask(maya.client, { body: { conversation: SHORT, jobId: "done" } })).status).toBe(200);
		for (let n = 0; n < 3; n++) expect(await server.sweep()).toMatchObject({ ...NOTHING, ran: true });
		// Of the leases that it took, two rows are left at the most.
		expect((await server.rowsOf("leases")).length).toBeLessThanOrEqual(2);
		await expectInvariants(server);
	});

	test("beside another does nothing, and one that died is followed when its lease is over", async () => {
		const both = await Promise.all([server.sweep(), server.sweep(), server.sweep()]);
		expect(both.filter(({ ran }) => ran)).toHaveLength(1);
		const rows = await server.rowsOf("leases");
		const n = Math.max(...rows.map((row) => Number(row["n"]))) + 1;
		const untilMs = server.nowMs() + 180_000;
		await store().create("leases", [{ id: `sweep.${n}`, name: "sweep", n, executionId: "died", untilMs }]);
		expect(await server.sweep()).toMatchObject({ ...NOTHING, ran: false });
		server.goOn(181_000);
		expect(await server.sweep()).toMatchObject({ ...NOTHING, ran: true });
	});

	test("removes what an attempt left behind, once it is settled, and leaves alone what is no attempt's", async () => {
		const job = await accept("left");
		await claim(job);
		const orphan = await toFileId("left", 1, "video");
		const [byHand, alike] = [ID.unique(), ID.unique()];
		await upload(orphan, "left.mp4");
		await upload(byHand, "holiday.png");
		await upload(alike, "left.mp4");
		expect((await server.sweep({ runCount: 0 })).removedFiles).toEqual([]);
		server.goOn(31_000);
		const swept = await server.sweep({ runCount: 0 });
		expect(swept).toMatchObject({ settled: ["left.1"], requeued: ["left"], removedFiles: [orphan] });
		expect(await fileIds()).toEqual(expect.arrayContaining([byHand, alike]));
		for (const fileId of [byHand, alike]) {
			await new Storage(server.admin).deleteFile({ bucketId: "videos", fileId });
		}
		await store().update("jobs", "left", { cancelRequested: true });
		await ask(maya.client, { method: "DELETE", path: "/jobs/left" });
	});

	test("goes on where the last one left off, page by page", async () => {
		const notes = (await server.rowsOf("leases")).map((row) => JSON.parse(String(row["notes"])));
		const from = notes
			.map(({ filesFrom }) => filesFrom)
			.toSorted()
			.at(-1);
		expect(Date.parse(from)).toBeGreaterThan(server.nowMs() - 3_600_000);
		expect(await server.sweep({ limitMs: 0, runCount: 0 })).toMatchObject({ ...NOTHING, ran: true });
	});
});

test("npm run sweep reports what it did, as words or JSON", async () => {
	const env = {
		...{ APPWRITE_ENDPOINT: server.endpoint, APPWRITE_PROJECT_ID: server.projectId },
		...{ APPWRITE_API_KEY: server.apiKey, SERVICE_KEY },
	};
	// Its clock is the machine's, by which the leases of the tests above, at the server's, are not over.
	for (const { $id: rowId } of await server.rowsOf("leases")) {
		await new TablesDB(server.admin).deleteRow({ databaseId: "chatreel", tableId: "leases", rowId });
	}
	const sweep = (...args: string[]) =>
		runCommand(
			process.execPath,
			["--disable-warning=ExperimentalWarning", "scripts/run.cjs", "sweep", ...args],
			{
				env,
			},
		);
	const json = await sweep("--json");
	expect([json.code, json.stderr]).toEqual([0, ""]);
	expect(JSON.parse(json.stdout)).toMatchObject({ ran: true, canStart: true, failures: [] });
	const words = await sweep();
	expect([words.code, words.stderr]).toEqual([0, ""]);
	expect(words.stdout).toMatch(/^\d+ +attempts charged for lost workers/);
	expect((await sweep("--help")).stdout).toContain("Usage: npm run sweep");
	expect((await sweep("--nothing")).code).toBe(2);
});
