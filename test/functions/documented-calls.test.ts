import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Users } from "node-appwrite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jobEnd } from "../helpers/client-calls.ts";
import { runCommand } from "../helpers/command.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { type RenderServer, SERVICE_KEY, startRenderServer } from "../helpers/render-server.ts";

const ROOT = join(import.meta.dirname, "../..");

let server: RenderServer;
let secret: string;
beforeAll(async () => {
	server = await startRenderServer();
	const users = new Users(server.admin);
	const { $id: userId } = await users.create({ userId: "unique()" });
	({ secret } = await users.createSession({ userId }));
});
afterAll(() => server.end());

/** Runs a snippet of a README, as it stands there but for the address of the server. */
async function run(readme: string, name: string) {
	const blocks = readFileSync(join(ROOT, readme), "utf8").split("```js\n");
	const code = blocks
		.map((part) => part.split("```")[0] ?? "")
		.find((block) => block.startsWith(`// ${name}\n`));
	if (code === undefined) throw new Error(`${readme} has no snippet "${name}"`);
	const env = {
		...{ APPWRITE_ENDPOINT: server.endpoint, APPWRITE_PROJECT_ID: server.projectId },
		...{ APPWRITE_API_KEY: server.apiKey, SERVICE_KEY, SESSION: secret },
	};
	// By stdin, so that its packages are found from here and no file is left.
	const stdin = code.replaceAll("http://127.0.0.1:9500/v1", server.endpoint);
	const { code: exit, stdout, stderr } = await runCommand("node", ["--input-type=module"], { env, stdin });
	expect([exit, stderr]).toEqual([0, ""]);
	return stdout.trim().split("\n");
}

test("the README's asynchronous call finds its job by the execution's id", async () => {
	const statuses = await run("README.md", "async");
	expect(statuses.at(-1)).toBe("completed");
	expect(await server.rowsOf("renders")).toMatchObject([{ status: "completed" }]);
});

test("the render function's README calls every route, by session, JWT and service key", async () => {
	const lines = await run("functions/render/README.md", "routes");
	const id = "[0-9a-f]{20}";
	const expected = [
		...["POST /quote 200", "POST / 200", `GET /jobs/${id} 200`, `DELETE /jobs/${id} 409`, "GET /health 200"],
		...["POST /batch 202", `GET /batches/${id} 200`, `DELETE /batches/${id} (200|202)`],
		...[`async ${id}`, `async ${id}`],
	];
	expect(lines).toEqual(expected.map((line) => expect.stringMatching(new RegExp(`^${line}$`))));
	const jobIds = (await server.rowsOf("renders")).map(({ $id }) => $id);
	const asynchronous = lines.slice(-2).map((line) => line.replace("async ", ""));
	const ended = await Promise.all([...jobIds, ...asynchronous].map((jobId) => jobEnd(server, jobId)));
	expect(ended.slice(-2)).toMatchObject([{ status: "completed" }, { status: "completed" }]);
	await expectInvariants(server);
});
