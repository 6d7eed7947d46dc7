import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AppwriteException, Client, Functions, ID, Storage, TablesDB, Users } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readServerFile } from "../../scripts/local-appwrite/server-file.ts";
import { runCommand } from "../helpers/command.ts";
import { childrenIn } from "../helpers/processes.ts";

const ROOT = join(import.meta.dirname, "../..");
const SCRIPT = join(ROOT, "test/fixtures/scripts/increment.ts");
const QUIET = "--disable-warning=ExperimentalWarning";
const COUNTED = { databaseId: "chatreel", tableId: "quota_months" };

let dataDir: string;
const started: ChildProcess[] = [];

beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), "dev-"));
});
afterEach(async () => {
	for (const { pid } of started.splice(0)) killGroup(pid);
	await vi.waitUntil(() => {
		rmSync(dataDir, { recursive: true, force: true });
		return !existsSync(dataDir);
	});
});

type Running = {
	readonly child: ChildProcess;
	readonly line: Record<string, string>;
	readonly client: Client;
};

/** The command as a person starts it, once it says that it is ready. */
async function dev(...args: string[]): Promise<Running> {
	const child = spawn(
		"npm",
		["run", "-s", "dev", "--", "--port", "0", "--data", dataDir, "--json", ...args],
		{
			cwd: ROOT,
			stdio: ["ignore", "pipe", "inherit"],
			detached: true,
		},
	);
	started.push(child);
	const line = JSON.parse(await firstLine(child));
	const client = new Client().setEndpoint(line.endpoint).setProject(line.projectId).setKey(line.apiKey);
	return { child, line, client };
}

function firstLine(child: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		createInterface({ input: child.stdout as NodeJS.ReadableStream }).once("line", resolve);
		child.once("exit", (code) => reject(new Error(`It ended with ${code} before it was ready`)));
	});
}

/** npm, the command and all it started. */
function killGroup(pid = 0): void {
	try {
		process.kill(-pid, "SIGKILL");
	} catch {
		// They are gone.
	}
}

const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

describe("npm run dev", () => {
	test("says where it is in one line of JSON, keeps that in a file of its owner's alone, and serves appwrite.json", async () => {
		const { line, client, child } = await dev();
		expect(Object.keys(line)).toEqual(["endpoint", "projectId", "apiKey", "serviceKey", "domains"]);
		expect(line["endpoint"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
		const file = join(dataDir, "server.json");
		expect(statSync(file).mode & 0o777).toBe(0o600);
		const { serviceKey, ...address } = line;
		expect(readServerFile(dataDir)).toMatchObject(address);
		const keyFile = join(dataDir, "service-key");
		expect([readFileSync(keyFile, "utf8"), statSync(keyFile).mode & 0o777]).toEqual([serviceKey, 0o600]);
		const { tables } = await new TablesDB(client).listTables({ databaseId: "chatreel" });
		expect(tables.map(({ $id }) => $id)).toEqual(expect.arrayContaining(["render_requests", "renders"]));
		child.kill("SIGTERM");
		await once(child, "exit");
	});

	test("ends by SIGTERM with its functions' processes, and what was kept is there at the next start", async () => {
		const first = await dev();
		const tables = new TablesDB(first.client);
		await tables.createRow({ ...COUNTED, rowId: "2026-11", data: { seq: 0 } });
		const file = InputFile.fromPlainText("a poster", "poster.png");
		await new Storage(first.client).createFile({ bucketId: "videos", fileId: "poster", file });
		const { responseStatusCode } = await new Functions(first.client).createExecution({
			functionId: "render",
		});
		expect(responseStatusCode).toBe(401);
		const folder = join(dataDir, "functions/render");
		expect(childrenIn(folder)).toHaveLength(1);
		const serverPid = readServerFile(dataDir)?.pid ?? 0;
		first.child.kill("SIGTERM");
		await once(first.child, "exit");
		await vi.waitUntil(() => childrenIn(folder).length === 0 && !isAlive(serverPid), { timeout: 10_000 });
		expect(readServerFile(dataDir)).toBe(null);

		const second = await dev();
		expect(second.line["apiKey"]).toBe(first.line["apiKey"]);
		expect((await new TablesDB(second.client).listRows(COUNTED)).total).toBe(1);
		const bytes = await new Storage(second.client).getFileDownload({ bucketId: "videos", fileId: "poster" });
		expect(Buffer.from(bytes).toString()).toBe("a poster");
	});

	test("says who is there already, and what is wrong with a port", async () => {
		const { line } = await dev();
		const again = await runCommand("npm", ["run", "-s", "dev", "--", "--port", "0", "--data", dataDir]);
		expect(again.code).toBe(1);
		expect(again.stderr).toContain(`already: ${line["endpoint"]}`);
		const port = new URL(line["endpoint"] ?? "").port;
		const taken = await runCommand("npm", [
			"run",
			"-s",
			"dev",
			"--",
			"--port",
			port,
			"--data",
			`${dataDir}/other`,
		]);
		expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining(`Port ${port} is taken`)]);
		const wrong = await runCommand("npm", ["run", "-s", "dev", "--", "--port", "many"]);
		expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("--port")]);
	});
});

