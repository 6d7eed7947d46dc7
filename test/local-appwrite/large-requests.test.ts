import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../helpers/local-appwrite.ts";

const LIMIT = 12 * 1024 * 1024;
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.end());

const send = (body: NonNullable<RequestInit["body"]>, more: object = {}) =>
	fetch(`${server.endpoint}/nothing`, { method: "POST", body, ...more });

test("a request of 12 MiB is taken, a byte more is answered 413 without a word", async () => {
	expect((await send(Buffer.alloc(LIMIT))).status).toBe(404);
	const answer = await send(Buffer.alloc(LIMIT + 1));
	expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([413, null, ""]);
});

test("so is one that does not say how long it is", async () => {
	const chunks = new ReadableStream({
		start: (controller) => {
			for (let sent = 0; sent <= LIMIT; sent += 1024 * 1024) controller.enqueue(new Uint8Array(1024 * 1024));
			controller.close();
		},
	});
	expect((await send(chunks, { duplex: "half" })).status).toBe(413);
});

test("an address that cannot be read is no fault of the server's", async () => {
	const { hostname, port } = new URL(server.endpoint);
	const socket = connect(Number(port), hostname);
	socket.end(
		"GET /v1/users/%E0%A4%A HTTP/1.1\r\nhost: localhost\r\nx-appwrite-project: test\r\nconnection: close\r\n\r\n",
	);
	const chunks: Buffer[] = await socket.toArray();
	expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 401 /);
});
