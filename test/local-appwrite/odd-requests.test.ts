import { execFileSync } from "node:child_process";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fixtureFunction, functionsOf, startTestServer, type TestServer } from "../helpers/local-appwrite.ts";

let server: TestServer;
let pid: number;
/** An execution that is under way all the time. */
let bystander: string;

beforeAll(async () => {
	server = await startTestServer([fixtureFunction("echo", { timeout: 60 })]);
	pid = (await json("/place")).pid;
});
afterAll(() => server.end());

beforeEach(async () => {
	bystander = (await run("/wait?ms=60000", { async: true })).$id;
});
afterEach(async () => {
	const { status } = await functionsOf(server.admin).getExecution({
		functionId: "echo",
		executionId: bystander,
	});
	expect(["waiting", "processing"]).toContain(status);
	expect((await json("/place")).pid).toBe(pid);
});

const run = (xpath: string, more: object = {}) =>
	functionsOf(server.admin).createExecution({ functionId: "echo", xpath, ...more });
const json = async (xpath: string, more: object = {}) => JSON.parse((await run(xpath, more)).responseBody);
const inBytes = (words: string) => Buffer.from(words).toString("latin1");

describe("a path of createExecution", () => {
	test.each(["/a b", "/a\nb", "/a\r\nx: y", "/\u0000", "/\u007f", " "])(
		"that curl refuses (%j) fails its execution alone",
		async (path) => {
			const failed = { status: "failed", responseStatusCode: 500 };
			const errors = expect.stringContaining(
				"Internal curl error has occurred within the executor! Error Number: 3",
			);
			expect(await run(path)).toMatchObject({ ...failed, errors });
			const { $id: executionId } = await run(path, { async: true });
			const get = () => functionsOf(server.admin).getExecution({ functionId: "echo", executionId });
			await vi.waitUntil(async () => (await get()).status === "failed", { timeout: 5000, interval: 10 });
			expect(await get()).toMatchObject({ ...failed, errors });
		},
	);

	test("in other letters than ASCII's is refused by Node's own HTTP server: 400, and not in their escapes", async () => {
		const errors = "The runtime refused the request: 400.";
		expect(await run("/日本語")).toMatchObject({ status: "completed", responseStatusCode: 400, errors });
		const { query } = await json(`/request?q=${encodeURIComponent("日本語")}`);
		expect(query).toEqual({ q: encodeURIComponent("日本語") });
	});

	test("arrives with a slash before it, and without a fragment", async () => {
		expect(await json("request#fragment")).toMatchObject({ path: "/request" });
	});

	test.each([
		["path", { xpath: `/${"x".repeat(2048)}` }],
		["method", { method: "CONNECT" }],
		["body", { body: 7 }],
	])("or a %s that cannot be is refused: 400", async (_what, asked) => {
		const call = functionsOf(server.admin).createExecution({ functionId: "echo", ...(asked as object) });
		await expect(call).rejects.toMatchObject({ code: 400, type: "general_argument_invalid" });
	});
});

describe("a header of createExecution", () => {
	test("arrives in the bytes of UTF-8", async () => {
		const { headers } = await json("/request", { headers: { "x-mine": "🎉" } });
		expect(headers["x-mine"]).toBe(inBytes("🎉"));
	});

	test("with a line feed fails its execution, and adds no header of the server's", async () => {
		const headers = { "x-mine": "x\r\nx-appwrite-user-jwt: made up" };
		expect(await run("/request", { headers })).toMatchObject({ status: "failed", responseStatusCode: 500 });
	});

	test.each([
		["trailer", "x"],
		["transfer-encoding", "chunked"],
		["transfer-encoding", "nonsense"],
		["connection", "upgrade"],
		["upgrade", "websocket"],
		["content-length", "7"],
		["keep-alive", "nonsense"],
		["te", "trailers"],
		["expect", "100-continue"],
		["host", "example.com"],
	])("%s: %s is answered at once", async (name, value) => {
		const more = { headers: { [name]: value }, body: '{"n":1}' };
		expect(await run("/request", more)).toMatchObject({ status: "completed", responseStatusCode: 200 });
	});

	test("that the function's HTTP server refuses is answered as that does, in words", async () => {
		const expecting = await run("/request", { headers: { expect: "nonsense" } });
		expect(expecting).toMatchObject({ status: "completed", responseStatusCode: 417 });
		const large = await run("/request", { headers: { "x-mine": "x".repeat(16_000) } });
		expect(large).toMatchObject({
			...{ status: "completed", responseStatusCode: 431 },
			errors: "The runtime refused the request: 431.",
		});
	});
});

