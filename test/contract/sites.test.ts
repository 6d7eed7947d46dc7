import { randomBytes } from "node:crypto";
import { Proxy as Domains, type Framework, ID, type Models, Query, Sites } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUILD_WAIT_MS, pack } from "../helpers/deploy.ts";
import { askDomain, deploySite, STATIC } from "../helpers/sites.ts";
import { connect, refused, type Server } from "./connect.ts";

let server: Server;
let sites: Sites;
let domains: Domains;
const siteId = ID.unique();
let first: Models.Deployment;
/** Of this run's site, below the server's domain for sites. */
let domain: string;

const PAGE = "<!doctype html><meta charset=utf-8><title>Contract</title><p>A page";
const FILES = {
	"index.html": PAGE,
	"more.html": "<p>More",
	"main.js": "document.title = 'Run';",
	"data.json": '{"a": 1}',
	"icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
	".env": "SECRET=1",
};
const TEST_MS = 60_000 + BUILD_WAIT_MS;

beforeAll(async () => {
	server = await connect();
	sites = new Sites(server.admin);
	domains = new Domains(server.admin);
	const buildCommand = 'mkdir -p deep && echo "built with $GREETING" > deep/index.html';
	await sites.create({ siteId, name: "contract", ...STATIC, buildCommand, outputDirectory: "./" });
	await sites.createVariable({
		siteId,
		variableId: ID.unique(),
		key: "GREETING",
		value: "hello",
		secret: false,
	});
});
afterAll(async () => {
	await sites.delete({ siteId }).catch(() => {});
	await server.end();
});

const ask = (path: string, asked: Parameters<typeof askDomain>[3] = {}) =>
	askDomain(server.admin.config.endpoint, domain, path, asked);

/** The rules of the site that show one deployment, or the active one. */
const rulesOf = (trigger: "manual" | "deployment") =>
	domains.listRules({
		queries: [
			Query.equal("deploymentResourceType", ["site"]),
			Query.equal("deploymentResourceId", [siteId]),
			Query.equal("trigger", [trigger]),
		],
	});

describe("a new site", () => {
	test("has the defaults, is not live since it has a variable, and has no deployment", async () => {
		const made = await sites.get({ siteId });
		expect(made).toMatchObject({
			...{ enabled: true, live: false, logging: true, timeout: 30, framework: "other", adapter: "static" },
			...{ buildRuntime: "node-22", installCommand: "", outputDirectory: "./", fallbackFile: "" },
			...{ deploymentId: "", latestDeploymentId: "", latestDeploymentStatus: "" },
			vars: [expect.objectContaining({ key: "GREETING", resourceType: "site", resourceId: siteId })],
		});
	});

	test("is in the list", async () => {
		const { sites: found } = await sites.list({
			queries: [Query.equal("name", ["contract"]), Query.limit(100)],
		});
		expect(found.map(({ $id }) => $id)).toContain(siteId);
	});

	test("is refused under an id that is taken, and for a framework that there is not", async () => {
		await refused(sites.create({ siteId, name: "again", ...STATIC }), 409, "site_already_exists");
		const unknown = { ...STATIC, framework: "none" as Framework };
		await refused(
			sites.create({ siteId: ID.unique(), name: "unknown", ...unknown }),
			400,
			"general_argument_invalid",
		);
	});

	test("that is not there is not found", async () => {
		const missing = ID.unique();
		await refused(sites.get({ siteId: missing }), 404, "site_not_found");
		await refused(sites.listDeployments({ siteId: missing }), 404, "site_not_found");
		await refused(sites.listVariables({ siteId: missing }), 404, "site_not_found");
		await refused(sites.delete({ siteId: missing }), 404, "site_not_found");
	});
});

