import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Functions, Project, type ProjectKeyScopes, Query, Sites, Storage, TablesDB } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { runCommand } from "../helpers/command.ts";
import { type FaultyProxy, type ProxiedCall, startFaultyProxy } from "../helpers/faulty-proxy.ts";
import { askDomain } from "../helpers/sites.ts";
import { serveFolder } from "../helpers/static-server.ts";
import { askByPage, videoSize } from "../helpers/web-example.ts";

const IDS = ["render", "quota-report", "health-cron"];
/** Of an API key that was made before there was a studio. */
const KEY_SCOPES = ["databases", "tables", "columns", "indexes", "buckets", "functions", "rules"].flatMap(
	(each) => [`${each}.read`, `${each}.write`],
);
const DECLARED = JSON.parse(readFileSync("appwrite.json", "utf8"));
const READ_ONLY = /^(GET|HEAD)$/;

let dir: string;
let server: BundleServer;
let proxy: FaultyProxy;
beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), "deploy-"));
	[server, proxy] = await Promise.all([startEmpty(), startFaultyProxy()]);
	proxy.setTarget(server.endpoint);
});
afterAll(async () => {
	await proxy.close();
	await server.end();
	rmSync(dir, { recursive: true });
});

function startEmpty(): Promise<BundleServer> {
	const dataDir = mkdtempSync(join(tmpdir(), "deploy-server-"));
	return startBundleServer({ dataDir, config: parseConfig('{"projectId": "empty"}', dataDir) });
}

type Run = { readonly env?: Record<string, string>; readonly killAt?: (call: ProxiedCall) => boolean };

/** Runs the command; through the proxy, so that it can be killed in the midst of a call, which then has no effect. */
async function deploy(args: readonly string[], { env = {}, killAt = () => false }: Run = {}) {
	const ended = Promise.withResolvers<void>();
	let kill = () => {};
	proxy.setRule(async (call) => {
		if (!killAt(call)) return "pass";
		kill();
		await ended.promise;
		return "never arrive";
	});
	const place = {
		APPWRITE_ENDPOINT: proxy.endpoint,
		APPWRITE_PROJECT_ID: server.projectId,
		APPWRITE_API_KEY: server.apiKey,
	};
	const { code, signal, stdout, stderr } = await runCommand(
		process.execPath,
		["scripts/run.cjs", "deploy", ...args],
		{
			env: { ...place, ...env },
			onStart: (child) => {
				kill = () => child.kill("SIGKILL");
			},
		},
	);
	ended.resolve();
	return { code, signal, stdout, stderr, lines: stdout.split("\n").filter((line) => line !== "") };
}

/** The status of a GET to the server under this name, to which curl and browsers resolve it and Node does not. */
async function getAs(host: string, path: string): Promise<number | undefined> {
	const { port } = new URL(server.endpoint);
	const asked = request({
		host: "127.0.0.1",
		port,
		path,
		headers: { host: `${host}:${port}` },
		agent: false,
	});
	const [answer] = (await once(asked.end(), "response")) as [IncomingMessage];
	answer.resume();
	return answer.statusCode;
}

const changes = () => proxy.calls().filter(({ method }) => !READ_ONLY.test(method));

async function deployedIds(): Promise<readonly string[]> {
	const functions = new Functions(server.admin);
	return Promise.all(IDS.map(async (functionId) => (await functions.get({ functionId })).deploymentId));
}