describe("scripts", () => {
	const run = () => runCommand(process.execPath, [QUIET, SCRIPT, dataDir, "100"]);

	test("three at once join one server, the first to come starts it, and 300 increments are 300", async () => {
		const outcomes = await Promise.all([run(), run(), run()]);
		expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([
			[0, ""],
			[0, ""],
			[0, ""],
		]);
		expect(outcomes.filter(({ stdout }) => stdout === "owns\n")).toHaveLength(1);
		expect(await countOf("d", "t", "counter")).toBe(300);
	});

	test("three at once join npm run dev, and 300 increments are 300", async () => {
		const { client } = await dev();
		const tables = new TablesDB(client);
		await tables.create({ databaseId: "d", name: "d" });
		await tables.createTable({ databaseId: "d", tableId: "t", name: "t" });
		await tables.createIntegerColumn({
			databaseId: "d",
			tableId: "t",
			key: "count",
			required: false,
			xdefault: 0,
		});
		const outcomes = await Promise.all([run(), run(), run()]);
		expect(outcomes.map(({ stdout, stderr }) => [stdout, stderr])).toEqual(Array(3).fill(["joined\n", ""]));
		const { rows } = await tables.listRows({ databaseId: "d", tableId: "t" });
		expect(rows[0]?.["count"]).toBe(300);
	});

	async function countOf(databaseId: string, tableId: string, rowId: string): Promise<number> {
		const { client } = await dev();
		return (await new TablesDB(client).getRow({ databaseId, tableId, rowId }))["count"];
	}
});

describe("kill -9 in mid-write", () => {
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
			await vi.waitUntil(() => answered >= enough, { timeout: 20_000, interval: 1 });
			const ended = once(server.child, "exit");
			server.child.kill("SIGKILL");
			await Promise.all([writing, ended]);
		}
		expect(answered).toBeGreaterThanOrEqual(50);
	}, 180_000);

	const at = (tableId: string) => ({ databaseId: "chatreel", tableId });
	const limit = JSON.stringify({ method: "limit", values: [5000] });

	/** Not by npm, so that the signal meets the server itself; and without a build, which is not what is killed here. */
	async function directly(): Promise<Pick<Running, "child" | "client">> {
		const args = [QUIET, join(ROOT, "test/fixtures/scripts/serve.ts"), dataDir];
		const child = spawn(process.execPath, args, {
			cwd: ROOT,
			stdio: ["ignore", "pipe", "inherit"],
			detached: true,
		});
		started.push(child);
		const { endpoint, projectId, apiKey } = JSON.parse(await firstLine(child));
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

test("the users that sign up are there for the next command", async () => {
	const { client, child } = await dev();
	await new Users(client).create({ userId: "maya", email: "maya@example.com", password: "correct horse" });
	child.kill("SIGTERM");
	await once(child, "exit");
	const again = await dev();
	expect((await new Users(again.client).get({ userId: "maya" })).email).toBe("maya@example.com");
});