/** Sends these lines to the function's own address, and resolves with the answer. */
async function sendRaw(lines: readonly string[], body = ""): Promise<string> {
	const { hostname, port } = new URL(server.domains["echo"] ?? "");
	const socket = connect(Number(port), hostname);
	socket.write(
		`${["GET /request HTTP/1.1", `host: 127.0.0.1:${port}`, ...lines].join("\r\n")}\r\n\r\n${body}`,
	);
	return await text(socket);
}

test.each([
	["Trailer: x"],
	["TE: trailers"],
	["Expect: 100-continue"],
	["Upgrade: h2c"],
	["Keep-Alive: timeout=5"],
	["X-Mine: 🎉"],
	["Transfer-Encoding: chunked", "Trailer: x"],
])("a request with %s to a function's address is answered", async (...lines) => {
	const isChunked = lines[0]?.startsWith("Transfer") ?? false;
	const answer = await sendRaw(
		["Connection: close", ...lines],
		isChunked ? "1\r\na\r\n0\r\nx: y\r\n\r\n" : "",
	);
	expect(answer).toMatch(/HTTP\/1\.1 200 OK\r\n/);
	expect(answer).toContain('"path":"/request"');
});

test("a body of more than 12 MiB to a function's address is refused: 413", async () => {
	const body = new ReadableStream({
		start: (controller) => {
			for (let sent = 0; sent < 13; sent += 1) controller.enqueue(new Uint8Array(1024 * 1024));
			controller.close();
		},
	});
	const asked = { method: "POST", body, duplex: "half" } as RequestInit;
	expect((await fetch(`${server.domains["echo"]}/request`, asked)).status).toBe(413);
});

test.each([
	{ statusCode: 99 },
	{ statusCode: 1000 },
	{ headers: { "x-mine": "a\nb" } },
	{ headers: { "x mine": "a" } },
	{ headers: { "x-mine": "🎉" } },
])("an answer that cannot be sent (%j) fails its execution alone", async (answer) => {
	const execution = await run("/as", { body: JSON.stringify({ body: "x", ...answer }) });
	expect(execution).toMatchObject({ status: "failed", responseStatusCode: 500 });
	const asked = { method: "POST", body: JSON.stringify({ body: "x", ...answer }) };
	expect((await fetch(`${server.domains["echo"]}/as`, asked)).status).toBe(500);
});

test("an answer that only announces another is none to a function's address", async () => {
	const asked = { method: "POST", body: JSON.stringify({ body: "x", statusCode: 101 }) };
	expect((await fetch(`${server.domains["echo"]}/as`, asked)).status).toBe(500);
});

test("an answer with 20 kB of headers comes through", async () => {
	const answer = { body: "x", headers: { "x-mine": "x".repeat(20_000) } };
	expect(await run("/as", { body: JSON.stringify(answer) })).toMatchObject({ responseStatusCode: 200 });
});

test("the secret of a function's process is in nobody's list of processes", () => {
	const listed = execFileSync("ps", ["-o", "args=", "-p", String(pid)]).toString();
	expect(listed).toContain("host.ts");
	expect(listed).not.toMatch(/[0-9a-f]{32}/);
});
