import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AppwriteException, Client, ID, Storage, TablesDB } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { until } from "../helpers/until.ts";

const ROOT = join(import.meta.dirname, "../..");
const QUIET = "--disable-warning=ExperimentalWarning";
const COUNTED = { databaseId: "chatreel", tableId: "quota_months" };

let dataDir: string;
let last: ChildProcess | undefined;
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), "killed-"));
});
afterEach(async () => {
	last?.kill("SIGKILL");
	if (last?.exitCode === null && last.signalCode === null) await once(last, "exit");
	rmSync(dataDir, { recursive: true, force: true });
});

describe("kill -9 of the local Appwrite in mid-write", () => {
	test("50 times leaves the data whole: what was answered is there, and nothing is half there", async () => {
		// Each round writes pairs of rows in one transaction, with a counter, and files, until the server is gone.
		let answered = 0;
		for (let round = 0; round < 50; round++) {
			const server = await directly();
			const tables = new TablesDB(server.client);
			const storage = new Storage(server.client);
			if (round === 0) {
				await tables.createRow({ ...COUNTED, rowId: "2026-11", data: { seq: 0 } });
			} else {
				const { rows, total } = await tables.listRows({ ...at("quota_settles"), queries: [limit] });
				const { rows: months } = await tables.listRows(COUNTED);
				expect(months[0]?.["seq"] * 2).toBe(total);
				expect(total).toBeGreaterThanOrEqual(answered * 2);
				// A commit whose answer never came may have been applied.
				expect(total).toBeLessThanOrEqual((answered + round) * 2);
				expect(new Set(rows.map(({ $id }) => $id)).size).toBe(total);
				const { files } = await storage.listFiles({ bucketId: "videos", queries: [limit] });
				for (const { $id: fileId, signature, sizeOriginal } of files) {
					expect(signature).not.toBe("");
					const bytes = await storage.getFileDownload({ bucketId: "videos", fileId });
					expect(bytes.byteLength).toBe(sizeOriginal);
				}
				for (const { $id: fileId } of files) await storage.deleteFile({ bucketId: "videos", fileId });
			}
			const writing = write(tables, storage, () => {
				answered += 1;
			});
			// After a different number of answers each time, and in the middle of what follows.
			const enough = answered + 1 + (round % 5);
			await until(() => answered >= enough, 1);
			const ended = once(server.child, "exit");
			server.child.kill("SIGKILL");
			await Promise.all([writing, ended]);
		}
		expect(answered).toBeGreaterThanOrEqual(50);
	});

	const at = (tableId: string) => ({ databaseId: "chatreel", tableId });
	const limit = JSON.stringify({ method: "limit", values: [5000] });

	/** Not by npm, so that the signal meets the server itself; and without a build, which is not what is killed here. */
	async function directly(): Promise<{ readonly child: ChildProcess; readonly client: Client }> {
		const args = [QUIET, join(ROOT, "test/fixtures/scripts/serve.ts"), dataDir];
		const child = spawn(process.execPath, args, {
			cwd: ROOT,
			stdio: ["ignore", "pipe", "inherit"],
		});
		last = child;
		const [line] = await once(createInterface({ input: child.stdout }), "line");
		const { endpoint, projectId, apiKey } = JSON.parse(line);
		return { child, client: new Client().setEndpoint(endpoint).setProject(projectId).setKey(apiKey) };
	}

	async function write(tables: TablesDB, storage: Storage, onAnswer: () => void): Promise<void> {
		const file = InputFile.fromBuffer(Buffer.alloc(200_000, "x"), "video.mp4");
		try {
			for (;;) {
				const { $id: transactionId } = await tables.createTransaction();
				const create = { ...at("quota_settles"), action: "create", data: { deltaMs: 1, by: "worker" } };
				const operations = [
					{ ...COUNTED, action: "increment", rowId: "2026-11", data: { column: "seq", value: 1 } },
					{ ...create, rowId: ID.unique() },
					{ ...create, rowId: ID.unique() },
				];
				await tables.createOperations({ transactionId, operations });
				await tables.updateTransaction({ transactionId, commit: true });
				onAnswer();
				await storage.createFile({ bucketId: "videos", fileId: ID.unique(), file });
			}
		} catch (error) {
			// Without an AppwriteException nobody answered: the server is gone.
			if (error instanceof AppwriteException) throw error;
		}
	}
});
