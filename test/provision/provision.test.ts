import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Functions, Storage, TablesDB } from "node-appwrite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { runCommand } from "../helpers/command.ts";

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
	const { code, stdout, stderr } = await runCommand(process.execPath, ["scripts/provision.ts", ...args], {
		env: { ...address, ...env },
	});
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
		expect(own.lines.every((line) => line.startsWith("update variable"))).toBe(true);
		expect(own.lines.join()).not.toContain("chose myself");
	});

	test("brings back what was changed, keeps what is more, and loses no data", async () => {
		await provision();
		const tables = new TablesDB(server.admin);
		await tables.createRow({ ...at, rowId: "kept", data: { stage: "a row" } });
		await tables.updateTable({ ...at, name: "Others", permissions: ['read("any")'] });
		await tables.createStringColumn({ ...at, key: "mine", size: 10, required: false });
		await tables.deleteColumn({ ...at, key: "percent" });
		await tables.updateStringColumn({
			...at,
			key: "stage",
			size: 50,
			required: false,
			xdefault: null as never,
		});
		await new Functions(server.admin).update({ functionId: "render", name: "Render", timeout: 15 });
		const check = await provision(["--check"], { QUOTA_HOURS: "5" });
		expect(check.code).toBe(1);
		expect(check.lines).toEqual(
			expect.arrayContaining([
				'update table renders: name "Others" → "Renders", $permissions ["read(\\"any\\")"] → []',
				"create column renders.percent",
				"update column renders.stage: size 50 → 20",
				expect.stringMatching(/^update function render: .*timeout 15 → 900/),
				"create variable render QUOTA_HOURS=5",
			]),
		);
		expect((await tables.getTable(at)).name).toBe("Others");
		expect((await provision([], { QUOTA_HOURS: "5" })).code).toBe(0);
		expect((await provision(["--check"], { QUOTA_HOURS: "5" })).lines).toEqual(DONE);
		expect(await tables.getRow({ ...at, rowId: "kept" })).toMatchObject({ stage: "a row", mine: null });
	});

	test("leaves to a person what cannot be changed without losing data", async () => {
		await provision();
		const tables = new TablesDB(server.admin);
		await tables.deleteColumn({ ...at, key: "bytes" });
		await tables.createStringColumn({ ...at, key: "bytes", size: 10, required: false });
		const { code, lines } = await provision();
		expect(code).toBe(1);
		expect(lines).toEqual(['column renders.bytes differs (type "string" → "integer"): make it anew by hand']);
	});

	test("says what is wrong with the Appwrite that it is given", async () => {
		expect((await provision([], { APPWRITE_API_KEY: "" })).code).toBe(2);
		const wrong = await provision([], { APPWRITE_API_KEY: "wrong" });
		expect(wrong.code).toBe(1);
		expect(wrong.stderr).toContain("The Appwrite says:");
		expect((await provision(["--force"])).code).toBe(2);
	});
});
