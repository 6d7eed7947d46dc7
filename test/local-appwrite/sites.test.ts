import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Proxy as Domains, Functions, Sites } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compressArchive, packFolder } from "../../scripts/deploy/archive.ts";
import { findStaticFile } from "../../scripts/local-appwrite/sites/find-static-file.ts";
import { makeFunction, pack } from "../helpers/deploy.ts";
import { startTestServer, type TestServer } from "../helpers/local-appwrite.ts";
import { askDomain, deploySite, STATIC } from "../helpers/sites.ts";

let server: TestServer;
let sites: Sites;
let code: Buffer;
beforeAll(async () => {
	server = await startTestServer();
	sites = new Sites(server.admin);
	code = await pack({ "index.html": "<p>Home" });
});
afterAll(() => server.end());

/** A site with a domain, and what is asked there. */
async function makeSite(siteId: string, more: object = {}) {
	const domain = `${siteId}.sites.localhost`;
	await sites.create({ siteId, name: siteId, ...STATIC, ...more });
	await new Domains(server.admin).createSiteRule({ domain, siteId });
	return (path: string, headers: Record<string, string> = {}) =>
		askDomain(server.endpoint, domain, path, { headers });
}

describe("a site's files", () => {
	const dir = mkdtempSync(join(tmpdir(), "site-"));
	const root = join(dir, "site");
	beforeAll(() => {
		cpSync("test/fixtures/functions", root, { recursive: true });
		writeFileSync(join(dir, "secret.txt"), "of this machine");
		symlinkSync(join(dir, "secret.txt"), join(root, "link.txt"));
		symlinkSync(dir, join(root, "out"));
	});
	afterAll(() => rmSync(dir, { recursive: true }));

	test.each([
		"/../secret.txt",
		"/..%2fsecret.txt",
		"/%2e%2e/secret.txt",
		"/a/../../secret.txt",
		"//../secret.txt",
		"/..\\secret.txt",
		"/%00/../secret.txt",
		"/echo.mjs%00",
		"/%ff%fe",
	])("have none of %s", (path) => {
		expect(findStaticFile(root, path, "")).toMatchObject({ kind: "refused", status: 404 });
	});

	test("are not served through a link, to a file or to a folder", () => {
		for (const path of ["/link.txt", "/out/secret.txt"]) {
			expect([path, findStaticFile(root, path, "")]).toEqual([path, { kind: "refused", status: 403 }]);
		}
		expect(findStaticFile(root, "/echo.mjs", "")).toMatchObject({
			kind: "file",
			path: join(root, "echo.mjs"),
		});
	});
});

