import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, Functions, Storage, TablesDB, Users } from "node-appwrite";
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
	// What is being killed may still write there: then a folder is not empty as it is removed.
	rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
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

test("the users that sign up are there for the next command", async () => {
	const { client, child } = await dev();
	await new Users(client).create({ userId: "maya", email: "maya@example.com", password: "correct horse" });
	child.kill("SIGTERM");
	await once(child, "exit");
	const again = await dev();
	expect((await new Users(again.client).get({ userId: "maya" })).email).toBe("maya@example.com");
});