describe("a deployment of a site", () => {
	test("in one request is built with the site's variables, and waits to be activated", {
		timeout: TEST_MS,
	}, async () => {
		const code = await pack(FILES);
		first = await deploySite(sites, { siteId, code });
		expect(first).toMatchObject({
			...{ status: "ready", resourceId: siteId, resourceType: "sites", activate: false },
			...{ type: "manual", sourceSize: code.length, entrypoint: "" },
		});
		expect(first.totalSize).toBe(first.sourceSize + first.buildSize);
		expect(await sites.get({ siteId })).toMatchObject({
			...{ deploymentId: "", latestDeploymentId: first.$id, latestDeploymentStatus: "ready" },
			latestDeploymentCreatedAt: first.$createdAt,
		});
	});

	test("has a domain of its own, which sends who is not of the project to the console", async () => {
		const { rules } = await rulesOf("deployment");
		expect(rules).toMatchObject([
			{ type: "deployment", deploymentId: first.$id, deploymentResourceId: siteId, status: "verified" },
		]);
		const own = rules[0]?.domain ?? "";
		domain = `contract-${siteId}.${own.slice(own.indexOf(".") + 1)}`;
		const { status, headers } = await askDomain(server.admin.config.endpoint, own, "/more?a=b");
		expect(status).toBe(301);
		expect(headers["location"]).toMatch(/\/console\/auth\/preview\?.*path=%2Fmore%3Fa%3Db/);
	});

	test("is at the site's domain once it is activated", { timeout: TEST_MS }, async () => {
		const rule = await domains.createSiteRule({ domain, siteId });
		expect(rule).toMatchObject({
			...{ domain, type: "deployment", trigger: "manual", status: "verified", deploymentId: "" },
			...{ deploymentResourceType: "site", deploymentResourceId: siteId },
		});
		await refused(domains.createSiteRule({ domain, siteId }), 409, "rule_already_exists");
		const before = await ask("/");
		expect([before.status, before.text]).toEqual([
			404,
			expect.stringContaining("Deployment with the requested ID could not be found."),
		]);
		const made = await sites.updateSiteDeployment({ siteId, deploymentId: first.$id });
		expect(made).toMatchObject({ deploymentId: first.$id, deploymentCreatedAt: first.$createdAt });
		expect((await rulesOf("manual")).rules).toMatchObject([{ domain, deploymentId: first.$id }]);
		const page = await ask("/");
		expect([page.status, page.text]).toEqual([200, PAGE]);
	});

	test("in chunks is built, and activated by itself or by hand", { timeout: TEST_MS }, async () => {
		const large = await pack({ ...FILES, "large.bin": randomBytes(6 * 1024 * 1024) });
		const deployment = await deploySite(sites, { siteId, code: large, activate: true });
		expect(deployment).toMatchObject({ status: "ready", sourceSize: large.length });
		const { deploymentId, latestDeploymentId } = await sites.get({ siteId });
		expect([first.$id, deployment.$id]).toContain(deploymentId);
		expect(latestDeploymentId).toBe(deployment.$id);
		await sites.updateSiteDeployment({ siteId, deploymentId: first.$id });
	});

	test("whose build fails, or leaves no output, says so and leaves the active one", {
		timeout: TEST_MS,
	}, async () => {
		const code = await pack(FILES);
		const failed = { siteId, code, activate: true, buildCommand: "echo broken on purpose; exit 3" };
		const broken = await deploySite(sites, failed);
		expect([broken.status, broken.buildLogs]).toEqual([
			"failed",
			expect.stringContaining("broken on purpose"),
		]);
		const activate = sites.updateSiteDeployment({ siteId, deploymentId: broken.$id });
		await refused(activate, 400, "build_not_ready");
		const nothing = { siteId, code, activate: true, buildCommand: "mkdir out", outputDirectory: "out" };
		expect((await deploySite(sites, nothing)).status).toBe("failed");
		expect((await sites.get({ siteId })).deploymentId).toBe(first.$id);
		for (const { $id: deploymentId } of (await sites.listDeployments({ siteId })).deployments) {
			if (deploymentId !== first.$id) await sites.deleteDeployment({ siteId, deploymentId });
		}
		await refused(sites.getDeployment({ siteId, deploymentId: broken.$id }), 404, "deployment_not_found");
	});

	test("is refused with a name that does not end in .gz", async () => {
		const code = InputFile.fromPlainText("x", "code.zip");
		const upload = sites.createDeployment({ siteId, code, activate: false });
		await refused(upload, 400, "storage_file_type_unsupported");
	});
});

