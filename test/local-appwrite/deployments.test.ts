import { randomBytes } from "node:crypto";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Functions } from "node-appwrite";
import { create, Header, replace } from "tar";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { built, deploy, ECHO, makeFunction, pack, saidBy, upload } from "../helpers/deploy.ts";
import { startTestServer, type TestServer } from "../helpers/local-appwrite.ts";
import { childrenIn } from "../helpers/processes.ts";
import { until } from "../helpers/until.ts";

let server: TestServer;
let functions: Functions;
let code: Buffer;
let dir: string;

beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), "deployments-"));
	server = await startTestServer();
	functions = new Functions(server.admin);
	code = await pack({ "main.js": ECHO });
});
afterAll(async () => {
	await server.end();
	rmSync(dir, { recursive: true });
});

const headers = () => ({ "x-appwrite-project": "test", "x-appwrite-key": server.apiKey });

/** One chunk of an upload, as an SDK sends it. */
async function sendChunk(
	functionId: string,
	range: string,
	bytes: Buffer,
	more: Record<string, string> = {},
) {
	const form = new FormData();
	form.set("code", new File([new Uint8Array(bytes)], "code.tar.gz"));
	form.set("activate", "true");
	const response = await fetch(`${server.endpoint}/functions/${functionId}/deployments`, {
		method: "POST",
		headers: { ...headers(), "content-range": range, ...more },
		body: form,
	});
	return { status: response.status, body: await response.json() };
}

const CHUNK = 5 * 1024 * 1024;

/** Something that cannot be compressed to fewer than two chunks. */
async function largeCode(): Promise<Buffer> {
	return pack({ "main.js": ECHO, "large.bin": randomBytes(6 * 1024 * 1024) });
}

describe("a deployment in chunks", () => {
	test("stays inactive, as on 1.9.0–1.9.6", async () => {
		const functionId = await makeFunction(functions);
		const large = await largeCode();
		const inactive = await deploy(functions, { functionId, code: large, activate: true });
		expect(inactive).toMatchObject({ status: "ready", activate: false });
		expect((await functions.get({ functionId })).deploymentId).toBe("");
	});

	test("is not built before all of it has come, and is taken in any order", async () => {
		const functionId = await makeFunction(functions);
		const large = await largeCode();
		const [first, second] = [large.subarray(0, CHUNK), large.subarray(CHUNK)];
		const rangeOf = (start: number, bytes: Buffer) =>
			`bytes ${start}-${start + bytes.length - 1}/${large.length}`;
		const begun = await sendChunk(functionId, rangeOf(CHUNK, second), second);
		expect(begun).toMatchObject({ status: 202, body: { status: "waiting", sourceSize: large.length } });
		const deploymentId = String(begun.body.$id);
		expect((await functions.listDeployments({ functionId })).total).toBe(1);
		expect(existsSync(join(server.dataDir, "deployments", deploymentId, "code"))).toBe(false);
		const id = { "x-appwrite-id": deploymentId };
		expect((await sendChunk(functionId, rangeOf(0, first), first, id)).status).toBe(202);
		expect((await built(functions, functionId, deploymentId)).status).toBe("ready");
		// Once more, of one that is here.
		expect((await sendChunk(functionId, rangeOf(0, first), first, id)).body.status).toBe("ready");
		const source = readFileSync(join(server.dataDir, "deployments", deploymentId, "code.tar.gz"));
		expect(source.equals(large)).toBe(true);
	});

	test("is refused where it is too large, and where its id would be a way out of the folder", async () => {
		const functionId = await makeFunction(functions);
		const bytes = Buffer.alloc(10);
		const large = await sendChunk(functionId, "bytes 0-9/30000001", bytes);
		expect(large).toMatchObject({ status: 400, body: { type: "storage_invalid_file_size" } });
		const outside = await sendChunk(functionId, "bytes 0-9/10", bytes, { "x-appwrite-id": "../../outside" });
		expect(outside).toMatchObject({ status: 400, body: { type: "storage_invalid_appwrite_id" } });
		expect((await functions.listDeployments({ functionId })).total).toBe(0);
	});
});

describe("an archive", () => {
	/** Where nothing may be written. */
	const outside = () => join(dir, "outside");

	async function failed(archive: Buffer) {
		const functionId = await makeFunction(functions);
		const { status, buildLogs } = await deploy(functions, { functionId, code: archive });
		expect(status).toBe("failed");
		return buildLogs;
	}

	test("cannot write beside its folder", async () => {
		mkdirSync(join(dir, "inner"), { recursive: true });
		writeFileSync(join(dir, "evil.txt"), "evil");
		const file = join(dir, "up.tar.gz");
		await create({ file, cwd: join(dir, "inner"), gzip: true, preservePaths: true }, ["../evil.txt"]);
		expect(await failed(readFileSync(file))).toContain("path contains '..'");
		const names = readdirSync(join(server.dataDir, "deployments"), { recursive: true }).map(String);
		expect(names.filter((name) => name.endsWith("evil.txt"))).toEqual([]);
	});

	test("cannot write through a link", async () => {
		const [first, second] = [join(dir, "first"), join(dir, "second")];
		for (const made of [first, join(second, "link"), outside()]) mkdirSync(made, { recursive: true });
		symlinkSync(outside(), join(first, "link"));
		writeFileSync(join(second, "link/evil.txt"), "evil");
		const file = join(dir, "link.tar");
		await create({ file, cwd: first }, ["link"]);
		await replace({ file, cwd: second }, ["link/evil.txt"]);
		await failed(gzipSync(readFileSync(file)));
		expect(readdirSync(outside())).toEqual([]);
	});

	test("of more bytes than a build may have fails before they are written", async () => {
		const entry = (path: string, size: number) => {
			const header = new Header({ path, size, type: "File", mode: 0o644, mtime: new Date(0) });
			const block = Buffer.alloc(512);
			header.encode(block);
			return block;
		};
		const large = Buffer.concat([entry("large", 2_000_000_001), Buffer.alloc(100_000)]);
		expect(await failed(gzipSync(large))).toContain("Build size should be less than 2000.00 MBs.");
		const names = readdirSync(join(server.dataDir, "deployments"), { recursive: true }).map(String);
		expect(names.filter((name) => name.endsWith("/large"))).toEqual([]);
	});

	test("that is none, or is empty, fails", async () => {
		for (const bytes of [Buffer.from("no archive"), gzipSync(Buffer.alloc(1024))]) {
			expect(await failed(bytes)).toContain("Unrecognized archive format");
		}
		mkdirSync(join(dir, "empty"));
		const file = join(dir, "empty.tar.gz");
		await create({ file, cwd: join(dir, "empty"), gzip: true }, ["."]);
		expect(await failed(readFileSync(file))).toContain("No source code found");
	});
});

