import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Client, Functions, Storage, TablesDB, Users } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleCode } from "../../scripts/build/bundle-code.ts";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { ownOrJoin } from "../../scripts/local-appwrite/own-or-join.ts";
import { readServerFile } from "../../scripts/local-appwrite/server-file.ts";
import { runCommand } from "../helpers/command.ts";
import { deploy, ECHO, makeFunction, pack, saidBy } from "../helpers/deploy.ts";
import { childrenIn } from "../helpers/processes.ts";
import { askDomain } from "../helpers/sites.ts";
import { until } from "../helpers/until.ts";

const ROOT = join(import.meta.dirname, "../..");
const QUIET = "--disable-warning=ExperimentalWarning";
const COUNTED = { databaseId: "chatreel", tableId: "quota_months" };

let dataDir: string;
const started: ChildProcess[] = [];

/** For the tests of one `describe`: to start the command builds the functions, and one start can be asked many things. */
function useDataDir(): void {
	beforeAll(() => {
		dataDir = mkdtempSync(join(tmpdir(), "dev-"));
	});
	afterAll(() => {
		for (const { pid } of started.splice(0)) killGroup(pid);
		// What is being killed may still write there: then a folder is not empty as it is removed.
		rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
	});
}

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

let script: string;
/** Three at once that join the server of the data folder, or start it, and count to 100 each. */
const three = () =>
	Promise.all([1, 2, 3].map(() => runCommand(process.execPath, [QUIET, script, dataDir, "100"])));
beforeAll(async () => {
	script = join(mkdtempSync(join(tmpdir(), "increment-")), "increment.mjs");
	writeFileSync(script, await bundleCode(join(ROOT, "test/fixtures/scripts/increment.ts"), []));
});
afterAll(() => rmSync(dirname(script), { recursive: true }));

