import { Users } from "node-appwrite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, guestOf, jobEnd, SHORT, signUp } from "../helpers/client-calls.ts";
import { runCommand } from "../helpers/command.ts";
import { blockOf, differencesOf } from "../helpers/documents.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { asService, type RenderServer, SERVICE_KEY, startRenderServer } from "../helpers/render-server.ts";
import { until } from "../helpers/until.ts";

let server: RenderServer;
let secret: string;
beforeAll(async () => {
	server = await startRenderServer();
	const users = new Users(server.admin);
	const { $id: userId } = await users.create({ userId: "unique()" });
	({ secret } = await users.createSession({ userId }));
});
afterAll(() => server.end());

/** Runs a snippet as it stands in the page, but for the address of the server. */
async function run(snippet: string) {
	const env = {
		...{ APPWRITE_ENDPOINT: server.endpoint, APPWRITE_PROJECT_ID: server.projectId },
		...{ APPWRITE_API_KEY: server.apiKey, SERVICE_KEY, SESSION: secret },
	};
	// By stdin, so that its packages are found from here and no file is left.
	const stdin = snippet.replaceAll("http://127.0.0.1:9500/v1", server.endpoint);
	const { code: exit, stdout, stderr } = await runCommand("node", ["--input-type=module"], { env, stdin });
	expect([exit, stderr]).toEqual([0, ""]);
	return stdout.trim().split("\n");
}

/** An answer has the fields that a page documents, and no others. */
function expectDocumented(answer: unknown, block: string) {
	expect(differencesOf(answer, JSON.parse(block))).toEqual([]);
}

test("the asynchronous call finds its job by the execution's id", async () => {
	const statuses = await run(blockOf("docs/api.md", "js async"));
	expect(statuses.at(-1)).toBe("completed");
	expect(await server.rowsOf("renders")).toMatchObject([{ status: "completed" }]);
});

test("every route is called by session, JWT and service key", async () => {
	const lines = await run(blockOf("docs/api.md", "js routes"));
	const id = "[0-9a-f]{20}";
	const expected = [
		...["POST /quote 200", "POST / 200", `GET /jobs/${id} 200`, `DELETE /jobs/${id} 409`],
		...[`DELETE /jobs/${id}/video 200`, "GET /health 200"],
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

test("the documented request is made, and its answers have the documented fields", async () => {
	const { client } = await signUp(server);
	const body = JSON.parse(blockOf("docs/api.md", "json request"));
	const quote = await ask(client, { path: "/quote", body });
	expectDocumented(quote.body, blockOf("docs/api.md", "json quote"));
	const made = await ask(client, { body });
	expect([quote.status, made.status]).toEqual([200, 200]);
	expectDocumented(made.body, blockOf("docs/api.md", "json result"));
	const job = await ask(client, { method: "GET", path: `/jobs/${body.jobId}` });
	expectDocumented(job.body, blockOf("docs/api.md", "json job"));
	const missing = await ask(client, { method: "GET", path: "/jobs/tuesday" });
	expectDocumented(missing.body, blockOf("docs/api.md", "json error"));
	expect(missing.body).toMatchObject({ code: "ERR_009", message: 'There is no job "tuesday" of yours.' });
	const report = await ask(client, { functionId: "quota-report", method: "GET", path: "/" });
	expectDocumented(report.body, blockOf("docs/quota.md", "json report"));
});

test("the documented call makes a batch, and asks where it stands", async () => {
	const script = blockOf("docs/batches.md", "sh batch");
	const address = server.domains["render"] ?? "";
	const { code, stdout } = await runCommand(
		"bash",
		["-ec", script.replaceAll("http://127.0.0.1:9501", address)],
		{
			env: { SERVICE_KEY },
		},
	);
	const [accepted, state] = stdout.split(/(?<=})(?={)/).map((answer) => JSON.parse(answer));
	expect([code, accepted, state]).toMatchObject([
		0,
		{ batchId: "monday", total: 2, refused: 0 },
		{ total: 2 },
	]);
	const isClosed = async () =>
		(await server.rowsOf("batches")).some(({ $id, state: it }) => $id === "monday" && it === "closed");
	await until(isClosed, 250);
	const body = { conversations: [SHORT, {}] };
	const withFault = await ask(guestOf(server), { path: "/batch", body, headers: asService });
	expectDocumented(withFault.body, blockOf("docs/batches.md", "json batch"));
});
