import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Functions, Project, type ProjectKeyScopes, Storage, TablesDB } from "node-appwrite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { runCommand } from "../helpers/command.ts";
import { startFaultyProxy } from "../helpers/faulty-proxy.ts";

const DECLARED = JSON.parse(readFileSync("appwrite.json", "utf8"));

let server: BundleServer;
beforeEach(async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "provision-"));
	server = await startBundleServer({ dataDir, config: parseConfig('{"projectId": "empty"}', dataDir) });
});
afterEach(() => server.end());

async function provision(args: readonly string[] = [], env: Record<string, string> = {}) {
	const address = {
		APPWRITE_ENDPOINT: server.endpoint,
		APPWRITE_PROJECT_ID: server.projectId,
		APPWRITE_API_KEY: server.apiKey,
	};
	const { code, stdout, stderr } = await runCommand(
		process.execPath,
		["scripts/run.cjs", "provision", ...args],
		{
			env: { ...address, ...env },
		},
	);
	return { code, lines: stdout.trim().split("\n").filter(Boolean), stderr };
}

const DONE = ["Everything is as appwrite.json declares it."];
const at = { databaseId: "chatreel", tableId: "renders" };

describe("npm run provision", () => {
	test("makes all that is declared on an empty server, once", async () => {
		const check = await provision(["--check"]);
		expect(check.code).toBe(1);
		const made = await provision();
		expect([made.code, made.stderr]).toEqual([0, ""]);
		expect(made.lines).toEqual(check.lines);
		expect(made.lines).toContain("create column renders.status");
		expect(made.lines).toContain("create variable render RENDER_TIMEOUT_SECONDS=900");
		expect(await provision()).toMatchObject({ code: 0, lines: DONE });
		expect(await provision(["--check"])).toMatchObject({ code: 0, lines: DONE });

		const tables = new TablesDB(server.admin);
		for (const declared of DECLARED.tables) {
			const table = await tables.getTable({ databaseId: "chatreel", tableId: declared.$id });
			expect(table.columns.map(({ key, status }) => [key, status])).toEqual(
				declared.columns.map(({ key }: { key: string }) => [key, "available"]),
			);
			expect(table.indexes.map(({ key }) => key)).toEqual(
				declared.indexes.map(({ key }: { key: string }) => key),
			);
			expect([table.$permissions, table.rowSecurity]).toEqual([declared.$permissions, declared.rowSecurity]);
		}
		const bucket = await new Storage(server.admin).getBucket({ bucketId: "videos" });
		expect(bucket).toMatchObject({ fileSecurity: true, encryption: false, maximumFileSize: 30_000_000 });
	});

	test("makes one SERVICE_KEY for all functions, which nobody can read, and keeps it", async () => {
		const { lines, stderr } = await provision();
		expect(lines.filter((line) => line.includes("SERVICE_KEY"))).toHaveLength(3);
		const functions = new Functions(server.admin);
		const { variables } = await functions.listVariables({ functionId: "render" });
		const key = variables.find((each) => each.key === "SERVICE_KEY");
		expect(key).toMatchObject({ secret: true, value: "" });
		expect(`${lines.join()}${stderr}`).not.toMatch(/[0-9a-f]{40}/);
		const own = await provision([], { SERVICE_KEY: "a key that I chose myself" });
		expect(own.lines.slice(0, 3).every((line) => line.startsWith("update variable"))).toBe(true);
		expect(own.lines.slice(3)).toEqual(["Everything else is as appwrite.json declares it."]);
		expect(own.lines.join()).not.toContain("chose myself");
	});

	test("makes variables secret that are, and never prints them", async () => {
		const secrets = {
			WEBHOOK_SECRET: "chosen by a person",
			ALERT_WEBHOOK_URL: "https://hooks.example.org/topsecret",
		};
		// From a time when it could be read.
		await provision();
		const functions = new Functions(server.admin);
		const old = { key: "WEBHOOK_SECRET", value: secrets.WEBHOOK_SECRET, secret: false };
		await functions.createVariable({ functionId: "render", variableId: "old", ...old });
		const check = await provision(["--check"], secrets);
		const made = await provision([], secrets);
		expect([check.code, made.code]).toEqual([1, 0]);
		expect(made.lines).toEqual(check.lines);
		expect(made.lines).toContain("update variable render WEBHOOK_SECRET (secret)");
		expect(made.lines).toContain("create variable render ALERT_WEBHOOK_URL (secret)");
		expect(`${made.lines.join()}${made.stderr}`).not.toMatch(/person|topsecret/);
		for (const { $id: functionId } of DECLARED.functions) {
			const { variables } = await functions.listVariables({ functionId });
			for (const key of Object.keys(secrets)) {
				expect(variables.find((each) => each.key === key)).toMatchObject({ secret: true, value: "" });
			}
		}
	});

	test("writes secrets that it is given each time, and counts none of them as a difference", async () => {
		const secrets = { SERVICE_KEY: "a key that I chose myself", WEBHOOK_SECRET: "chosen by a person" };
		await provision([], secrets);
		const check = await provision(["--check"], secrets);
		expect(check.code).toBe(0);
		expect(check.lines).toContain("update variable render SERVICE_KEY (secret), which cannot be compared");
		expect(check.lines.at(-1)).toBe("Everything else is as appwrite.json declares it.");
		expect(await provision([], secrets)).toMatchObject({ code: 0, lines: check.lines });
	});

	test("that stops while it changes the service key does not say that all is well", async () => {
		const functions = new Functions(server.admin);
		for (const functionId of ["health-cron", "quota-report"]) {
			const {
				$id: _,
				enabled,
				logging,
				path,
				runtime,
				...plan
			} = DECLARED.functions.find((each: { $id: string }) => each.$id === functionId);
			await functions.create({ functionId, runtime: runtime as never, ...plan });
			const key = { key: "SERVICE_KEY", value: "an older key", secret: true };
			await functions.createVariable({ functionId, variableId: `key-${functionId}`, ...key });
		}
		const proxy = await startFaultyProxy();
		proxy.setTarget(server.endpoint);
		const down = { status: 503, body: { message: "Away.", code: 503, type: "general_unavailable" } };
		let changes = 0;
		proxy.setRule(({ method, path }) => {
			if (method === "GET" || !path.includes("/variables")) return "pass";
			changes += 1;
			// RENDER_TIMEOUT_SECONDS, and the first function's new key.
			return changes <= 2 ? "pass" : down;
		});
		const stopped = await provision([], { APPWRITE_ENDPOINT: proxy.endpoint });
		await proxy.close();
		expect(stopped.code).toBe(1);
		expect(stopped.lines.at(-1)).toBe("update variable quota-report SERVICE_KEY (secret)");
		expect((await provision(["--check"])).code).toBe(1);
		expect((await provision()).lines).toEqual([
			...["quota-report", "health-cron"].map((id) => `update variable ${id} SERVICE_KEY (secret)`),
			"create variable render SERVICE_KEY (secret)",
			"create site studio",
		]);
		expect(await provision(["--check"])).toMatchObject({ code: 0, lines: DONE });
	});

	test("brings back what was changed, keeps what is more, and loses no data", async () => {
		await provision();
		const tables = new TablesDB(server.admin);
		await tables.updateTable({ ...at, name: "Others", permissions: ['read("any")'] });
		await tables.createStringColumn({ ...at, key: "mine", size: 10, required: false });
		await tables.deleteColumn({ ...at, key: "percent" });
		await tables.deleteColumn({ ...at, key: "stage" });
		await tables.createStringColumn({ ...at, key: "stage", size: 10, required: false });
		const switchedOff = { functionId: "render", name: "Render", enabled: false };
		await new Functions(server.admin).update({ ...switchedOff, timeout: 15 });
		const check = await provision(["--check"], { QUOTA_HOURS: "5" });
		expect(check.code).toBe(1);
		expect(check.lines).toEqual(
			expect.arrayContaining([
				'update table renders: name "Others" → "Renders", $permissions ["read(\\"any\\")"] → []',
				"create column renders.percent",
				"update column renders.stage: size 10 → 20",
				expect.stringMatching(/^update function render: .*timeout 15 → 900/),
				"create variable render QUOTA_HOURS=5",
			]),
		);
		expect((await tables.getTable(at)).name).toBe("Others");
		await tables.createRow({ ...at, rowId: "kept", data: { stage: "a row" } });
		expect((await provision([], { QUOTA_HOURS: "5" })).code).toBe(0);
		expect((await provision(["--check"], { QUOTA_HOURS: "5" })).lines).toEqual(DONE);
		expect(await tables.getRow({ ...at, rowId: "kept" })).toMatchObject({ stage: "a row", mine: null });
		const { enabled, timeout } = await new Functions(server.admin).get({ functionId: "render" });
		expect([enabled, timeout]).toEqual([false, 900]);
	});

	test("leaves to a person what cannot be changed without losing data", async () => {
		await provision();
		const tables = new TablesDB(server.admin);
		await tables.deleteColumn({ ...at, key: "bytes" });
		await tables.createStringColumn({ ...at, key: "bytes", size: 10, required: false });
		const byHand = 'column renders.bytes differs (type "string" → "integer"): create it again by hand';
		expect(await provision()).toMatchObject({ code: 1, lines: [byHand] });
		await tables.deleteColumn({ ...at, key: "percent" });
		await tables.updateTable({ ...at, name: "Others" });
		const nothing = "Nothing was changed: do this first, and run this again.";
		expect(await provision()).toMatchObject({ code: 1, lines: [byHand, nothing] });
		expect((await tables.getTable(at)).name).toBe("Others");
		expect((await provision(["--check"])).lines).toEqual([
			'update table renders: name "Others" → "Renders"',
			"create column renders.percent",
			byHand,
		]);
	});

	test("takes away an element of an enum that no row has, and leaves one that a row has", async () => {
		await provision();
		const tables = new TablesDB(server.admin);
		const column = { ...at, key: "target", required: false, xdefault: "bucket" };
		const more = ["bucket", "local", "tape", "paper"];
		await tables.updateEnumColumn({ ...column, elements: more });
		await tables.createRow({ ...at, rowId: "old", data: { target: "tape" } });
		const { code, lines } = await provision();
		expect([code, lines]).toEqual([
			1,
			[expect.stringMatching(/^column renders.target differs .*rows have tape:/)],
		]);
		await tables.updateRow({ ...at, rowId: "old", data: { target: "local" } });
		expect((await provision()).code).toBe(0);
		expect(await provision(["--check"])).toMatchObject({ code: 0, lines: DONE });
	});

	test("sees an index whose columns stand in another order, or that is ordered otherwise", async () => {
		await provision();
		const tables = new TablesDB(server.admin);
		const [key, other] = ["status_created", "status_kept_created"];
		for (const each of [key, other]) await tables.deleteIndex({ ...at, key: each });
		const index = { ...at, type: "key" as never };
		await tables.createIndex({ ...index, key, columns: ["$createdAt", "status"], orders: ["asc"] as never });
		const columns = ["status", "videoDeletedAt", "$createdAt"];
		await tables.createIndex({ ...index, key: other, columns, orders: ["ASC", "DESC"] as never });
		const { code, lines } = await provision();
		const anew = "delete it by hand (it holds no data) and run this again";
		expect(code).toBe(1);
		expect(lines).toEqual([
			`index renders.${key} differs (columns ["$createdAt","status"] → ["status","$createdAt"]): ${anew}`,
			`index renders.${other} differs (orders ["ASC","DESC","ASC"] → ["ASC","ASC","ASC"]): ${anew}`,
		]);
		for (const each of [key, other]) await tables.deleteIndex({ ...at, key: each });
		expect((await provision()).code).toBe(0);
		expect(await provision(["--check"])).toMatchObject({ code: 0, lines: DONE });
	});

	test("says what is wrong with the Appwrite that it is given", async () => {
		expect((await provision([], { APPWRITE_API_KEY: "" })).code).toBe(2);
		const wrong = await provision([], { APPWRITE_API_KEY: "wrong" });
		expect(wrong.code).toBe(1);
		expect(wrong.stderr).toContain("Project empty does not accept APPWRITE_API_KEY");
		const elsewhere = await provision(["--check"], { APPWRITE_PROJECT_ID: "another" });
		expect(elsewhere).toMatchObject({ code: 1, lines: [] });
		expect(elsewhere.stderr).toContain("404 project_not_found");
		expect(elsewhere.stderr).toContain("There is no project another");
		const { endpoint, close } = await startFaultyProxy();
		await close();
		const away = await provision([], { APPWRITE_ENDPOINT: endpoint });
		expect([away.code, away.stderr.trim()]).toEqual([
			1,
			`DEPENDENCY_ERROR: Nothing answers at ${endpoint} (ECONNREFUSED).`,
		]);
		const nowhere = await provision([], { APPWRITE_ENDPOINT: "localhost" });
		expect(nowhere.code).toBe(1);
		expect(nowhere.stderr).toContain("APPWRITE_ENDPOINT: expected an address");
		expect(nowhere.stderr).not.toContain("UNKNOWN");
		expect((await provision(["--force"])).code).toBe(2);
	});

	test("names the scope that the key lacks, and goes on where it stopped with one that has it", async () => {
		const keyWith = async (keyId: string, scopes: readonly string[]) => {
			const key = { keyId, name: keyId, scopes: [...scopes] as ProjectKeyScopes[] };
			return (await new Project(server.admin).createKey(key)).secret;
		};
		const sites = ["sites.read", "sites.write"];
		const reads = ["databases.read", "tables.read", "buckets.read", "functions.read", ...sites];
		const stop = async (scopes: readonly string[]) => {
			const { code, stderr } = await provision([], { APPWRITE_API_KEY: await keyWith("unique()", scopes) });
			return [code, stderr.trim()];
		};
		const lacks = (scope: string) => [
			1,
			`DEPENDENCY_ERROR: APPWRITE_API_KEY lacks the scope ${scope}: make a key that has it, and run this again. (401 general_unauthorized_scope)`,
		];
		expect(await stop(reads.slice(0, 1))).toEqual(lacks("buckets.read"));
		expect(await stop(reads)).toEqual(lacks("databases.write"));
		expect(await stop([...reads, "databases.write"])).toEqual(lacks("tables.write"));
		const all = [...reads, "databases.write", "tables.write", "buckets.write", "functions.write"];
		expect((await provision([], { APPWRITE_API_KEY: await keyWith("all", all) })).code).toBe(0);
		expect(await provision(["--check"])).toMatchObject({ code: 0, lines: DONE });
	});

	test("changes nothing on a server that is too old", async () => {
		const proxy = await startFaultyProxy();
		proxy.setTarget(server.endpoint);
		proxy.setRule(({ path }) =>
			path === "/v1/health/version" ? { status: 200, body: { version: "1.7.4" } } : "pass",
		);
		const { code, stderr } = await provision([], { APPWRITE_ENDPOINT: proxy.endpoint });
		expect([code, stderr]).toEqual([1, expect.stringContaining("is Appwrite 1.7.4, which is too old")]);
		expect(proxy.calls().map(({ path }) => path)).toEqual(["/v1/health/version"]);
		await proxy.close();
	});
});
