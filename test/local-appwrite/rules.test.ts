import { request } from "node:http";
import { text } from "node:stream/consumers";
import { Proxy as Domains, Functions } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deploy, ECHO, makeFunction, pack } from "../helpers/deploy.ts";
import { startTestServer, type TestServer } from "../helpers/local-appwrite.ts";

let server: TestServer;
let functions: Functions;
let proxy: Domains;
let code: Buffer;

beforeAll(async () => {
	server = await startTestServer();
	functions = new Functions(server.admin);
	proxy = new Domains(server.admin);
	code = await pack({ "main.js": ECHO });
});
afterAll(() => server.end());

describe("a rule", () => {
	function ask(host: string, path = "/", body = ""): Promise<{ status: number; type: string; body: string }> {
		const { port, hostname } = new URL(server.endpoint);
		return new Promise((resolve, reject) => {
			const sent = request(
				{ hostname, port, path, method: "POST", headers: { host: `${host}:${port}` } },
				async (answer) => {
					const type = String(answer.headers["content-type"]);
					resolve({ status: answer.statusCode ?? 0, type, body: await text(answer) });
				},
			);
			sent.once("error", reject).end(body);
		});
	}

	test("gives a function a domain of its own, whatever is asked there", async () => {
		const functionId = await makeFunction(functions);
		const domain = `${functionId}.functions.localhost`;
		const rule = await proxy.createFunctionRule({ domain, functionId });
		expect(rule).toMatchObject({
			...{ domain, type: "deployment", trigger: "manual", status: "verified", deploymentId: "" },
			...{ deploymentResourceType: "function", deploymentResourceId: functionId },
		});
		expect(await ask(domain)).toMatchObject({
			status: 404,
			type: "text/html; charset=utf-8",
			body: expect.stringContaining("Deployment with the requested ID could not be found."),
		});
		const { $id } = await deploy(functions, { functionId, code, activate: true });
		const answer = await ask(domain, "/v1/health/version?a=b", "a=1");
		expect(answer.status).toBe(200);
		expect(JSON.parse(answer.body)).toMatchObject({
			...{ deployment: $id, path: "/v1/health/version", query: { a: "b" }, bodyText: "a=1" },
			headers: { "content-type": "application/x-www-form-urlencoded" },
		});
		expect((await proxy.listRules()).rules).toMatchObject([{ $id: rule.$id, deploymentId: $id }]);
		await proxy.deleteRule({ ruleId: rule.$id });
		expect((await ask(domain)).status).toBe(404);
	});

	test("is found by its function, and goes with it", async () => {
		const [functionId, other] = [await makeFunction(functions), await makeFunction(functions)];
		for (const id of [functionId, other]) {
			await proxy.createFunctionRule({ domain: `${id}.functions.localhost`, functionId: id });
		}
		const queries = [
			JSON.stringify({ method: "equal", attribute: "deploymentResourceType", values: ["function"] }),
			JSON.stringify({ method: "equal", attribute: "deploymentResourceId", values: [functionId] }),
			JSON.stringify({ method: "equal", attribute: "trigger", values: ["manual"] }),
		];
		const { rules } = await proxy.listRules({ queries });
		expect(rules.map(({ domain }) => domain)).toEqual([`${functionId}.functions.localhost`]);
		await functions.delete({ functionId });
		expect((await proxy.listRules({ queries })).total).toBe(0);
	});

	test("is refused for a domain that is taken, too deep or the server's own, and for no function", async () => {
		const functionId = await makeFunction(functions);
		const create = (domain: string, id = functionId) => proxy.createFunctionRule({ domain, functionId: id });
		await create("taken.functions.localhost");
		await expect(create("taken.functions.localhost")).rejects.toMatchObject({
			code: 409,
			type: "rule_already_exists",
		});
		for (const domain of ["a.b.functions.localhost", "functions.localhost", "localhost"]) {
			await expect(create(domain)).rejects.toMatchObject({ code: 400, type: "general_argument_invalid" });
		}
		const missing = create("missing.functions.localhost", "nobody");
		await expect(missing).rejects.toMatchObject({ code: 404, type: "rule_resource_not_found" });
	});
});