describe("a build", () => {
	test("has the function's variables and the platform's, a home of its own, npm, and nothing else of this process", async () => {
		const functionId = await makeFunction(functions, { scopes: ["rows.read"] });
		await functions.createVariable({
			functionId,
			variableId: "mine",
			key: "MINE",
			value: "yes",
			secret: true,
		});
		const commands = "env; npm --version > npm.txt; node --version > node.txt";
		const { $id, buildLogs, status } = await deploy(functions, { functionId, code, commands });
		expect(status).toBe("ready");
		const environment = Object.fromEntries(buildLogs.split("\n").map((line) => line.split("=", 2)));
		expect(environment).toMatchObject({
			...{ MINE: "yes", APPWRITE_FUNCTION_ID: functionId, APPWRITE_FUNCTION_DEPLOYMENT: $id },
			...{ APPWRITE_FUNCTION_API_ENDPOINT: server.endpoint, HOME: join(server.dataDir, "build-home") },
		});
		expect(environment["APPWRITE_FUNCTION_API_KEY"]).toMatch(/^ephemeral_/);
		for (const name of ["VITEST", "NODE_ENV", "USER"]) expect(environment).not.toHaveProperty(name);
		const folder = join(server.dataDir, "deployments", $id, "code");
		expect(readFileSync(join(folder, "npm.txt"), "utf8")).toMatch(/^\d+\./);
		expect(readFileSync(join(folder, "node.txt"), "utf8").trim()).toBe(process.version);
	});

	test("whose deployment is deleted ends with all that it started", async () => {
		const functionId = await makeFunction(functions, { commands: "sleep 600 & sleep 600" });
		const { $id: deploymentId } = await upload(functions, { functionId, code, activate: true });
		const folder = join(server.dataDir, "deployments", deploymentId, "code");
		await until(() => existsSync(folder) && childrenIn(folder).length > 1);
		expect((await functions.get({ functionId })).latestDeploymentStatus).toBe("building");
		await functions.deleteDeployment({ functionId, deploymentId });
		expect(childrenIn(folder)).toEqual([]);
		expect(existsSync(folder)).toBe(false);
		const { deploymentId: activeId, latestDeploymentId } = await functions.get({ functionId });
		expect([activeId, latestDeploymentId]).toEqual(["", ""]);
	});

	test("that takes too long is ended", async () => {
		const hasty = await startTestServer([], { buildLimitMs: 1500 });
		const own = new Functions(hasty.admin);
		const functionId = await makeFunction(own, { commands: "sleep 600" });
		const { status, buildLogs } = await deploy(own, { functionId, code });
		await hasty.end();
		expect([status, buildLogs]).toEqual(["failed", expect.stringContaining("Build timed out.")]);
	});

	test("of a deployment that was begun before the active one does not replace it", async () => {
		const functionId = await makeFunction(functions);
		const gate = join(dir, "older");
		const commands = `while [ ! -e ${gate} ]; do sleep 0.05; done`;
		const { $id: older } = await upload(functions, { functionId, code, activate: true, commands });
		// By hand: one that were to activate itself would take that from the older one.
		const { $id: newer } = await deploy(functions, { functionId, code });
		await functions.updateFunctionDeployment({ functionId, deploymentId: newer });
		writeFileSync(gate, "");
		expect(await built(functions, functionId, older)).toMatchObject({ status: "ready", activate: true });
		expect((await functions.get({ functionId })).deploymentId).toBe(newer);
	});
});

test("what was deployed is there after a restart, and a build that was cut short begins again", async () => {
	const options = {
		config: parseConfig('{"projectId": "test"}', dir),
		dataDir: mkdtempSync(join(dir, "data-")),
	};
	const first = await startTestServer([], options);
	const before = new Functions(first.admin);
	const functionId = await makeFunction(before);
	const { $id } = await deploy(before, { functionId, code, activate: true });
	const gate = join(dir, "restart");
	const commands = `while [ ! -e ${gate} ]; do sleep 0.05; done`;
	const cut = await upload(before, { functionId, code, commands });
	await first.stop();
	writeFileSync(gate, "");
	const second = await startTestServer([], options);
	const after = new Functions(second.admin);
	expect((await saidBy(after, functionId)).deployment).toBe($id);
	expect((await built(after, functionId, cut.$id)).status).toBe("ready");
	await second.end();
});