describe("a site", () => {
	test("cannot serve a folder outside of what was built, by its name or by a link", async () => {
		const ask = await makeSite("outside");
		const away = { siteId: "outside", code, activate: true };
		const up = await deploySite(sites, { ...away, outputDirectory: "../.." });
		expect([up.status, up.buildLogs]).toEqual(["failed", expect.stringContaining("No build output found")]);
		const linked = { ...away, buildCommand: "ln -s / root", outputDirectory: "root/etc" };
		expect((await deploySite(sites, linked)).status).toBe("failed");
		expect((await ask("/passwd")).status).toBe(404);
	});

	test("is built with its own variables, and none of those that functions share", async () => {
		const shared = await startTestServer([], { variables: { SERVICE_KEY: "of the functions" } });
		const own = new Sites(shared.admin);
		await own.create({ siteId: "env", name: "Env", ...STATIC });
		const { buildLogs } = await deploySite(own, { siteId: "env", code, buildCommand: "env" });
		expect(buildLogs).toContain("APPWRITE_SITE_ID=env");
		expect(buildLogs).toContain(`APPWRITE_SITE_PROJECT_ID=${shared.projectId}`);
		expect(buildLogs).not.toMatch(/SERVICE_KEY|APPWRITE_FUNCTION/);
		await shared.end();
	});

	test("has nothing of a function that has its id", async () => {
		const functions = new Functions(server.admin);
		const functionId = await makeFunction(functions);
		await makeSite(functionId);
		const { $id: deploymentId } = await deploySite(sites, { siteId: functionId, code });
		await functions.createVariable({ functionId, variableId: "mine", key: "A", value: "b" });
		const missing = functions.getDeployment({ functionId, deploymentId });
		await expect(missing).rejects.toMatchObject({ type: "deployment_not_found" });
		expect((await sites.listVariables({ siteId: functionId })).total).toBe(0);
		await functions.delete({ functionId });
		expect((await sites.listDeployments({ siteId: functionId })).total).toBe(1);
	});

	test("answers 304 to a browser that has the file", async () => {
		const ask = await makeSite("cached");
		const folder = mkdtempSync(join(tmpdir(), "dateless-"));
		writeFileSync(join(folder, "index.html"), "<p>Home");
		const dateless = await compressArchive(await packFolder(folder));
		rmSync(folder, { recursive: true });
		await deploySite(sites, { siteId: "cached", code: dateless, activate: true });
		const { headers } = await ask("/");
		// Of its build: a date of long ago, as in archives without dates, would have browsers keep it for years.
		expect(Date.parse(String(headers["last-modified"]))).toBeGreaterThan(Date.now() - 600_000);
		const again = await ask("/", { "if-modified-since": String(headers["last-modified"]) });
		expect([again.status, again.text]).toEqual([304, ""]);
		expect((await ask("/", { "if-modified-since": "Thu, 01 Jan 1970 00:00:01 GMT" })).status).toBe(200);
	});

	test("lets its pages call the server", async () => {
		await makeSite("caller");
		const call = (host: string) =>
			fetch(`${server.endpoint}/account`, {
				headers: { origin: `http://${host}`, "x-appwrite-project": server.projectId },
			});
		expect((await call("caller.sites.localhost")).headers.get("access-control-allow-origin")).toBe(
			"http://caller.sites.localhost",
		);
		expect((await call("other.sites.localhost")).status).toBe(403);
	});

	test("has no domain that the server keeps for itself", async () => {
		await makeSite("kept");
		for (const label of ["commit-a", "branch-a", "a.b"]) {
			const rule = { domain: `${label}.sites.localhost`, siteId: "kept" };
			await expect(new Domains(server.admin).createSiteRule(rule)).rejects.toMatchObject({ code: 400 });
		}
		expect(await askDomain(server.endpoint, "nobody.sites.localhost")).toMatchObject({
			status: 404,
			text: expect.stringContaining("not connected to any Appwrite resources"),
		});
	});

	test.each([
		["ssr", { adapter: "ssr" }],
		["another runtime", { buildRuntime: "python-3.12" }],
	])("with %s is not served here", async (_what, more) => {
		const create = sites.create({ siteId: "foreign", name: "Foreign", ...STATIC, ...(more as object) });
		await expect(create).rejects.toMatchObject({ code: 501, type: "general_not_implemented" });
	});
});

test("functions of a folder from before there were sites keep their variables, deployments and domains", async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "before-sites-"));
	const old = await startTestServer([], { dataDir });
	const functions = new Functions(old.admin);
	const functionId = await makeFunction(functions);
	await functions.createVariable({ functionId, variableId: "v", key: "A", value: "b", secret: false });
	await new Domains(old.admin).createFunctionRule({ domain: "old.functions.localhost", functionId });
	await old.stop();
	const file = new DatabaseSync(join(dataDir, "appwrite.sqlite"));
	file.exec(`
		UPDATE variables SET json = json_set(json_remove(json, '$.kind', '$.resourceId'), '$.functionId', function_id);
		UPDATE rules SET json = json_remove(json, '$.kind', '$.previewOf');
	`);
	file.close();
	const server = await startTestServer([], { dataDir });
	const again = new Functions(server.admin);
	expect((await again.listVariables({ functionId })).variables).toMatchObject([{ key: "A", value: "b" }]);
	const { rules } = await new Domains(server.admin).listRules();
	expect(rules).toMatchObject([{ deploymentResourceId: functionId, trigger: "manual" }]);
	await server.end();
});