describe("npm run dev", () => {
	useDataDir();
	let running: Running;
	beforeAll(async () => {
		running = await dev();
	});

	test("says where it is in one line of JSON, keeps that in a file of its owner's alone, and serves appwrite.json", async () => {
		const { line, client } = running;
		expect(Object.keys(line)).toEqual(["endpoint", "projectId", "apiKey", "serviceKey", "domains", "sites"]);
		expect(line["endpoint"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
		const file = join(dataDir, "server.json");
		expect(statSync(file).mode & 0o777).toBe(0o600);
		const { serviceKey, sites, ...address } = line;
		expect(readServerFile(dataDir)).toMatchObject(address);
		const keyFile = join(dataDir, "service-key");
		expect([readFileSync(keyFile, "utf8"), statSync(keyFile).mode & 0o777]).toEqual([serviceKey, 0o600]);
		const { tables } = await new TablesDB(client).listTables({ databaseId: "chatreel" });
		expect(tables.map(({ $id }) => $id)).toEqual(expect.arrayContaining(["render_requests", "renders"]));
	});

	test("serves the studio as a site, built for its endpoint", async () => {
		const { sites, endpoint = "", projectId } = running.line;
		const { hostname, port } = new URL((sites as unknown as Record<string, string>)["studio"] ?? "");
		expect([hostname, port]).toEqual(["studio.sites.localhost", new URL(endpoint).port]);
		const { status, text } = await askDomain(endpoint, hostname);
		expect(status).toBe(200);
		expect(text).toContain(`data-endpoint="${endpoint}" data-project="${projectId}"`);
		const { origin } = new URL(endpoint);
		expect(text).toContain(`connect-src 'self' ${origin} ${origin.replace("http", "ws")};`);
		const [, script = ""] = /src="(\/page-\w+\.js)"/.exec(text) ?? [];
		expect(await askDomain(endpoint, hostname, script)).toMatchObject({
			status: 200,
			headers: { "content-type": "text/javascript" },
		});
	});

	test("says who is there already, and what is wrong with a port", async () => {
		const { line } = running;
		const again = await runCommand("npm", ["run", "-s", "dev", "--", "--port", "0", "--data", dataDir]);
		expect(again.code).toBe(1);
		expect(again.stderr).toContain(`: ${line["endpoint"]} (process `);
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

	test("is joined by three scripts at once, and 300 increments are 300", async () => {
		const tables = new TablesDB(running.client);
		await tables.create({ databaseId: "d", name: "d" });
		await tables.createTable({ databaseId: "d", tableId: "t", name: "t" });
		await tables.createIntegerColumn({
			databaseId: "d",
			tableId: "t",
			key: "count",
			required: false,
			xdefault: 0,
		});
		const outcomes = await three();
		expect(outcomes.map(({ stdout, stderr }) => [stdout, stderr])).toEqual(Array(3).fill(["joined\n", ""]));
		const { rows } = await tables.listRows({ databaseId: "d", tableId: "t" });
		expect(rows[0]?.["count"]).toBe(300);
	});
});

describe("npm run dev, ended by SIGTERM and started again", () => {
	useDataDir();
	let first: Running;
	let second: Running;
	/** What was seen before the signal and after the end. */
	const seen: { status?: number; children?: number; serverFile?: ReturnType<typeof readServerFile> } = {};
	beforeAll(async () => {
		first = await dev();
		const { client, child } = first;
		await new TablesDB(client).createRow({ ...COUNTED, rowId: "2026-11", data: { seq: 0 } });
		const file = InputFile.fromPlainText("a poster", "poster.png");
		await new Storage(client).createFile({ bucketId: "videos", fileId: "poster", file });
		await new Users(client).create({ userId: "maya", email: "maya@example.com", password: "correct horse" });
		const execution = await new Functions(client).createExecution({ functionId: "render" });
		seen.status = execution.responseStatusCode;
		const children = () => childrenIn(join(dataDir, "functions/render"));
		seen.children = children().length;
		const serverPid = readServerFile(dataDir)?.pid ?? 0;
		child.kill("SIGTERM");
		await once(child, "exit");
		await until(() => children().length === 0 && !isAlive(serverPid));
		seen.serverFile = readServerFile(dataDir);
		second = await dev();
	});

	test("ended with its functions' processes", () => {
		expect(seen).toEqual({ status: 401, children: 1, serverFile: null });
	});

	test("has what was kept: its key, rows and files", async () => {
		expect(second.line["apiKey"]).toBe(first.line["apiKey"]);
		expect((await new TablesDB(second.client).listRows(COUNTED)).total).toBe(1);
		const bytes = await new Storage(second.client).getFileDownload({ bucketId: "videos", fileId: "poster" });
		expect(Buffer.from(bytes).toString()).toBe("a poster");
	});

	test("has the users that signed up", async () => {
		expect((await new Users(second.client).get({ userId: "maya" })).email).toBe("maya@example.com");
	});
});

describe("npm run dev -- --empty", () => {
	useDataDir();

	test("has a project and a key and nothing else, and keeps what was deployed there", async () => {
		const first = await dev("--empty");
		expect(first.line).toMatchObject({ projectId: "chatreel", serviceKey: null, domains: {}, sites: {} });
		expect((await new TablesDB(first.client).list()).total).toBe(0);
		const functions = new Functions(first.client);
		await expect(functions.get({ functionId: "render" })).rejects.toMatchObject({ code: 404 });
		const functionId = await makeFunction(functions);
		const code = await pack({ "main.js": ECHO });
		const { $id } = await deploy(functions, { functionId, code, activate: true });
		first.child.kill("SIGTERM");
		await once(first.child, "exit");
		await until(() => readServerFile(dataDir) === null);
		const second = await dev("--empty");
		expect((await saidBy(new Functions(second.client), functionId)).deployment).toBe($id);
		expect(existsSync(join(dataDir, "service-key"))).toBe(false);
	});
});

describe("scripts", () => {
	useDataDir();

	test("three at once join one server, the first to come starts it, and 300 increments are 300", async () => {
		const outcomes = await three();
		expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([
			[0, ""],
			[0, ""],
			[0, ""],
		]);
		expect(outcomes.filter(({ stdout }) => stdout === "owns\n")).toHaveLength(1);
		const server = await ownOrJoin({ dataDir, config: parseConfig('{"projectId": "test"}', dataDir) });
		const client = new Client()
			.setEndpoint(server.endpoint)
			.setProject(server.projectId)
			.setKey(server.apiKey);
		const { count } = await new TablesDB(client).getRow({ databaseId: "d", tableId: "t", rowId: "counter" });
		await server.close();
		expect(count).toBe(300);
	});
});
