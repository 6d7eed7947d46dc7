import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Functions } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deploy, ECHO, makeFunction, pack, saidBy } from "../helpers/deploy.ts";
import { startTestServer, type TestServer, tablesOf } from "../helpers/local-appwrite.ts";
import { childrenIn } from "../helpers/processes.ts";
import { until } from "../helpers/until.ts";

const AT = { databaseId: "d", tableId: "t" };

let server: TestServer;
let functions: Functions;
let code: Buffer;
let dir: string;

beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), "functions-"));
	server = await startTestServer();
	functions = new Functions(server.admin);
	code = await pack({ "main.js": ECHO });
});
afterAll(async () => {
	await server.end();
	rmSync(dir, { recursive: true });
});

describe("a function", () => {
	test("goes on with its old code until that has answered, and with the new in another process", async () => {
		const functionId = await makeFunction(functions);
		const waiting = await pack({
			"main.js": `module.exports = async ({ res }) => {
				const { existsSync } = require("node:fs");
				while (!existsSync(process.env.GATE)) await new Promise((resolve) => setTimeout(resolve, 20));
				return res.text("old " + process.pid);
			};`,
		});
		const gate = join(dir, "peace");
		await functions.createVariable({
			functionId,
			variableId: `gate-${functionId}`,
			key: "GATE",
			value: gate,
		});
		await deploy(functions, { functionId, code: waiting, activate: true });
		const old = functions.createExecution({ functionId });
		const processes = () => childrenIn(join(server.dataDir, "functions", functionId));
		await until(() => processes().length === 1);
		const { $id } = await deploy(functions, { functionId, code, activate: true });
		expect((await saidBy(functions, functionId)).deployment).toBe($id);
		expect(processes()).toHaveLength(2);
		writeFileSync(gate, "");
		expect((await old).responseBody).toMatch(/^old \d+$/);
		await until(() => processes().length === 1);
	});

	test("takes its variables when its process starts", async () => {
		const functionId = await makeFunction(functions);
		await deploy(functions, { functionId, code, activate: true });
		expect(await saidBy(functions, functionId)).not.toHaveProperty("GREETING");
		await functions.createVariable({
			functionId,
			variableId: `late-${functionId}`,
			key: "GREETING",
			value: "late",
		});
		expect(await saidBy(functions, functionId)).not.toHaveProperty("GREETING");
		await server.runtime(functionId).kill();
		expect((await saidBy(functions, functionId)).GREETING).toBe("late");
	});

	test("runs beside another, each its own code", async () => {
		const [one, other] = [await makeFunction(functions), await makeFunction(functions)];
		const first = await deploy(functions, { functionId: one, code, activate: true });
		const second = await deploy(functions, { functionId: other, code, activate: true });
		const said = [await saidBy(functions, one), await saidBy(functions, other)];
		expect(said.map(({ deployment }) => deployment)).toEqual([first.$id, second.$id]);
		await functions.delete({ functionId: one });
		expect((await saidBy(functions, other)).deployment).toBe(second.$id);
		expect(existsSync(join(server.dataDir, "deployments", first.$id))).toBe(false);
	});

	test("whose active deployment is deleted has none, and no process", async () => {
		const functionId = await makeFunction(functions);
		const { $id: deploymentId } = await deploy(functions, { functionId, code, activate: true });
		await saidBy(functions, functionId);
		const processes = () => childrenIn(join(server.dataDir, "functions", functionId));
		expect(processes()).toHaveLength(1);
		await functions.deleteDeployment({ functionId, deploymentId });
		expect(processes()).toEqual([]);
		expect((await functions.get({ functionId })).deploymentId).toBe("");
		await expect(saidBy(functions, functionId)).rejects.toMatchObject({ type: "deployment_not_found" });
	});

	test("without a deployment fails for an event, and no process is started", async () => {
		const functionId = await makeFunction(functions, { events: ["databases.d.tables.t.rows.*.create"] });
		await tablesOf(server.admin).createRow({ ...AT, rowId: functionId, data: { text: "x" } });
		await until(async () => (await functions.listExecutions({ functionId })).total === 1);
		const { executions } = await functions.listExecutions({ functionId });
		expect(executions[0]).toMatchObject({ status: "failed", responseStatusCode: 0, trigger: "event" });
		expect(executions[0]?.errors).toContain("a corresponding deployment was not found");
		expect(existsSync(join(server.dataDir, "functions", functionId))).toBe(false);
	});

	test("that is disabled is there for a key alone", async () => {
		const functionId = await makeFunction(functions, { enabled: false });
		await deploy(functions, { functionId, code, activate: true });
		const byGuest = new Functions(server.guest()).createExecution({ functionId });
		await expect(byGuest).rejects.toMatchObject({ code: 404, type: "function_not_found" });
		expect(await saidBy(functions, functionId)).toHaveProperty("deployment");
	});
});