describe("at the domain of a site", () => {
	test.each([
		["/index.html", "text/html"],
		["/main.js", "text/javascript"],
		["/data.json", "application/json"],
		["/icon.svg", "image/svg+xml"],
	])("%s is %s", async (path, type) => {
		const { status, headers, text } = await ask(path);
		expect([status, String(headers["content-type"]).split(";")[0]]).toEqual([200, type]);
		expect(text).toBe(FILES[path.slice(1) as keyof typeof FILES]);
	});

	test("a page is found without its ending, a folder by its index, and one without a slash redirects", async () => {
		expect(await ask("/more?a=b")).toMatchObject({ status: 200, text: FILES["more.html"] });
		expect(await ask("/deep/")).toMatchObject({ status: 200, text: "built with hello\n" });
		const { status, headers } = await ask("/deep?a=b");
		expect([status, headers["location"]]).toEqual([308, "/deep/?a=b"]);
	});

	test("what is not there is a page that says so, and what begins with .env is not there", async () => {
		for (const path of [
			"/missing",
			"/deep/missing.js",
			"/.env",
			"/../../etc/passwd",
			"/%2e%2e/%2e%2e/etc/passwd",
		]) {
			const { status, headers } = await ask(path);
			expect([path, status]).toEqual([path, 404]);
			expect(String(headers["content-type"])).toContain("text/html");
		}
	});

	test("HEAD has no body, and a POST is not allowed", async () => {
		expect(await ask("/", { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
		expect((await ask("/", { method: "POST" })).status).toBe(405);
	});
});

describe("a site's fallback file", () => {
	test("stands for what is missing, from the next deployment on", { timeout: TEST_MS }, async () => {
		const { name, buildCommand, outputDirectory } = await sites.get({ siteId });
		const settings = { siteId, name, ...STATIC, buildCommand, outputDirectory, fallbackFile: "index.html" };
		expect(await sites.update(settings)).toMatchObject({ fallbackFile: "index.html", live: true });
		expect((await ask("/missing")).status).toBe(404);
		const { $id: deploymentId } = await deploySite(sites, { siteId, code: await pack(FILES) });
		await sites.updateSiteDeployment({ siteId, deploymentId });
		expect(await ask("/missing")).toMatchObject({ status: 200, text: PAGE });
	});
});

describe("a variable of a site", () => {
	test("can be changed and deleted", async () => {
		const { variables } = await sites.listVariables({ siteId });
		const [{ $id: variableId } = { $id: "" }] = variables;
		const changed = await sites.updateVariable({ siteId, variableId, key: "GREETING", value: "good day" });
		expect(changed).toMatchObject({ value: "good day" });
		expect(await sites.getVariable({ siteId, variableId })).toMatchObject({ value: "good day" });
		await sites.deleteVariable({ siteId, variableId });
		await refused(sites.getVariable({ siteId, variableId }), 404, "variable_not_found");
	});
});

describe("a site that is disabled or deleted", () => {
	test("is not found at its domain", async () => {
		const { name, buildCommand, outputDirectory } = await sites.get({ siteId });
		await sites.update({ siteId, name, ...STATIC, buildCommand, outputDirectory, enabled: false });
		expect(await ask("/")).toMatchObject({
			status: 404,
			text: expect.stringContaining("Site with the requested ID could not be found."),
		});
		await sites.delete({ siteId });
		await refused(sites.get({ siteId }), 404, "site_not_found");
		await refused(sites.listDeployments({ siteId }), 404, "site_not_found");
	});
});