describe("npm run deploy on an Appwrite that nobody has touched", () => {
	const keyFile = () => join(dir, "service-key");

	test("says what it would do with --check, and does none of it", async () => {
		const check = await deploy(["--check"]);
		expect([check.code, check.stderr]).toEqual([1, ""]);
		const { columns, indexes } = DECLARED.tables.find(({ $id }: { $id: string }) => $id === "renders");
		expect(check.lines).toContain(
			`  create table renders, ${columns.length} columns, ${indexes.length} indexes`,
		);
		for (const id of IDS) {
			expect(check.lines).toContain(`  deploy function ${id}: nothing deployed by this command yet`);
			expect(check.lines).toContain(`  create address of function ${id} below functions.localhost`);
		}
		expect(check.lines).toEqual(
			expect.arrayContaining([
				"  create site studio",
				"  deploy site studio: nothing deployed by this command yet",
				"  create address of site studio",
			]),
		);
		expect(changes()).toEqual([]);
	});

	// Nine runs of the command.
	test("goes on wherever it was killed, and ends with a video", { timeout: 1_200_000 }, async () => {
		const is = (method: string, path: RegExp) => (call: ProxiedCall) =>
			call.method === method && path.test(call.path);
		const nth = (count: number, matches: (call: ProxiedCall) => boolean) => {
			let seen = 0;
			return (call: ProxiedCall) => matches(call) && ++seen === count;
		};
		const kills = {
			"in the midst of the columns": nth(30, is("POST", /\/columns\//)),
			"while it sets the service key": nth(2, is("POST", /\/variables$/)),
			"in the midst of the upload": nth(3, is("POST", /\/functions\/render\/deployments$/)),
			"while render is built": nth(1, is("GET", /\/functions\/render\/deployments\/[^/]+$/)),
			"before it activates render": nth(1, is("PATCH", /\/functions\/render\/deployment$/)),
			"in the midst of the addresses": nth(2, is("POST", /\/proxy\/rules\/function$/)),
			"in the midst of the studio's upload": nth(3, is("POST", /\/sites\/studio\/deployments$/)),
			"before it gives the studio its address": nth(1, is("POST", /\/proxy\/rules\/site$/)),
		};
		for (const [where, killAt] of Object.entries(kills)) {
			const killed = await deploy(["--service-key-file", keyFile()], { killAt });
			expect([where, killed.signal], `${killed.stdout}${killed.stderr}`).toEqual([where, "SIGKILL"]);
		}
		const last = await deploy(["--service-key-file", keyFile(), "--try"]);
		expect([last.code, last.stderr], last.stdout).toEqual([0, ""]);
		// What was uploaded whole is not uploaded again; the one that was cut short stays as it is.
		const { deployments } = await new Functions(server.admin).listDeployments({ functionId: "render" });
		expect(deployments.map(({ status }) => status).toSorted()).toEqual(["ready", "waiting"]);
		expect(last.stdout).toMatch(
			/A video of [\d.]+ s was made in [\d.]+ s, for [\d.]+ CPU seconds \(quoted: [\d.]+\)/,
		);
		const [, fileId = ""] = /It is file (\w+) of bucket videos/.exec(last.stdout) ?? [];
		const video = Buffer.from(
			await new Storage(server.admin).getFileDownload({ bucketId: "videos", fileId }),
		);
		expect(video.toString("latin1", 4, 8)).toBe("ftyp");
	});

	test("keeps one service key through all of that, which the functions know", async () => {
		expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
		const key = readFileSync(keyFile(), "utf8").trim();
		const execution = await new Functions(server.admin).createExecution({
			functionId: "render",
			...{ async: false, xpath: "/health", method: "GET" as never },
			headers: { "x-chatreel-key": key },
		});
		expect(execution.responseStatusCode).toBe(200);
	});

	test("runs the very deployments that it noted", async () => {
		const functions = new Functions(server.admin);
		for (const [index, functionId] of IDS.entries()) {
			const { variables } = await functions.listVariables({ functionId });
			const record = variables.find(({ key }) => key === "DEPLOYED_ARCHIVE")?.value;
			expect(record).toMatch(new RegExp(`^[0-9a-f]{64} ${(await deployedIds())[index]}$`));
		}
	});

	test("changes nothing the second time, and says so", async () => {
		const before = await deployedIds();
		const check = await deploy(["--check"]);
		expect([check.code, check.lines.at(-1)]).toEqual([0, "Nothing differs from this checkout."]);
		const again = await deploy(["--service-key-file", keyFile()]);
		expect([again.code, again.stderr]).toEqual([0, ""]);
		expect(again.stdout).not.toMatch(/service key|Function .* runs|A video/);
		// Health writes a row and a file, to see that it can, and takes them away again.
		const kept = changes().filter(({ path }) => !/\/(rows|files|executions)(\/|$)/.test(path));
		expect(kept).toEqual([]);
		expect(await deployedIds()).toEqual(before);
	});

	test("gives each function an address at which it answers", async () => {
		const { stdout } = await deploy(["--no-try"]);
		const [, address = ""] = /function render\s+(http:\S+)/.exec(stdout) ?? [];
		const { hostname } = new URL(address);
		expect(hostname).toBe("render-empty.functions.localhost");
		const answer = await getAs(hostname, "/health");
		expect(answer).toBe(401);
	});

	test("serves the studio, which knows its server, as a site", async () => {
		const { stdout } = await deploy(["--no-try"]);
		expect(stdout).toContain("The studio answers at http://studio-empty.sites.localhost:");
		const { text } = await askDomain(server.endpoint, "studio-empty.sites.localhost");
		expect(text).toContain(`data-endpoint="${proxy.endpoint}" data-project="empty"`);
		expect(text).toContain(`connect-src 'self' ${new URL(proxy.endpoint).origin} ws:`);
	});

	test("deploys the studio again for another address of the server, and activates its own", async () => {
		const sites = new Sites(server.admin);
		const before = await sites.get({ siteId: "studio" });
		const moved = await deploy(["--no-try"], { env: { APPWRITE_ENDPOINT: server.endpoint } });
		expect(moved.lines).toContain("  deploy site studio: its code or variables changed");
		const after = await sites.get({ siteId: "studio" });
		expect(after.deploymentId).not.toBe(before.deploymentId);
		await sites.updateSiteDeployment({ siteId: "studio", deploymentId: before.deploymentId });
		const back = await deploy(["--no-try"], { env: { APPWRITE_ENDPOINT: server.endpoint } });
		expect(back.lines).toContain(`  activate deployment ${after.deploymentId} of site studio`);
		expect((await deploy(["--no-try"])).code).toBe(0);
	});

	test("goes on without the studio where the key may make no sites, and says so", async () => {
		const scopes = KEY_SCOPES.map((scope) => scope as ProjectKeyScopes);
		const { secret } = await new Project(server.admin).createKey({ keyId: "no-sites", name: "k", scopes });
		const without = await deploy(["--check"], { env: { APPWRITE_API_KEY: secret } });
		expect([without.code, without.lines]).toEqual([
			0,
			expect.arrayContaining([
				"Without the studio, which would be a site: APPWRITE_API_KEY lacks sites.read or sites.write.",
				"Nothing differs from this checkout.",
			]),
		]);
	});

	test.skipIf(!HAS_CHROMIUM)("serves the web example as it is", async () => {
		const [browser, site] = await Promise.all([launchChromium(), serveFolder(".")]);
		try {
			const page = await askByPage(browser, { ...server, site: site.address, password: "correct horse" });
			expect(await videoSize(page)).toEqual([540, 960]);
		} finally {
			await Promise.all([browser.close(), site.close()]);
		}
	});

	test("deploys what a changed variable starts with, and nothing else", async () => {
		const before = await deployedIds();
		const functions = new Functions(server.admin);
		const { variables } = await functions.listVariables({ functionId: "quota-report" });
		expect(variables.some(({ key }) => key === "QUOTA_WARN")).toBe(false);
		const variable = { key: "QUOTA_WARN", value: "0.5", secret: false };
		await functions.createVariable({ functionId: "quota-report", variableId: "warn", ...variable });
		const changed = await deploy(["--no-try"]);
		expect(changed.code).toBe(0);
		const after = await deployedIds();
		expect(after.map((id, index) => id === before[index])).toEqual([true, false, true]);
	});

	test("activates what it deployed where somebody activated another", async () => {
		const functions = new Functions(server.admin);
		const [, active] = await deployedIds();
		const { deployments } = await functions.listDeployments({ functionId: "quota-report" });
		const other = deployments.find(({ $id, status }) => $id !== active && status === "ready")?.$id ?? "";
		await functions.updateFunctionDeployment({ functionId: "quota-report", deploymentId: other });
		const back = await deploy(["--no-try"]);
		expect(back.lines).toContain(`  activate deployment ${active} of function quota-report`);
		expect((await deployedIds())[1]).toBe(active);
	});

	test("lets the pages of a host in, once", async () => {
		const first = await deploy(["--web-host", "app.example.com", "--no-try"]);
		expect(first.lines).toContain("  create web platform app.example.com");
		const second = await deploy(["--web-host", "app.example.com", "--check"]);
		expect(second.code).toBe(0);
		const { platforms } = await new Project(server.admin).listPlatforms({ queries: [Query.limit(10)] });
		expect(
			platforms.filter((each) => "hostname" in each && each.hostname === "app.example.com"),
		).toHaveLength(1);
	});

	test("leaves nothing behind where the functions' domain is not the server's", async () => {
		const functions = new Functions(server.admin);
		await functions.delete({ functionId: "quota-report" });
		const wrong = await deploy(["--functions-domain", "functions.example.com", "--no-try"]);
		expect(wrong.code).toBe(2);
		expect(wrong.stderr).toContain("The server gives functions no addresses below functions.example.com");
		const without = await deploy(["--functions-domain", "none", "--no-try", "--service-key-file", keyFile()]);
		expect([without.code, without.stdout]).toEqual([0, expect.stringContaining("no address of its own")]);
		const right = await deploy(["--no-try", "--service-key-file", keyFile()]);
		expect([right.code, right.stdout]).toEqual([0, expect.stringMatching(/function quota-report +http/)]);
	});
});

describe("npm run deploy that cannot go on", () => {
	test("names the scope that is missing, in one sentence", async () => {
		const scopes = ["databases.read", "tables.read", "buckets.read", "functions.read"].map(
			(scope) => scope as ProjectKeyScopes,
		);
		const { secret } = await new Project(server.admin).createKey({ keyId: "poor", name: "poor", scopes });
		const poor = await deploy(["--web-host", "other.example.com"], { env: { APPWRITE_API_KEY: secret } });
		expect(poor.code).toBe(1);
		expect(poor.stderr.trim().split("\n")).toHaveLength(1);
		expect(poor.stderr).toContain("lacks the scope platforms.read");
	});

	test("says that nothing answers, or that there is no such project", async () => {
		const silent = await deploy([], { env: { APPWRITE_ENDPOINT: "http://127.0.0.1:9/v1" } });
		expect([silent.code, silent.stderr]).toEqual([1, expect.stringContaining("Nothing answers at")]);
		const unknown = await deploy([], { env: { APPWRITE_PROJECT_ID: "nobody" } });
		expect([unknown.code, unknown.stderr]).toEqual([
			1,
			expect.stringContaining("There is no project nobody"),
		]);
	});

	test("changes nothing where a person has to do something first", async () => {
		const tables = new TablesDB(server.admin);
		const at = { databaseId: "chatreel", tableId: "alerts" };
		await tables.deleteColumn({ ...at, key: "state" });
		await tables.createIntegerColumn({ ...at, key: "state", required: false });
		const { code, stdout } = await deploy([]);
		expect([code, stdout]).toEqual([1, expect.stringContaining("Nothing was changed")]);
		expect(changes()).toEqual([]);
	});
});
