import { randomBytes } from "node:crypto";
import { ExecutionMethod, Functions, ID, type Models, Runtime } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUILD_WAIT_MS, deploy, ECHO, pack, type Said } from "../helpers/deploy.ts";
import { until } from "../helpers/until.ts";
import { connect, refused, type Server } from "./connect.ts";

let server: Server;
let functions: Functions;
const functionId = ID.unique();
const withoutEntrypoint = ID.unique();
/** The deployment that came in one request. */
let small: Models.Deployment;
let code: Buffer;

const SETTINGS = { runtime: Runtime.Node22, timeout: 30, execute: ["any"] };
const TEST_MS = 60_000 + BUILD_WAIT_MS;

beforeAll(async () => {
	server = await connect();
	functions = new Functions(server.admin);
	code = await pack({ "main.js": ECHO });
	const commands = 'echo "built with $GREETING"';
	await functions.create({ functionId, name: "contract", ...SETTINGS, entrypoint: "main.js", commands });
	await functions.create({ functionId: withoutEntrypoint, name: "contract", ...SETTINGS });
	await functions.createVariable({ functionId, variableId: ID.unique(), key: "GREETING", value: "hello" });
});
afterAll(async () => {
	await functions.delete({ functionId }).catch(() => {});
	await functions.delete({ functionId: withoutEntrypoint });
	await server.end();
});

type Asked = {
	readonly xpath?: string;
	readonly method?: ExecutionMethod;
	readonly body?: string;
	readonly headers?: object;
	readonly async?: boolean;
};

async function run(asked: Asked = {}) {
	const execution = await functions.createExecution({ functionId, ...asked });
	const say = (): Said => JSON.parse(execution.responseBody);
	return { execution, say };
}

describe("a new function", () => {
	test("has the defaults, is live, and has no deployment", async () => {
		const made = await functions.get({ functionId: withoutEntrypoint });
		expect(made).toMatchObject({
			...{ enabled: true, live: true, logging: true, schedule: "", entrypoint: "", commands: "" },
			...{ events: [], scopes: [], deploymentId: "", latestDeploymentId: "", version: "v5", vars: [] },
		});
	});

	test("is refused under an id that is taken", async () => {
		const again = functions.create({ functionId, name: "again", ...SETTINGS });
		await refused(again, 409, "function_already_exists");
	});

	test("cannot be executed before its first deployment", async () => {
		await refused(run(), 404, "deployment_not_found");
	});
});

describe("a deployment", () => {
	test("in one request is built with the function's variables, and waits to be activated", {
		timeout: TEST_MS,
	}, async () => {
		small = await deploy(functions, { functionId, code });
		expect(small).toMatchObject({ status: "ready", resourceId: functionId, resourceType: "functions" });
		expect(small).toMatchObject({
			entrypoint: "main.js",
			activate: false,
			type: "manual",
			sourceSize: code.length,
		});
		expect(small.buildLogs).toContain("built with hello");
		expect(small.buildSize).toBeGreaterThan(0);
		expect(small.totalSize).toBe(small.sourceSize + small.buildSize);
		expect(await functions.get({ functionId })).toMatchObject({
			...{ deploymentId: "", latestDeploymentId: small.$id, latestDeploymentStatus: "ready" },
			latestDeploymentCreatedAt: small.$createdAt,
		});
		await refused(run(), 404, "deployment_not_found");
	});

	test("runs once it is activated", { timeout: TEST_MS }, async () => {
		const made = await functions.updateFunctionDeployment({ functionId, deploymentId: small.$id });
		expect(made).toMatchObject({ deploymentId: small.$id, deploymentCreatedAt: small.$createdAt });
		const { execution, say } = await run({ xpath: "/a/b?c=d", method: ExecutionMethod.GET });
		expect(execution).toMatchObject({
			status: "completed",
			responseStatusCode: 200,
			deploymentId: small.$id,
		});
		expect(say()).toMatchObject({ method: "GET", path: "/a/b", query: { c: "d" }, GREETING: "hello" });
		expect(say().deployment).toBe(small.$id);
	});

	test("runs in the background, too", { timeout: TEST_MS }, async () => {
		const { $id: executionId } = (await run({ async: true })).execution;
		await until(
			// A 1.9 may not know of it yet.
			async () =>
				(await functions.getExecution({ functionId, executionId }).catch(() => null))?.status === "completed",
		);
	});

	// 1.8.1 and the newest main activate it. 1.9.0–1.9.6 do not, though they are asked to.
	test("in chunks is built, and activated by itself or by hand", { timeout: TEST_MS }, async () => {
		const large = await pack({ "main.js": ECHO, "large.bin": randomBytes(6 * 1024 * 1024) });
		expect(large.length).toBeGreaterThan(5 * 1024 * 1024);
		const deployment = await deploy(functions, { functionId, code: large, activate: true });
		expect(deployment).toMatchObject({ status: "ready", sourceSize: large.length });
		const { deploymentId, latestDeploymentId } = await functions.get({ functionId });
		expect([small.$id, deployment.$id]).toContain(deploymentId);
		expect(latestDeploymentId).toBe(deployment.$id);
		await functions.updateFunctionDeployment({ functionId, deploymentId: deployment.$id });
		expect((await run()).say().deployment).toBe(deployment.$id);
	});

	test("in one request takes the place of an older one by itself", { timeout: TEST_MS }, async () => {
		const { $id } = await deploy(functions, { functionId, code, activate: true });
		expect(await functions.get({ functionId })).toMatchObject({ deploymentId: $id, live: true });
		expect((await run()).say().deployment).toBe($id);
	});

	test("whose build fails says so, cannot be activated, and leaves the active one", {
		timeout: TEST_MS,
	}, async () => {
		const { deploymentId: active } = await functions.get({ functionId });
		const commands = "echo broken on purpose; exit 3";
		const broken = await deploy(functions, { functionId, code, activate: true, commands });
		expect(broken.status).toBe("failed");
		expect(broken.buildLogs).toContain("broken on purpose");
		const activate = functions.updateFunctionDeployment({ functionId, deploymentId: broken.$id });
		await refused(activate, 400, "build_not_ready");
		expect(await functions.get({ functionId })).toMatchObject({
			...{ deploymentId: active, latestDeploymentId: broken.$id, latestDeploymentStatus: "failed" },
		});
		expect((await run()).say().deployment).toBe(active);
		await functions.deleteDeployment({ functionId, deploymentId: broken.$id });
		await refused(
			functions.getDeployment({ functionId, deploymentId: broken.$id }),
			404,
			"deployment_not_found",
		);
		expect((await functions.get({ functionId })).latestDeploymentId).toBe(active);
	});

	test("that is not there cannot be activated", async () => {
		const activate = functions.updateFunctionDeployment({ functionId, deploymentId: ID.unique() });
		await refused(activate, 404, "deployment_not_found");
	});

	test("is refused without an entrypoint, and with a name that does not end in .gz", async () => {
		const upload = (id: string, name: string) =>
			functions.createDeployment({
				functionId: id,
				code: InputFile.fromBuffer(new Blob([new Uint8Array(code)]), name),
				activate: false,
			});
		await refused(upload(withoutEntrypoint, "code.tar.gz"), 404, "function_entrypoint_missing");
		await refused(upload(functionId, "code.zip"), 400, "storage_file_type_unsupported");
		await refused(upload(ID.unique(), "code.tar.gz"), 404, "function_not_found");
	});
});

describe("a body", () => {
	test("without a type arrives as a form, whatever the method, and one with a type as that", async () => {
		for (const method of [ExecutionMethod.POST, ExecutionMethod.PUT, ExecutionMethod.PATCH]) {
			const said = (await run({ method, body: '{"a":1}' })).say();
			expect([said.method, said.bodyText]).toEqual([method, '{"a":1}']);
			expect(said.headers["content-type"]).toBe("application/x-www-form-urlencoded");
		}
		const typed = (await run({ body: "{}", headers: { "Content-Type": "application/json" } })).say();
		expect(typed.headers["content-type"]).toBe("application/json");
	});

	test("that is empty has no type", async () => {
		const said = (await run()).say();
		expect(said.bodyText).toBe("");
		expect(said.headers).not.toHaveProperty("content-type");
	});
});

describe("an update", () => {
	test("keeps the deployment, sets back what it leaves out, and is live only where the build is the same", async () => {
		const before = await functions.get({ functionId });
		const { name, entrypoint, commands, deploymentId } = before;
		const same = await functions.update({ functionId, name, entrypoint, commands, execute: ["users"] });
		expect(same).toMatchObject({
			live: true,
			timeout: 15,
			execute: ["users"],
			runtime: "node-22",
			deploymentId,
		});
		const renamed = await functions.update({ functionId, name: "renamed", ...SETTINGS, commands });
		expect(renamed).toMatchObject({ live: false, name: "renamed", entrypoint, deploymentId, timeout: 30 });
		expect((await run()).say().deployment).toBe(deploymentId);
	});
});

describe("a variable", () => {
	test("is not told when it is secret, stays secret, and makes the function not live", async () => {
		const { name, commands } = await functions.get({ functionId });
		expect((await functions.update({ functionId, name, commands, ...SETTINGS })).live).toBe(true);
		const given = { functionId, variableId: ID.unique(), key: "SECRET", value: "told to nobody" };
		const made = await functions.createVariable(given);
		expect(made).toMatchObject({ key: "SECRET", value: "", secret: true, resourceId: functionId });
		expect((await functions.get({ functionId })).live).toBe(false);
		const at = { functionId, variableId: made.$id };
		await refused(functions.updateVariable({ ...at, secret: false }), 400, "variable_cannot_unset_secret");
		await refused(
			functions.createVariable({ ...given, variableId: ID.unique() }),
			409,
			"variable_already_exists",
		);
		const { vars } = await functions.get({ functionId });
		expect(vars.map(({ key }) => key).toSorted()).toEqual(["GREETING", "SECRET"]);
		await functions.deleteVariable(at);
		await refused(functions.getVariable(at), 404, "variable_not_found");
		expect((await functions.listVariables({ functionId })).total).toBe(1);
	});
});

test("a function that is deleted is gone with its deployments", async () => {
	await functions.delete({ functionId });
	await refused(functions.get({ functionId }), 404, "function_not_found");
	await refused(functions.listDeployments({ functionId }), 404, "function_not_found");
	await refused(run(), 404, "function_not_found");
});
